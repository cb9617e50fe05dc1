//! A PostgreSQL of the tests' own under `target/postgis`, and in it a fresh database for each test.
//!
//! It listens on a free port of this machine only, and is used again by the next run while it lives.
//! `tests/postgis-stop.sh` ends it.

use std::fs::File;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Database with PostGIS in it, of which each test gets a copy.
const TEMPLATE: &str = "anjie_template";

/// A database that goes away with the test.
#[derive(Debug)]
pub struct Database {
    name: String,
    port: u16,
}

impl Database {
    /// An empty database with PostGIS.
    pub fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        static PORT: OnceLock<u16> = OnceLock::new();
        let port = *PORT.get_or_init(port);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("t_{}_{number}", std::process::id());
        client(port, "dropdb", &["--force", "--if-exists", &name]);
        client(port, "createdb", &["-T", TEMPLATE, &name]);
        Self { name, port }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{}", self.port, self.name)
    }

    /// What a statement answers, as text.
    pub fn ask(&self, sql: &str) -> String {
        client(
            self.port,
            "psql",
            &[
                "-XAtq",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                &self.name,
                "-c",
                sql,
            ],
        )
        .trim()
        .to_owned()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A database that is left behind is dropped when its name is used again.
        let _ = try_client(self.port, "dropdb", &["--force", "--if-exists", &self.name]);
    }
}

/// The port of the running cluster; starts it where none runs.
fn port() -> u16 {
    let root = root();
    std::fs::create_dir_all(&root).expect("target/postgis can be made");
    // Several test programs may start at once.
    let lock = File::create(root.join("lock")).expect("target/postgis can be written");
    lock.lock().expect("the lock is waited for");
    let data = root.join("data");
    if let Some(port) = running(&data) {
        return port;
    }
    if !data.join("PG_VERSION").exists() {
        own(&root);
        server(
            "initdb",
            &data,
            &[
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                // An order that is not that of the bytes: the store must not lean on it.
                "--locale=C.UTF-8",
                "--locale-provider=icu",
                "--icu-locale=zh-CN",
            ],
        );
    }
    let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr());
    let port = free.expect("this machine has a free port").port();
    let options = format!(
        "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200"
    );
    let log = data.join("server.log");
    server(
        "pg_ctl",
        &data,
        &[
            "-w",
            "-l",
            log.to_str().expect("a plain path"),
            "-o",
            &options,
            "start",
        ],
    );
    let has = client(
        port,
        "psql",
        &[
            "-XAtq",
            "-d",
            "postgres",
            "-c",
            &format!("SELECT COUNT(*) FROM pg_database WHERE datname = '{TEMPLATE}'"),
        ],
    );
    if has.trim() == "0" {
        client(port, "createdb", &["making"]);
        client(
            port,
            "psql",
            &["-Xq", "-d", "making", "-c", "CREATE EXTENSION postgis"],
        );
        client(
            port,
            "psql",
            &[
                "-Xq",
                "-d",
                "postgres",
                "-c",
                &format!("ALTER DATABASE making RENAME TO {TEMPLATE}"),
            ],
        );
    }
    port
}

/// The port of the cluster if it lives: the fourth line of its file.
fn running(data: &Path) -> Option<u16> {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let port: u16 = text.lines().nth(3)?.trim().parse().ok()?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpStream::connect_timeout(&address, Duration::from_secs(2)).ok()?;
    let ours = try_client(
        port,
        "psql",
        &["-XAtq", "-d", "postgres", "-c", "SHOW data_directory"],
    )
    .ok()?;
    let there = String::from_utf8_lossy(&ours.stdout).trim().to_owned();
    (Path::new(&there) == data).then_some(port)
}

/// `target/postgis` of the build that this test is part of.
fn root() -> PathBuf {
    let exe = std::env::current_exe().expect("a test knows where it is");
    let target = exe
        .ancestors()
        .nth(3)
        .expect("a test is in target/debug/deps");
    target.join("postgis")
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// PostgreSQL does not run as root: there it runs as its own user.
fn own(folder: &Path) {
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(folder));
    }
}

fn server(program: &str, data: &Path, args: &[&str]) {
    let program = folder_of_programs().join(program);
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg(program);
        command
    } else {
        Command::new(program)
    };
    // The server must not keep the pipes of the test open.
    command.arg("-D").arg(data).args(args);
    command.stdin(std::process::Stdio::null());
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let status = command.status().expect("the program is there");
    assert!(
        status.success(),
        "{command:?} failed; see {}",
        data.join("server.log").display()
    );
}

fn client(port: u16, program: &str, args: &[&str]) -> String {
    let output = try_client(port, program, args).expect("the program is there");
    assert!(
        output.status.success(),
        "{program} {args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn try_client(port: u16, program: &str, args: &[&str]) -> std::io::Result<Output> {
    Command::new(folder_of_programs().join(program))
        .args(["-h", "127.0.0.1", "-U", "postgres", "-p", &port.to_string()])
        .args(args)
        .output()
}

fn run(command: &mut Command) {
    let status = command.status().expect("the program is there");
    assert!(status.success(), "{command:?} failed");
}

/// Folder with `initdb`: what `pg_config` says, or the newest of Debian's.
fn folder_of_programs() -> PathBuf {
    let mut places = Vec::new();
    if let Ok(said) = Command::new("pg_config").arg("--bindir").output() {
        places.push(PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()));
    }
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        let mut found: Vec<PathBuf> = versions.flatten().map(|v| v.path().join("bin")).collect();
        found.sort();
        places.extend(found.into_iter().rev());
    }
    places
        .into_iter()
        .find(|p| p.join("initdb").exists())
        .expect("PostgreSQL is not installed; run `make setup-test`")
}
