//! The application on a socket.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, DefaultHeaders};
use actix_web::web::Data;
use actix_web::{App, HttpServer};
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi;
use utoipa_actix_web::{AppExt, scope};

use crate::app::{AppState, configure, configure_document, configure_rest, configure_tiles};

/// How long requests under way may take when the service ends, s.
const SHUTDOWN_S: u64 = 5;

/// How long a client may take to send the head of a request. Browsers open connections before they need them, and a
/// busy machine may be late to look.
const HEAD: Duration = Duration::from_secs(30);

/// Serves an application with so many workers, one a core if nothing is said; it runs as long as what is returned is
/// polled.
///
/// # Errors
/// Where the socket cannot be listened on.
pub fn listen(
    state: &Data<AppState>,
    listener: TcpListener,
    workers: Option<usize>,
) -> io::Result<Server> {
    let shared = state.clone();
    let (_, document) = App::new()
        .into_utoipa_app()
        .openapi(crate::openapi::Document::openapi())
        .configure(configure(shared.clone()))
        .split_for_parts();
    let mut server = HttpServer::new(move || {
        let document = document.clone();
        let rest = scope("")
            .configure(configure_rest(shared.clone()))
            .map(|rest| rest.configure(configure_document(document)))
            .wrap(Compress::default())
            .wrap(TracingLogger::default());
        App::new()
            .wrap(DefaultHeaders::new().add(("X-Content-Type-Options", "nosniff")))
            .into_utoipa_app()
            .configure(configure_tiles(shared.clone()))
            .service(rest)
            .into_app()
    });
    if let Some(workers) = workers {
        server = server.workers(workers.max(1));
    }
    let server = server
        .shutdown_timeout(SHUTDOWN_S)
        .client_request_timeout(HEAD)
        // A client that closes its side has gone: what it asked for is not finished.
        .h1_allow_half_closed(false)
        .listen(listener)?;
    Ok(server.run())
}
