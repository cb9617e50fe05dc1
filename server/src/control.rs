//! Risk objects and the level that answers for each: enterprises and their units.

use analysis::facts::FacilityStatus;
use analysis::grading::city::Which;
use analysis::grading::control::{control, enterprise_colour};
use analysis::grading::major_hazard::Verdict;
use analysis::grading::regional::Colour;

use crate::app::today;
use crate::diagnosis::diagnosis;
use crate::forms::{DIAGNOSIS, Forms};
use crate::snapshot::Snapshot;
use crate::views::Text;

/// Kind of a risk object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An enterprise.
    Enterprise,
    /// A unit of one.
    Unit,
}

impl Kind {
    /// Code in JSON and in paths.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Unit => "unit",
        }
    }
}

/// A risk object.
pub struct Object {
    /// Kind.
    pub kind: Kind,
    /// Position of the facility.
    pub site: usize,
    /// Position of the unit in it; none of the enterprise itself.
    pub unit: Option<usize>,
    /// Colour that it is controlled by; none where none is known.
    pub colour: Option<Colour>,
    /// What the colour comes from.
    pub from: Text,
}

impl Object {
    /// Identifier of the facility or unit.
    pub fn id<'a>(&self, snapshot: &'a Snapshot) -> &'a str {
        let site = &snapshot.city.sites[self.site];
        self.unit
            .map_or(&site.facility.id, |unit| &site.units[unit].id)
    }

    /// Name of the facility or unit.
    pub fn name<'a>(&self, snapshot: &'a Snapshot) -> &'a str {
        let site = &snapshot.city.sites[self.site];
        self.unit
            .map_or(&site.facility.name, |unit| &site.units[unit].name)
    }

    /// Name among the subjects of the form.
    pub fn subject(&self, snapshot: &Snapshot) -> String {
        format!("{}:{}", self.kind.code(), self.id(snapshot))
    }
}

/// Every risk object of the city: each enterprise that is not closed, and its units after it.
pub fn objects(snapshot: &Snapshot, forms: &Forms) -> Vec<Object> {
    let sites = snapshot.city.sites.iter().enumerate();
    let open = sites.filter(|(_, s)| s.facility.status != FacilityStatus::Closed);
    open.flat_map(|(site, of)| {
        let units = (0..of.units.len()).map(move |unit| self::unit(snapshot, site, unit));
        std::iter::once(enterprise(snapshot, forms, site)).chain(units)
    })
    .collect()
}

/// An enterprise: the worst of its colour by the diagnosis, where one was begun, and of that on the map.
pub fn enterprise(snapshot: &Snapshot, forms: &Forms, site: usize) -> Object {
    let id = &snapshot.city.sites[site].facility.id;
    let by_diagnosis = forms
        .last(DIAGNOSIS, id)
        .and_then(|last| diagnosis(snapshot, site, last).score.colour());
    let on_the_map = on_the_map(snapshot, id);
    let told =
        |colour: Option<Colour>| colour.map_or(("未知", "unknown"), |c| (c.zh(), c.code()));
    let (diagnosed, mapped) = (told(by_diagnosis), told(on_the_map));
    Object {
        kind: Kind::Enterprise,
        site,
        unit: None,
        colour: enterprise_colour(by_diagnosis, on_the_map),
        from: Text {
            zh: format!("诊断分级{}，风险地图{}，取较差者", diagnosed.0, mapped.0),
            en: format!(
                "{} by the diagnosis, {} on the map: the worse of them",
                diagnosed.1, mapped.1
            ),
        },
    }
}

/// A unit: by the level of its major hazard installation.
pub fn unit(snapshot: &Snapshot, site: usize, unit: usize) -> Object {
    let grade = &snapshot.results[site].grades[unit];
    let (zh, en) = match (grade.verdict, grade.level) {
        (Verdict::Graded, Some(level)) => (
            format!("{level} 级重大危险源"),
            format!("major hazard installation of level {level}"),
        ),
        (Verdict::NotMajorHazard, _) => (
            "不构成重大危险源".to_owned(),
            "no major hazard installation".to_owned(),
        ),
        _ => (
            "重大危险源级别未知".to_owned(),
            "the level of its major hazard installation is unknown".to_owned(),
        ),
    };
    Object {
        kind: Kind::Unit,
        site,
        unit: Some(unit),
        colour: control().unit_colour(grade),
        from: Text { zh, en },
    }
}

/// Colour of an enterprise on the map of today, where it is known by now.
fn on_the_map(snapshot: &Snapshot, id: &str) -> Option<Colour> {
    let grades = snapshot.grades_by_now()?;
    let firm = grades.measured.firm(id)?;
    let day = today();
    let ruled = grades.ruled_by_now(snapshot.policies().on(&day), &day)?;
    let unit = ruled.graded.unit(Which::Firm(firm), &grades.measured);
    Some(unit.grade.colour)
}
