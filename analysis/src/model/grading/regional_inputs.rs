//! Units as `regional_grade` is given them.

use super::given::{Given, MOST_PERSONS};
use crate::error::Error;
use crate::grading::regional::{Policy, Rule, Society, Target, Unit};

/// Decades by which a `d` may differ from that of its risk and limit without a word.
const SAME_DECADES: f64 = 1e-6;

/// Fields of a unit.
const UNIT: [&str; 9] = [
    "name",
    "pop",
    "PLL",
    "targets",
    "FN",
    "overdue_major_hazards",
    "level",
    "id",
    "note",
];

/// A unit, how its targets count, and remarks on its inputs.
pub(super) struct Read {
    pub(super) unit: Unit,
    pub(super) rule: Rule,
    pub(super) notes: Vec<String>,
}

/// Reads a unit, as of a day where one is given.
pub(super) fn unit(given: &Given<'_>, policy: &Policy, day: Option<&str>) -> Result<Read, Error> {
    given.object_of(&UNIT)?;
    let mut notes = Vec::new();
    let name = given.needed("name", "a text")?.text()?;
    let people =
        given
            .needed("pop", "the number of people")?
            .number("persons", 0.0, MOST_PERSONS)?;
    let pll = given.needed("PLL", "expected deaths a year")?;
    let pll_per_year = pll.number("1/yr", 0.0, MOST_PERSONS)?;
    if pll_per_year > 0.0 && people <= 0.0 {
        return Err(pll.wrong(format!(
            "is {pll_per_year} where pop is 0; nobody is there who could die"
        )));
    }
    let targets = given.needed("targets", "a list, empty where there are none")?;
    let targets = targets.list("targets")?;
    let targets: Vec<Target> = targets
        .iter()
        .map(|t| target(t, policy, day, &mut notes))
        .collect::<Result<_, _>>()?;
    let societies = given.needed("FN", "a list, empty where no firm or park kills here")?;
    let societies = societies.list("F-N curves")?;
    let overdue = given.needed(
        "overdue_major_hazards",
        "a whole number, 0 where there are none",
    )?;
    let number = overdue.number("", 0.0, 1e9)?;
    if number.fract() > 0.0 {
        return Err(overdue.wrong(format!("is {number}; give a whole number")));
    }
    let level = match given.field("level") {
        Some(level) => Some(level.text()?),
        None => None,
    };
    let is_firm = matches!(level, Some("enterprise" | "facility"));
    Ok(Read {
        unit: Unit {
            name: name.to_owned(),
            people,
            pll_per_year,
            targets,
            societies: societies.iter().map(society).collect::<Result<_, _>>()?,
            overdue_major_hazards: number as u32,
        },
        rule: if is_firm {
            Rule::Strict
        } else {
            Rule::Material
        },
        notes,
    })
}

fn target(
    given: &Given<'_>,
    policy: &Policy,
    day: Option<&str>,
    notes: &mut Vec<String>,
) -> Result<Target, Error> {
    given.object_of(&[
        "id",
        "kind",
        "limit",
        "IR",
        "persons",
        "d",
        "correct_by",
        "name",
        "note",
    ])?;
    let kind = given
        .needed("kind", "a text, such as school or housing")?
        .text()?;
    let correct_by = match given.field("correct_by") {
        Some(by) => {
            let text = by.text()?;
            if !crate::grading::regional::is_day(text) {
                return Err(by.wrong(format!("is `{text}`; write a day as 2026-11-28")));
            }
            Some(text)
        }
        None => None,
    };
    let is_late = |by: &str| day.is_some_and(|day| day > by);
    let target = Target {
        id: given.needed("id", "a text")?.text()?.to_owned(),
        kind: kind.to_owned(),
        limit_per_year: given.needed("limit", "the limit, 1/yr")?.number(
            "1/yr",
            f64::MIN_POSITIVE,
            1.0,
        )?,
        per_year: given
            .needed("IR", "the individual risk, 1/yr")?
            .number("1/yr", 0.0, 1.0)?,
        persons: given.needed("persons", "the number of persons")?.number(
            "persons",
            0.0,
            MOST_PERSONS,
        )?,
        is_sensitive: policy.is_sensitive(kind),
        is_past_date: match correct_by {
            Some(by) => is_late(by),
            None => policy.is_past_date(day),
        },
    };
    if let Some(d) = given.field("d") {
        let told = d.number("", f64::MIN, f64::MAX)?;
        let decades = target.decades();
        if (told - decades).abs() > SAME_DECADES {
            notes.push(format!(
                "{}: is {told}; IR and limit give {decades}, which is taken",
                d.at
            ));
        }
    }
    Ok(target)
}

fn society(given: &Given<'_>) -> Result<Society, Error> {
    given.object_of(&["enterprise", "park", "FN", "share_in_unit", "note"])?;
    let id = match given.field("park") {
        Some(park) => park,
        None => given.needed("enterprise", "the name of the firm or park")?,
    };
    let share = given
        .needed("share_in_unit", "the share of its deaths in this unit")?
        .number("", 0.0, 1.0)?;
    let points = given.needed("FN", "a list of [N, F], empty where nobody dies")?;
    let given_points = points.list("[N, F]")?;
    let mut points: Vec<(f64, f64)> = given_points.iter().map(point).collect::<Result<_, _>>()?;
    points.retain(|(n, f)| *n > 0.0 && *f > 0.0);
    // By rising N; of two frequencies at one N the greater one.
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
    points.dedup_by(|later, kept| later.0.total_cmp(&kept.0).is_eq());
    if let Some(pair) = points.windows(2).find(|w| w[1].1 > w[0].1) {
        return Err(given.needed("FN", "")?.wrong(format!(
            "has F = {} at N = {} and more, {}, at N = {}; F is the frequency of N or more deaths, which does not rise with N",
            pair[0].1, pair[0].0, pair[1].1, pair[1].0
        )));
    }
    Ok(Society {
        id: id.text()?.to_owned(),
        points,
        share,
    })
}

/// A point of a curve: `[N, F]` or `{"N": …, "F": …}`.
fn point(given: &Given<'_>) -> Result<(f64, f64), Error> {
    let names = [("N", "a number of deaths"), ("F", "a frequency, 1/yr")];
    let (n, f) = given.pair(names, &[])?;
    Ok((n.deaths()?, f.per_year()?))
}
