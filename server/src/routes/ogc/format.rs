//! Forms of an answer, and which of them a client likes best (RFC 9110 §12.5.1).

use crate::problem::Problem;

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON.
    Json,
    /// GeoJSON, or JSON-FG as far as it is the same.
    GeoJson,
    /// JSON Schema.
    Schema,
    /// A page.
    Html,
    /// FlatGeobuf.
    FlatGeobuf,
    /// Text with commas, geometry as WKT.
    Csv,
}

impl Format {
    /// As `f=` names it.
    pub(super) const fn token(self) -> &'static str {
        match self {
            Self::Json | Self::GeoJson | Self::Schema => "json",
            Self::Html => "html",
            Self::FlatGeobuf => "fgb",
            Self::Csv => "csv",
        }
    }

    /// Media type.
    pub(super) const fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Schema => "application/schema+json",
            Self::Html => "text/html",
            Self::FlatGeobuf => "application/flatgeobuf",
            Self::Csv => "text/csv",
        }
    }

    /// In words.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::GeoJson => "GeoJSON",
            Self::Schema => "JSON Schema",
            Self::Html => "网页 HTML",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Csv => "CSV",
        }
    }

    /// The form of a word.
    ///
    /// # Errors
    /// 400 with the words that there are.
    pub(super) fn of_token(token: &str, formats: &[Self]) -> Result<Self, Problem> {
        let mut known = formats.iter().copied();
        known
            .find(|f| f.token() == token || (*f == Self::GeoJson && token == "geojson"))
            .ok_or_else(|| {
                let known: Vec<&str> = formats.iter().map(|f| f.token()).collect();
                Problem::bad_input(
                    "f",
                    format!("is not known; give one of {}", known.join(", ")),
                )
            })
    }

    /// The form that is liked best by an `Accept` header; the first where none of them is.
    pub(super) fn accepted(header: Option<&str>, formats: &[Self]) -> Self {
        let header = header.unwrap_or("*/*");
        let weight = |format: &Self| -> f32 {
            let media = format.media();
            let mut best = (0, 0.0);
            for part in header.split(',').take(50) {
                let mut words = part.split(';').map(str::trim);
                let range = words.next().unwrap_or("");
                let q = words
                    .find_map(|w| w.strip_prefix("q="))
                    .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
                let kind = media.split('/').next().unwrap_or("");
                let json =
                    matches!(format, Self::GeoJson | Self::Schema) && range == "application/json";
                // The more exact a range is, the more it counts.
                let exact = if range.eq_ignore_ascii_case(media) {
                    4
                } else if json {
                    3
                } else if range.strip_suffix("/*").is_some_and(|r| r == kind) {
                    2
                } else {
                    usize::from(range == "*/*")
                };
                if exact > best.0 {
                    best = (exact, q);
                }
            }
            best.1
        };
        let usual = formats.first().copied().unwrap_or(Self::Json);
        let mut liked = (usual, 0.0);
        for format in formats {
            let weight = weight(format);
            if weight > liked.1 {
                liked = (*format, weight);
            }
        }
        liked.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_a_page_and_a_program_what_it_asks_for() {
        use Format::{Csv, FlatGeobuf, GeoJson, Html};
        let formats = [GeoJson, Html, FlatGeobuf, Csv];
        for (accept, liked) in [
            (None, GeoJson),
            (Some("*/*"), GeoJson),
            (
                Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                Html,
            ),
            (Some("application/json"), GeoJson),
            (Some("text/csv"), Csv),
            (Some("application/flatgeobuf, */*;q=0.1"), FlatGeobuf),
            (Some("text/html;q=0.2, application/geo+json;q=0.9"), GeoJson),
            (Some("image/png"), GeoJson),
            (Some(";;;,,,q=x"), GeoJson),
        ] {
            assert_eq!(Format::accepted(accept, &formats), liked, "{accept:?}");
        }
    }
}
