//! A virus scanner that looks at evidence before it is kept: clamd, by its INSTREAM command over TCP or a Unix socket.
//!
//! Without one, files are judged by their kind alone, and the service says so (`is_scanned`).

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::time::Duration;

use thiserror::Error;

use crate::problem::Problem;

/// How long it is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes that are sent at a time.
const PIECE: usize = 64 << 10;
/// Longest answer, bytes.
const MOST_ANSWER: u64 = 4 << 10;

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// `tcp:HOST:PORT`.
    Tcp(String),
    /// `unix:PATH`.
    Unix(String),
}

/// Why a file was not passed.
#[derive(Debug, Error)]
pub enum NotPassed {
    /// Something was found in it.
    #[error("病毒扫描发现 {0}，文件不予接收。 The scanner found {0}; the file is not taken")]
    Found(String),
    /// It does not answer, or not as it should.
    #[error("the virus scanner does not answer as it should: {0}")]
    Scanner(String),
}

impl NotPassed {
    /// As a problem: a scanner that does not answer lets nothing pass.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Found(_) => Problem::unprocessable(
                "evidence-refused",
                "The file is not taken",
                self.to_string(),
            ),
            Self::Scanner(_) => {
                tracing::error!(error = %self, "a file could not be scanned");
                Problem::not_ready(
                    "病毒扫描暂不可用，稍后再传。 Files cannot be scanned now; send it again later",
                )
            }
        }
    }
}

impl Scanner {
    /// The address of a setting.
    ///
    /// # Errors
    /// What would be right.
    pub fn of(text: &str) -> Result<Self, String> {
        let named = |rest: &str| (!rest.is_empty()).then(|| rest.to_owned());
        let tcp = text.strip_prefix("tcp:").filter(|rest| rest.contains(':'));
        let found = tcp.and_then(named).map(Self::Tcp).or_else(|| {
            let path = text.strip_prefix("unix:");
            path.and_then(named).map(Self::Unix)
        });
        found.ok_or_else(|| {
            format!("clamd is `{text}`; write tcp:HOST:PORT or unix:/path/of/clamd.ctl")
        })
    }

    /// Lets the scanner look at a file; blocks.
    ///
    /// # Errors
    /// [`NotPassed`].
    pub fn look(&self, content: &[u8]) -> Result<(), NotPassed> {
        let failed = |e: io::Error| NotPassed::Scanner(e.to_string());
        let answer = match self {
            Self::Tcp(address) => {
                let mut all = address.to_socket_addrs().map_err(failed)?;
                let first = all.next();
                let first = first.ok_or_else(|| NotPassed::Scanner("it has no address".into()))?;
                let stream = TcpStream::connect_timeout(&first, PATIENCE).map_err(failed)?;
                stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
                stream.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
                ask(stream, content)
            }
            #[cfg(unix)]
            Self::Unix(path) => {
                let stream = UnixStream::connect(path).map_err(failed)?;
                stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
                stream.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
                ask(stream, content)
            }
            #[cfg(not(unix))]
            Self::Unix(_) => Err(io::Error::other("this system has no Unix sockets")),
        };
        let answer = answer.map_err(failed)?;
        let answer = answer.trim_matches(['\0', '\n', ' ']);
        let said = answer.strip_prefix("stream: ").unwrap_or(answer);
        match said.strip_suffix(" FOUND") {
            Some(name) => Err(NotPassed::Found(name.to_owned())),
            None if said == "OK" => Ok(()),
            None => Err(NotPassed::Scanner(said.to_owned())),
        }
    }
}

/// Sends a file in pieces, each after its length, and reads the answer.
fn ask(mut stream: impl Read + Write, content: &[u8]) -> io::Result<String> {
    stream.write_all(b"zINSTREAM\0")?;
    for piece in content.chunks(PIECE) {
        let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
        stream.write_all(&length.to_be_bytes())?;
        stream.write_all(piece)?;
    }
    stream.write_all(&0_u32.to_be_bytes())?;
    stream.flush()?;
    let mut answer = String::new();
    stream.take(MOST_ANSWER).read_to_string(&mut answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// A clamd that knows one virus: whatever holds `EICAR`.
    fn clamd() -> Scanner {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut command = [0; 10];
                stream.read_exact(&mut command).unwrap();
                assert_eq!(&command, b"zINSTREAM\0");
                let mut content = Vec::new();
                loop {
                    let mut length = [0; 4];
                    stream.read_exact(&mut length).unwrap();
                    let length = u32::from_be_bytes(length) as usize;
                    if length == 0 {
                        break;
                    }
                    let mut piece = vec![0; length];
                    stream.read_exact(&mut piece).unwrap();
                    content.extend(piece);
                }
                let is_bad = content.windows(5).any(|w| w == b"EICAR");
                let answer: &[u8] = if is_bad {
                    b"stream: Eicar-Signature FOUND\0"
                } else {
                    b"stream: OK\0"
                };
                stream.write_all(answer).unwrap();
            }
        });
        Scanner::Tcp(address.to_string())
    }

    #[test]
    fn what_the_scanner_finds_is_not_passed_and_nothing_is_where_it_is_silent() {
        let scanner = clamd();
        assert!(scanner.look(&vec![7; 200_000]).is_ok());
        let found = scanner.look(b"x EICAR x").unwrap_err();
        assert!(matches!(&found, NotPassed::Found(name) if name == "Eicar-Signature"));
        let nobody = Scanner::Tcp("127.0.0.1:1".into());
        let error = nobody.look(b"x").unwrap_err();
        assert_eq!(error.problem().status, 503);
    }

    #[test]
    fn an_address_is_read_or_told_how_to_write() {
        assert_eq!(Scanner::of("tcp:h:3310"), Ok(Scanner::Tcp("h:3310".into())));
        assert_eq!(
            Scanner::of("unix:/run/c.ctl"),
            Ok(Scanner::Unix("/run/c.ctl".into()))
        );
        for bad in ["", "h:3310", "tcp:h", "unix:"] {
            assert!(Scanner::of(bad).unwrap_err().contains("tcp:HOST:PORT"));
        }
    }
}
