//! A link.

use serde::Serialize;
use utoipa::ToSchema;

/// A link (RFC 8288 as the OGC APIs write it).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Link {
    /// Address.
    pub href: String,
    /// What it is to this document.
    pub rel: String,
    /// Media type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
    /// In words, Chinese and English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether the address has names in curly brackets to be replaced.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub templated: bool,
}

impl Link {
    /// A link.
    pub(super) fn new(rel: &str, href: String, media: &str, title: &str) -> Self {
        Self {
            href,
            rel: rel.to_owned(),
            media: Some(media.to_owned()),
            title: Some(title.to_owned()),
            templated: false,
        }
    }

    /// The same with names to be replaced.
    pub(super) fn template(mut self) -> Self {
        self.templated = true;
        self
    }
}
