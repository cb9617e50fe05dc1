//! The page: files of `web/dist`, part of the binary.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, IF_NONE_MATCH};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::app::AppState;
use crate::basemap::Basemap;

#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// Name of the file that a path is answered with.
fn file_of(path: &str) -> &str {
    match path.trim_start_matches('/') {
        "" => "index.html",
        // The viewer of the API document.
        "docs" | "docs/" => "docs/index.html",
        other => other,
    }
}

/// Whether there is a file for a path.
pub fn is_there(path: &str) -> bool {
    Dist::get(file_of(path)).is_some()
}

/// The file for a path, or nothing.
pub fn asset(request: &HttpRequest) -> Option<HttpResponse> {
    let path = file_of(request.path());
    let file = Dist::get(path)?;
    let etag = format!("\"{}\"", &format!("{:x}", Sha256::digest(&file.data))[..24]);
    // Names of built files carry a hash of their content; the others are asked for again.
    let cache = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let seen = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    if seen.split(',').any(|tag| tag.trim() == etag) {
        return Some(
            HttpResponse::NotModified()
                .insert_header((ETAG, etag))
                .insert_header((CACHE_CONTROL, cache))
                .finish(),
        );
    }
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(file.metadata.mimetype())
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, cache));
    if path == "index.html" {
        let state = request.app_data::<Data<AppState>>();
        let basemap = state.and_then(|s| s.basemap());
        answer.insert_header((CONTENT_SECURITY_POLICY, policy(basemap)));
    } else if path == "docs/index.html" {
        answer.insert_header((CONTENT_SECURITY_POLICY, VIEWER));
    }
    Some(answer.body(file.data.into_owned()))
}

/// What the viewer of the API document may load: its own files, the document, and answers to what is tried there.
const VIEWER: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// What the page may load: from this service, and tiles from the hosts of the base map that is configured.
fn policy(basemap: Option<&Basemap>) -> String {
    let hosts = basemap.map_or(&[][..], Basemap::hosts).join(" ");
    format!(
        "default-src 'self'; img-src 'self' data: blob: {hosts}; connect-src 'self' {hosts}; font-src 'self' data:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
}

/// A file of the page's build.
pub fn built(name: &str) -> Option<Vec<u8>> {
    Dist::get(name).map(|f| f.data.into_owned())
}
