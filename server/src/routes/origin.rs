//! The address of this service as a client wrote it, for documents that name further addresses.

use actix_web::HttpRequest;

use crate::app::AppState;
use crate::problem::Problem;

/// Longest host with its port.
const LONGEST: usize = 255;

/// The address of the settings, else scheme and host of the request, as in `https://map.example.org:8443`. A host goes into documents only where it is one, whatever a
/// client or a proxy puts into its headers.
///
/// # Errors
/// 400 for a host or scheme that is none.
pub fn origin(state: &AppState, request: &HttpRequest) -> Result<String, Problem> {
    match state.public_url() {
        Some(known) => Ok(known.to_owned()),
        None => asked(request),
    }
}

/// The address that a request was sent to.
fn asked(request: &HttpRequest) -> Result<String, Problem> {
    let info = request.connection_info();
    let (scheme, host) = (info.scheme(), info.host());
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    if !matches!(scheme, "http" | "https") {
        return Err(Problem::bad_input("scheme", "is neither http nor https"));
    }
    if host.is_empty() || host.len() > LONGEST || !host.chars().all(is_host) {
        let why = "is no host name; ask by the address of this service";
        return Err(Problem::bad_input("host", why));
    }
    Ok(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_host_that_is_none_goes_into_no_document() {
        let of = |host: &str| {
            let request = TestRequest::default().insert_header(("host", host));
            asked(&request.to_http_request())
        };
        assert_eq!(
            of("map.example.org:8443").unwrap(),
            "http://map.example.org:8443"
        );
        assert_eq!(of("[::1]:80").unwrap(), "http://[::1]:80");
        for wrong in ["a\"b", "a b", "a/b", "a@b", "<x>", &"a".repeat(300)] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
