//! The page: files of `web/dist`, part of the binary.

use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// The file for a path, or nothing.
pub fn asset(request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
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
    let answer = HttpResponse::Ok()
        .content_type(file.metadata.mimetype())
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, cache))
        .body(file.data.into_owned());
    Some(answer)
}

/// A file of the page's build.
pub fn built(name: &str) -> Option<Vec<u8>> {
    Dist::get(name).map(|f| f.data.into_owned())
}
