//! Tiles that were made before, over HTTP, beside the floor: static bodies of the same sizes from the same server
//! library, turn by turn, by the same clients. Synthetic: buildings about towns, one layer.
//!
//! `cargo bench -p tests --bench serving`; `SECONDS_EACH` (2) is how long each measurement takes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpResponse, HttpServer};
use serde_json::{Value, json};
use server::app::{AppState, configure_tiles};
use server::foreign_layers::{ForeignLayers, ForeignSpec, Order, Rule};
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::small_city;
use tiles::TileCoord;
use utoipa_actix_web::AppExt;

/// Connections that ask at a time, each as soon as it is answered.
const CLIENTS: usize = 8;
const ROUNDS: usize = 3;
const BUILDINGS: u32 = 100_000;

/// Fractions in [0, 1) without pattern (M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
fn fraction(i: u32, axis: usize) -> f64 {
    let step = [0.754_877_666_246_692_8, 0.569_840_290_998_053_2][axis];
    (0.5 + step * f64::from(i)).fract()
}

fn place(i: u32) -> [f64; 2] {
    let town = [119.5 + fraction(i % 20, 0), 31.3 + fraction(i % 20, 1)];
    let (r, a) = (
        0.06 * fraction(i, 0).powi(2),
        std::f64::consts::TAU * fraction(i, 1),
    );
    [town[0] + r * a.cos(), town[1] + r * a.sin()]
}

/// Writes the buildings as a file, as others would.
fn write(path: &Path) {
    let building = |i: u32| {
        let [x, y] = place(i);
        let half = 1e-4 + 2e-4 * fraction(i, 0);
        let ring = [(-1., -1.), (1., -1.), (1., 1.), (-1., 1.), (-1., -1.)];
        let ring = ring.map(|(dx, dy)| [x + dx * half, y + dy * half]);
        json!({
            "type": "Feature",
            "properties": {"gid": i, "name": format!("建筑物-{i}"), "risk": i % 4, "people": i % 200},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        })
    };
    let all: Vec<Value> = (0..BUILDINGS).map(building).collect();
    let text = json!({"type": "FeatureCollection", "features": all}).to_string();
    std::fs::write(path, text).expect("room for a file");
}

fn layers(file: &Path) -> ForeignLayers {
    let layers = ForeignLayers::new(vec![ForeignSpec {
        name: "buildings".into(),
        file: file.into(),
        layer: None,
        title: "buildings (synthetic)".into(),
        attribution: None,
        min_zoom: 0,
        max_zoom: Some(14),
        id: Some("gid".into()),
        worst: vec![Rule {
            property: "risk".into(),
            order: Order::Highest,
            bands: Some(vec![1.0, 2.0, 3.0]),
            listed: None,
        }],
        sum: vec!["people".into()],
        carry: Vec::new(),
    }]);
    let layers = layers.expect("a valid layer");
    layers.refresh();
    layers
}

/// Asks and reads the answer; returns its head and body.
fn ask(stream: &mut TcpStream, path: &str, buffer: &mut Vec<u8>) -> (usize, usize) {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a server");
    buffer.clear();
    let mut chunk = vec![0; 65536];
    loop {
        let n = stream.read(&mut chunk).expect("an answer");
        assert!(n > 0, "the server hung up");
        buffer.extend_from_slice(&chunk[..n]);
        let Some(head) = buffer.windows(4).position(|w| w == b"\r\n\r\n") else {
            continue;
        };
        let text = std::str::from_utf8(&buffer[..head]).expect("a head is text");
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
        let long = text.lines().find_map(|l| {
            let (name, value) = l.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.parse::<usize>().expect("a number"))
        });
        let long = long.expect("the body has a length");
        if buffer.len() >= head + 4 + long {
            return (head + 4, long);
        }
    }
}

/// Answers a second that the clients get.
fn measure(server: SocketAddr, paths: &Arc<Vec<String>>, each: Duration) -> f64 {
    let start = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|c| {
            let paths = Arc::clone(paths);
            std::thread::spawn(move || {
                let mut stream = TcpStream::connect(server).expect("a server");
                stream.set_nodelay(true).expect("a socket");
                let (mut n, mut buffer) = (0_u32, Vec::new());
                for path in paths.iter().cycle().skip(c * 97 % paths.len()) {
                    if start.elapsed() > each {
                        break;
                    }
                    ask(&mut stream, path, &mut buffer);
                    n += 1;
                }
                n
            })
        })
        .collect();
    let sum: u32 = clients
        .into_iter()
        .map(|c| c.join().expect("a client"))
        .sum();
    f64::from(sum) / start.elapsed().as_secs_f64()
}

#[actix_web::main]
async fn main() {
    let each = std::env::var("SECONDS_EACH").ok();
    let each = each.map_or(2.0, |s| s.parse().expect("SECONDS_EACH is a number"));
    let each = Duration::from_secs_f64(each);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("buildings.geojson");
    write(&file);
    let mut lists: Vec<(u8, Vec<TileCoord>)> = Vec::new();
    for (z, step) in [(8, 50), (11, 50), (14, 400)] {
        let of = |i| TileCoord::containing(z, place(i)).expect("a place of the world");
        let mut tiles: Vec<TileCoord> = (0..BUILDINGS).step_by(step).map(of).collect();
        tiles.sort_unstable();
        tiles.dedup();
        lists.push((z, tiles));
    }
    let assessed = Assessed::of(small_city(), |_| {}, || {}).expect("a city");
    let run = RunView {
        id: "one".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let state = AppState::with(Snapshot::build_after(assessed, run, Vec::new(), None));
    let state = state.showing(layers(&file));
    let state = Data::new(state);
    let listen = || TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = |l: &TcpListener| l.local_addr().expect("an address");
    let of_ours = listen();
    let ours = address(&of_ours);
    let server = HttpServer::new(move || {
        App::new()
            .into_utoipa_app()
            .configure(configure_tiles(state.clone()))
            .into_app()
    });
    tokio::spawn(server.workers(2).listen(of_ours).expect("a socket").run());
    for (z, tiles) in lists {
        let path = |at: &TileCoord| format!("/tiles/buildings/{}/{}/{}", at.z(), at.x(), at.y());
        let paths: Arc<Vec<String>> = Arc::new(tiles.iter().map(path).collect());
        let asked = Arc::clone(&paths);
        let bodies = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(ours).expect("a server");
            let mut buffer = Vec::new();
            let mut body = |path: &String| {
                let (start, long) = ask(&mut stream, path, &mut buffer);
                Bytes::copy_from_slice(&buffer[start..start + long])
            };
            asked.iter().map(&mut body).collect::<Vec<Bytes>>()
        });
        let bodies = Arc::new(bodies.await.expect("all tiles are there"));
        let kb = bodies.iter().map(Bytes::len).sum::<usize>() as f64 / 1000.0 / bodies.len() as f64;
        let of_static = listen();
        let floor = address(&of_static);
        let given = Arc::clone(&bodies);
        let server = HttpServer::new(move || {
            let given = Arc::clone(&given);
            let answer = move |at: web::Path<usize>| {
                let body = given[at.into_inner()].clone();
                std::future::ready(
                    HttpResponse::Ok()
                        .content_type("application/vnd.mapbox-vector-tile")
                        .insert_header(("Content-Encoding", "gzip"))
                        .body(body),
                )
            };
            App::new().route("/static/{at}", web::get().to(answer))
        });
        let server = server.workers(2).listen(of_static).expect("a socket").run();
        let handle = server.handle();
        tokio::spawn(server);
        let static_paths: Vec<String> = (0..bodies.len()).map(|i| format!("/static/{i}")).collect();
        let static_paths = Arc::new(static_paths);
        let mut ratios = Vec::new();
        for _ in 0..ROUNDS {
            let mut rates = [0.0; 2];
            for (rate, (server, paths)) in rates
                .iter_mut()
                .zip([(ours, &paths), (floor, &static_paths)])
            {
                let paths = Arc::clone(paths);
                let measured = tokio::task::spawn_blocking(move || measure(server, &paths, each));
                *rate = measured.await.expect("the clients come back");
            }
            println!(
                "z{z:<3} {:>5} tiles of {kb:>6.1} kB: {:>8.0} a second, static bodies {:>8.0}: {:.2}",
                paths.len(),
                rates[0],
                rates[1],
                rates[0] / rates[1]
            );
            ratios.push(rates[0] / rates[1]);
        }
        ratios.sort_by(f64::total_cmp);
        println!("z{z}: {:.0} % of static bodies", 100.0 * ratios[ROUNDS / 2]);
        handle.stop(false).await;
    }
}
