//! Risk objects and who answers for them, as the API shows and takes it.

use analysis::grading::control::{Control, control};
use analysis::standards::diagnosis::rules;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Text;
use crate::control::Object;
use crate::forms::Last;
use crate::snapshot::Snapshot;

/// Who answers for a risk object.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Responsible {
    /// Name.
    pub name: String,
    /// Post; empty where none was given.
    pub post: String,
    /// Telephone; empty where none was given.
    pub phone: String,
    /// Who entered it.
    pub person: String,
    /// When, RFC 3339.
    pub answered_at: String,
}

impl Responsible {
    /// Who was entered last; none where nobody was.
    pub fn of(last: &Last) -> Option<Self> {
        let text = |item: &str| last.get(item).and_then(|a| a.value.clone());
        let name = last.get("name")?;
        Some(Self {
            name: name.value.clone()?,
            post: text("post").unwrap_or_default(),
            phone: text("phone").unwrap_or_default(),
            person: name.person.clone(),
            answered_at: name.answered_at.clone(),
        })
    }
}

/// Who is to answer for a risk object from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewResponsible {
    /// Who enters it.
    pub person: String,
    /// Name of who answers for the object.
    pub name: String,
    /// Post.
    #[serde(default)]
    pub post: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
}

/// A risk object.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ControlRow {
    /// `enterprise` or `unit`.
    pub kind: &'static str,
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Facility that it is, or belongs to.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// Colour that it is controlled by; null where none is known.
    pub colour: Option<&'static str>,
    /// What the colour comes from.
    pub colour_from: Text,
    /// Code of the level that answers for it; null where the colour is not known.
    pub level: Option<String>,
    /// That level in the enterprise.
    pub level_name: Option<Text>,
    /// Who supervises.
    pub supervised_by: Option<Text>,
    /// Principle of supervision of an enterprise of this colour, as one province has it (Shandong 2021).
    pub supervision: Option<String>,
    /// The person; null where nobody was entered.
    pub responsible: Option<Responsible>,
    /// Address of its card, ready to be printed.
    pub card: String,
    /// Whether it is invented.
    pub synthetic: bool,
}

impl ControlRow {
    /// The view of an object.
    pub fn of(snapshot: &Snapshot, object: &Object, responsible: Option<Responsible>) -> Self {
        let facility = &snapshot.city.sites[object.site].facility;
        let level = object.colour.and_then(|c| control().level(c));
        let id = object.id(snapshot);
        let card = if object.unit.is_some() {
            format!("/api/v1/units/{}/cards/operation", segment(id))
        } else {
            format!("/api/v1/facilities/{}/cards/announcement", segment(id))
        };
        let supervision = object
            .colour
            .filter(|_| object.unit.is_none())
            .and_then(|c| rules().supervision.get(c.code()).cloned());
        Self {
            kind: object.kind.code(),
            id: id.to_owned(),
            name: object.name(snapshot).to_owned(),
            facility_id: facility.id.clone(),
            facility_name: facility.name.clone(),
            colour: object.colour.map(analysis::grading::regional::Colour::code),
            colour_from: object.from.clone(),
            level: level.map(|l| l.code.clone()),
            level_name: level.map(|l| Text {
                zh: l.zh.clone(),
                en: l.en.clone(),
            }),
            supervised_by: level.map(|l| Text {
                zh: l.supervised_by_zh.clone(),
                en: l.supervised_by_en.clone(),
            }),
            supervision,
            responsible,
            card,
            synthetic: facility.provenance.synthetic,
        }
    }
}

/// An identifier as a segment of a path.
pub fn segment(id: &str) -> String {
    id.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'~' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// What the levels rest on.
#[derive(Debug, Serialize, ToSchema)]
pub struct ControlPolicy {
    /// Name and version.
    pub id: String,
    /// `policy`: it is a choice.
    pub confidence: String,
    /// Where the levels come from.
    pub source: String,
    /// Where the colours of units come from.
    pub unit_colour_source: String,
}

impl From<&Control> for ControlPolicy {
    fn from(of: &Control) -> Self {
        let (confidence, source) = of.unit_colour_source();
        Self {
            id: of.id.clone(),
            confidence: of.confidence.clone(),
            source: of.source.clone(),
            unit_colour_source: format!("{confidence} ({source})"),
        }
    }
}

/// Risk objects and who answers for them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ControlList {
    /// Objects of this page: the worst colour first, those of unknown colour last.
    pub items: Vec<ControlRow>,
    /// Objects in all.
    pub total: usize,
    /// Of those, without a person.
    pub without_person: usize,
    /// Greatest number of objects on a page.
    pub limit: usize,
    /// Objects before this page.
    pub offset: usize,
    /// What the levels rest on.
    pub policy: ControlPolicy,
}
