//! Dates in the future or in the wrong order, and hidden hazards that are overdue.

use super::district::middle;
use super::{Finding, Found, Severity, Subject};
use crate::facts::{FacilityStatus, HazardState, HiddenHazard};

/// Judges facilities and hidden hazards.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    for site in &of.city.sites {
        let facility = &site.facility;
        let Some(built) = facility.built_on.as_deref() else {
            continue;
        };
        found.checked("dates", 1);
        let is_built = !matches!(
            facility.status,
            FacilityStatus::Planned | FacilityStatus::New
        );
        if is_built && is_after(built, of.today) {
            found.findings.push(
                future("facilities", &facility.id, "built_on", built)
                    .at(middle(&facility.geometry)),
            );
        }
    }
    for hazard in of.city.hidden_hazards.iter() {
        found.checked("dates", 1);
        found.checked("overdue", 1);
        for (column, date) in [
            ("found_on", Some(&hazard.found_on)),
            ("closed_on", hazard.closed_on.as_ref()),
        ] {
            if let Some(date) = date.filter(|d| is_after(d, of.today)) {
                found.findings.push(
                    future("hidden_hazards", &hazard.id, column, date)
                        .about([hazard.facility_id.clone()]),
                );
            }
        }
        contradictions(hazard, found);
        if let Some(due) = hazard.due_on.as_deref()
            && hazard.state != HazardState::Closed
            && hazard.closed_on.is_none()
            && is_after(of.today, due)
        {
            found.findings.push(
                Finding::new(
                    "overdue",
                    Severity::Warning,
                    ("hidden_hazards", &hazard.id),
                    ("due_on", due.to_owned()),
                )
                .says(
                    format!("整改期限 {due} 已过, 状态仍为{}", hazard.state.zh()),
                    format!("was due on {due} and is still {}", hazard.state.en()),
                )
                .fix(
                    "督促整改并更新状态, 或补录销号日期",
                    "have it put right and renew its state, or write down when it was closed",
                )
                .at(hazard.geometry.as_ref().and_then(middle))
                .about([hazard.facility_id.clone()]),
            );
        }
    }
}

fn contradictions(hazard: &HiddenHazard, found: &mut Found) {
    for (column, date) in [("closed_on", &hazard.closed_on), ("due_on", &hazard.due_on)] {
        if let Some(date) = date.as_deref().filter(|d| is_after(&hazard.found_on, d)) {
            found.findings.push(
                Finding::new(
                    "dates",
                    Severity::Error,
                    ("hidden_hazards", &hazard.id),
                    (column, date.to_owned()),
                )
                .says(
                    format!("{column} {date} 早于发现日期 {}", hazard.found_on),
                    format!(
                        "{column} {date} is before it was found, {}",
                        hazard.found_on
                    ),
                )
                .fix("核对两个日期", "check both dates")
                .about([hazard.facility_id.clone()]),
            );
        }
    }
}

fn future(layer: &'static str, id: &str, column: &'static str, date: &str) -> Finding {
    Finding::new(
        "dates",
        Severity::Error,
        (layer, id),
        (column, date.to_owned()),
    )
    .says(
        format!("{column} {date} 在未来"),
        format!("{column} {date} is in the future"),
    )
    .fix("更正日期", "correct the date")
}

/// Whether a date is after another one, as far as both are known: `2026` is not after `2026-11-24`.
fn is_after(date: &str, other: &str) -> bool {
    let known = date.len().min(other.len());
    date.get(..known) > other.get(..known)
}
