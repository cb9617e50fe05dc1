//! Over a real socket: when a client goes away, what it asked for is not finished. The work stops within 100 ms.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use actix_web::web::Data;
use analysis::facts::Subtype;
use server::app::AppState;
use server::listen::listen;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::{Scene, small_city};

/// Within which work has to stop.
const STOPS: Duration = Duration::from_millis(100);
/// What a test waits for at most.
const PATIENCE: Duration = Duration::from_mins(1);
/// Targets of the scene: far from its plants, so that there are no findings.
const TARGETS: usize = 20_000;

/// The small city with very many targets, 30 km from its plants.
fn snapshot() -> Snapshot {
    let mut facts = small_city();
    let mut scene = Scene::default();
    for i in 0..TARGETS {
        let (x, y) = ((i % 200) as f64 * 20.0, (i / 200) as f64 * 20.0);
        let shape = geo_types::Point::from(scene.at(30_000.0 + x, y));
        scene.target(&format!("M{i:06}"), Subtype::Office, shape);
    }
    facts.targets.append(&mut scene.facts.targets);
    let assessed = Assessed::of(facts, |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-test".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let snapshot = Snapshot::build(assessed, run, Vec::new());
    snapshot.compute_risk(|_, _| {});
    snapshot
}

/// The service on a port of its own, on a thread of its own; it goes with the tests.
fn service() -> (SocketAddr, Data<AppState>) {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let state = Data::new(AppState::with(snapshot()));
        actix_web::rt::System::new().block_on(async move {
            let server = listen(&state, listener, Some(2)).unwrap();
            send.send((at, state)).unwrap();
            server.await.unwrap();
        });
    });
    receive.recv_timeout(PATIENCE).unwrap()
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

/// A filter that holds nowhere, after a comparison of each target with seven long outlines.
fn costly() -> String {
    let ring: Vec<String> = (0..=28)
        .map(|i| {
            let turn = f64::from(i % 28) / 28.0 * std::f64::consts::TAU;
            format!("{:.3} {:.3}", 120.3 + turn.cos(), 31.8 + turn.sin())
        })
        .collect();
    let ring = ring.join(",");
    let outlines = vec![format!("S_WITHIN(geometry,POLYGON(({ring})))"); 7];
    format!("{} AND name = 'nobody'", outlines.join(" AND "))
}

fn get(at: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(at).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    stream
}

/// How long until something holds.
fn until(holds: impl Fn() -> bool) -> Duration {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "it does not come to be");
        thread::sleep(Duration::from_millis(1));
    }
    begun.elapsed()
}

#[test]
fn what_a_client_asked_for_stops_when_it_goes() {
    let (at, state) = service();
    let filter = encoded(&costly());
    let search = format!("/ogc/collections/targets/items?filter={filter}");
    // To the end, it takes much longer than it may take to stop.
    let begun = Instant::now();
    let mut answer = String::new();
    get(at, &search).read_to_string(&mut answer).unwrap();
    let whole = begun.elapsed();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        whole > 5 * STOPS,
        "the search is too quick to be stopped: {whole:?}"
    );
    until(|| state.at_work() == 0);
    let sorted = format!("{search}&sortby=-name");
    let file = format!("{search}&f=csv");
    let tile = format!("/tiles/targets/10/854/415?filter={filter}");
    let standard =
        format!("/ogc/collections/targets/tiles/WebMercatorQuad/10/415/854?filter={filter}%20");
    for path in [&search, &sorted, &file, &tile, &standard] {
        for is_half in [false, true] {
            let stream = get(at, path);
            until(|| state.at_work() > 0);
            thread::sleep(Duration::from_millis(20));
            assert!(
                state.at_work() > 0,
                "it was over before its client went: {path}"
            );
            if is_half {
                // It closes its side and waits; nobody does that who wants the answer.
                stream.shutdown(std::net::Shutdown::Write).unwrap();
            } else {
                drop(stream);
            }
            let took = until(|| state.at_work() == 0);
            let short: String = path.chars().take(60).collect();
            println!("{short} stopped after {took:?} (whole: {whole:?})");
            assert!(took < STOPS, "{short}: {took:?}");
        }
    }
    // Whoever comes next is answered.
    let mut answer = String::new();
    get(at, "/ogc/collections/targets/items?limit=1")
        .read_to_string(&mut answer)
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"));
}
