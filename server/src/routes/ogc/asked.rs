//! What a request asks for: its parameters by an allow-list, the form of the answer, and the address that links
//! begin with.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT;
use actix_web::web::Query;

use super::format::Format;
use super::link::Link;
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;

/// A request that was understood.
pub(super) struct Asked {
    /// The city that it is answered from.
    pub(super) snapshot: Arc<Snapshot>,
    /// Form of the answer.
    pub(super) format: Format,
    /// Parameters, each once.
    parameters: Vec<(String, String)>,
    base: String,
    path: String,
    formats: &'static [Format],
    /// What the answer depends on beside the data and what was asked.
    depends_on: String,
}

impl Asked {
    /// Reads a request that may have some parameters beside `f`, and be answered in some forms, the usual first.
    ///
    /// # Errors
    /// 400 for a parameter that is not known or given twice, 503 while there is no city.
    pub(super) fn new(
        state: &AppState,
        request: &HttpRequest,
        allowed: &[&str],
        formats: &'static [Format],
    ) -> Result<Self, Problem> {
        let query = request.query_string();
        let parameters = Query::<Vec<(String, String)>>::from_query(query)
            .map_err(|e| Problem::bad_input("query", e.to_string()))?
            .into_inner();
        for (i, (name, _)) in parameters.iter().enumerate() {
            if name != "f" && !allowed.contains(&name.as_str()) {
                let known = [&["f"], allowed].concat().join(", ");
                let short: String = name.chars().take(60).collect();
                return Err(Problem::bad_input(
                    &short,
                    format!("is no parameter here; there are {known}"),
                ));
            }
            if parameters[..i].iter().any(|(before, _)| before == name) {
                return Err(Problem::bad_input(name, "is given twice; give it once"));
            }
        }
        let f = parameters.iter().find(|(name, _)| name == "f");
        let accept = request.headers().get(ACCEPT).and_then(|a| a.to_str().ok());
        let format = match f {
            Some((_, token)) => Format::of_token(token, formats)?,
            None => Format::accepted(accept, formats),
        };
        Ok(Self {
            snapshot: state.snapshot()?,
            format,
            parameters,
            base: base(state, request),
            path: request.path().trim_end_matches('/').to_owned(),
            formats,
            depends_on: String::new(),
        })
    }

    /// A parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut all = self.parameters.iter();
        all.find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Says what the answer depends on beside the data and what was asked.
    pub(super) fn depends_on<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.depends_on = names.collect::<Vec<_>>().join(",");
    }

    /// All parameters.
    pub(super) fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }

    /// A whole address.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address of this request with some parameters replaced.
    pub(super) fn here(&self, replaced: &[(&str, &str)]) -> String {
        let kept = self
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !replaced.iter().any(|(other, _)| other == name));
        let query: Vec<String> = kept
            .chain(replaced.iter().copied())
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let path = self.url(&self.path);
        if query.is_empty() {
            return path;
        }
        format!("{path}?{}", query.join("&"))
    }

    /// Links to this answer and to its other forms.
    pub(super) fn own_links(&self) -> Vec<Link> {
        let own = Link::new(
            "self",
            self.here(&[]),
            self.format.media(),
            "本页 This document",
        );
        let others = self.formats.iter().filter(|f| **f != self.format);
        let others = others.map(|f| {
            let href = self.here(&[("f", f.token())]);
            Link::new("alternate", href, f.media(), f.words())
        });
        std::iter::once(own).chain(others).collect()
    }

    /// What tells two answers apart: the data, and everything that was asked.
    pub(super) fn version(&self) -> String {
        let risk = match self.snapshot.risk() {
            None => "computing",
            Some(Ok(_)) => "ready",
            Some(Err(_)) => "unknown",
        };
        format!(
            "{}/{risk}/{}/{}/{}",
            self.snapshot.version(),
            self.depends_on,
            self.format.token(),
            self.here(&[])
        )
    }
}

/// What links begin with: the public address of the settings, else the one that the request names, if it can
/// be one; else nothing, so that links are paths.
pub(super) fn base(state: &AppState, request: &HttpRequest) -> String {
    if let Some(public) = state.public_url() {
        return public.to_owned();
    }
    let info = request.connection_info();
    if is_host(info.host()) && matches!(info.scheme(), "http" | "https") {
        return format!("{}://{}", info.scheme(), info.host());
    }
    String::new()
}

/// Whether a text is a host name or address with or without a port.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (text, "80"),
    };
    let inner = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let is_name = !host.is_empty()
        && host.len() <= 253
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    let is_address = inner.is_some_and(|ip| ip.parse::<std::net::Ipv6Addr>().is_ok());
    (is_name || is_address) && port.parse::<u16>().is_ok()
}

/// A text as it may stand in a path or a query.
pub(super) fn encode(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address() {
        for host in [
            "localhost",
            "a-b.example.cn:8080",
            "127.0.0.1:80",
            "[::1]:8080",
            "[::1]",
        ] {
            assert!(is_host(host), "{host}");
        }
        for host in [
            "",
            "a b",
            "evil\"><script>",
            "a/b",
            "a@b",
            "a:b:c",
            "a:99999",
            "[x]",
            "a?b",
            "a#b",
            "a:",
        ] {
            assert!(!is_host(host), "{host}");
        }
    }

    #[test]
    fn what_is_encoded_has_no_sign_of_an_address() {
        assert_eq!(
            encode("a b/&=?<'\"江"),
            "a%20b%2F%26%3D%3F%3C%27%22%E6%B1%9F"
        );
    }
}
