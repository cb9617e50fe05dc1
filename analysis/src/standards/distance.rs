//! Fixed safety distances (`tables/distance_rules.csv`) as rules: which facility, which target,
//! how far.
//!
//! A printed row becomes one rule or several: the filling-station table prints gasoline and diesel
//! in one cell, the tank-farm table of GB 50016 has notes for fixed roofs and buried tanks, the LPG
//! table is entered by total and by single volume. Each rule keeps the number of its row.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::parameters::value;
use crate::siting::condition::Condition;

#[derive(Debug, Deserialize)]
struct Row {
    standard: String,
    edition: String,
    clause: String,
    facility_zh: String,
    size_metric: String,
    size_min: String,
    size_max: String,
    size_bounds: String,
    target_zh: String,
    distance_m: String,
    alt_distance_m: Option<f64>,
    confidence: String,
    note: String,
}

#[derive(Debug, Deserialize)]
struct SubjectRow {
    facility_zh: String,
    zh: String,
    en: String,
    conditions: String,
    measured_zh: String,
    measured_en: String,
}

#[derive(Debug, Deserialize)]
struct ObjectRow {
    target_zh: String,
    target_en: String,
    conditions: String,
    measured_zh: String,
    measured_en: String,
}

/// One side of a rule in words.
#[derive(Debug, Clone)]
pub struct Side {
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Where the distance is measured from or to, Chinese.
    pub measured_zh: String,
    /// Where the distance is measured from or to, English.
    pub measured_en: String,
}

/// A size band that a rule asks for.
#[derive(Debug, Clone)]
pub struct Band {
    /// Name of the metric, with its unit.
    pub metric: &'static str,
    /// Lower end.
    pub min: f64,
    /// Whether the lower end belongs to the band.
    pub min_included: bool,
    /// Upper end.
    pub max: f64,
    /// Whether the upper end belongs to the band.
    pub max_included: bool,
}

impl Band {
    /// Whether a size lies in the band.
    pub fn covers(&self, size: f64) -> bool {
        (size > self.min || (self.min_included && size >= self.min))
            && (size < self.max || (self.max_included && size <= self.max))
    }
}

/// How far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distance {
    /// A number, m.
    Fixed(f64),
    /// A multiple of the height of a tower, and at least a number, m.
    TimesTowerHeight {
        /// Multiple.
        factor: f64,
        /// Least distance, m.
        at_least_m: f64,
    },
}

/// A rule: a thing of this kind and size, and a target of that kind, at least so far apart.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Stable identifier: standard, clause, row of the table, and the variant of a row that became several.
    pub id: String,
    /// Standard, such as `GB 50160`.
    pub standard: String,
    /// Edition.
    pub edition: String,
    /// Clause.
    pub clause: String,
    /// What the distance starts from.
    pub subject: Side,
    /// What the distance ends at.
    pub object: Side,
    /// Conditions on the subject.
    pub when_subject: Condition,
    /// Conditions on the object.
    pub when_object: Condition,
    /// Size band of the subject.
    pub band: Option<Band>,
    /// How far.
    pub distance: Distance,
    /// Confidence of the row.
    pub confidence: String,
    /// Note of the row.
    pub note: String,
}

/// Every rule, in the order of the table.
pub fn rules() -> &'static [Rule] {
    &RULES
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let subjects: BTreeMap<String, SubjectRow> = super::table::rows::<SubjectRow>(
        "separation_subjects.csv",
        include_str!("tables/separation_subjects.csv"),
    )
    .into_iter()
    .map(|r| (r.facility_zh.clone(), r))
    .collect();
    let objects: BTreeMap<String, ObjectRow> = super::table::rows::<ObjectRow>(
        "separation_objects.csv",
        include_str!("tables/separation_objects.csv"),
    )
    .into_iter()
    .map(|r| (r.target_zh.clone(), r))
    .collect();
    let rows: Vec<Row> = super::table::rows(
        "distance_rules.csv",
        include_str!("tables/distance_rules.csv"),
    );
    rows.iter()
        .enumerate()
        .flat_map(|(i, row)| {
            let subject = subjects
                .get(&row.facility_zh)
                .unwrap_or_else(|| panic!("separation_subjects.csv lacks {}", row.facility_zh));
            let object = objects
                .get(&row.target_zh)
                .unwrap_or_else(|| panic!("separation_objects.csv lacks {}", row.target_zh));
            expand(i + 1, row, subject, object)
        })
        .collect()
});

/// The rules of one printed row; none where its subject or object is in no layer.
fn expand(number: usize, row: &Row, subject: &SubjectRow, object: &ObjectRow) -> Vec<Rule> {
    if subject.conditions.is_empty() || object.conditions.is_empty() {
        return Vec::new();
    }
    let (grade, band) = size(row);
    let base = Rule {
        id: format!(
            "{}:{}#{number}",
            row.standard.replace(' ', ""),
            row.clause.replace(' ', "")
        ),
        standard: row.standard.clone(),
        edition: row.edition.clone(),
        clause: row.clause.clone(),
        subject: Side {
            zh: subject.zh.clone(),
            en: subject.en.clone(),
            measured_zh: subject.measured_zh.clone(),
            measured_en: subject.measured_en.clone(),
        },
        object: Side {
            zh: row.target_zh.clone(),
            en: object.target_en.clone(),
            measured_zh: object.measured_zh.clone(),
            measured_en: object.measured_en.clone(),
        },
        when_subject: Condition::parse(&subject.conditions).and(&grade),
        when_object: Condition::parse(&object.conditions),
        band,
        distance: distance(&row.distance_m),
        confidence: row.confidence.clone(),
        note: row.note.clone(),
    };
    match (row.standard.as_str(), row.clause.as_str()) {
        ("GB 50156", _) => fuels(base, row),
        ("GB 50016", "4.2.1") => tank_farm(&base, row),
        ("GB 50016", "4.4.1") => lpg(base, row),
        _ => vec![base],
    }
}

fn variant(base: &Rule, suffix: &str, subject: &str, distance_m: f64) -> Rule {
    Rule {
        id: format!("{}{suffix}", base.id),
        when_subject: base.when_subject.and(&Condition::parse(subject)),
        distance: Distance::Fixed(distance_m),
        ..base.clone()
    }
}

/// GB 50156 prints gasoline and, in brackets, diesel.
fn fuels(base: Rule, row: &Row) -> Vec<Rule> {
    let Some(diesel_m) = row.alt_distance_m else {
        return vec![base];
    };
    vec![
        variant(
            &base,
            "-gasoline",
            "fuel=gasoline",
            printed(&row.distance_m),
        ),
        variant(&base, "-diesel", "fuel=diesel", diesel_m),
    ]
}

/// GB 50016 4.2.1 with its notes: fixed roofs, buried tanks, open flame.
fn tank_farm(base: &Rule, row: &Row) -> Vec<Rule> {
    let printed_m = printed(&row.distance_m);
    let small_buried = variant(
        base,
        "-buried",
        "small_buried=yes",
        printed_m * value("buried_factor"),
    );
    let classes_a_b = row.facility_zh.starts_with('甲');
    if !row.target_zh.contains("耐火") {
        return vec![
            variant(base, "", "small_buried=no", printed_m),
            small_buried,
        ];
    }
    let least_m = if classes_a_b {
        value("fixed_roof_least_m")
    } else {
        0.0
    };
    let raised_m = (printed_m * value("fixed_roof_factor")).max(least_m);
    let civil = Condition::parse("civil=yes");
    let other = Condition::parse("civil=no");
    let narrow = |rule: Rule, condition: &Condition| Rule {
        when_object: rule.when_object.and(condition),
        ..rule
    };
    let mut rules = vec![
        narrow(
            variant(
                base,
                "-floating",
                "small_buried=no&roof=floating",
                printed_m,
            ),
            &civil,
        ),
        narrow(
            variant(base, "-fixed", "small_buried=no&roof=fixed", raised_m),
            &civil,
        ),
        narrow(
            variant(base, "-industry", "small_buried=no", printed_m),
            &other,
        ),
        small_buried,
    ];
    if row.target_zh.starts_with('四') {
        let mut flame = variant(
            base,
            "-flame",
            "small_buried=no",
            printed_m * value("open_flame_factor"),
        );
        flame.when_object = Condition::parse("is=open_flame");
        flame.object = Side {
            zh: "明火或散发火花地点".into(),
            en: "open flame or sparks".into(),
            ..flame.object
        };
        rules.push(flame);
    }
    rules
}

/// GB 50016 4.4.1 is entered by total and by single volume; the greater distance holds.
fn lpg(base: Rule, row: &Row) -> Vec<Rule> {
    // The note prints `single tank <= 50 m3`; the band begins where the one before it ended.
    let bound: f64 = row
        .note
        .split_whitespace()
        .find_map(|w| w.parse().ok())
        .unwrap_or_else(|| {
            panic!(
                "distance_rules.csv 4.4.1: note `{}` has no volume",
                row.note
            )
        });
    let (min, max) = if row.note.contains('>') {
        (bound, f64::INFINITY)
    } else {
        (single_band_below(bound), bound)
    };
    let band = Band {
        metric: "single_volume_m3",
        min,
        min_included: false,
        max,
        max_included: true,
    };
    let single = Rule {
        id: format!("{}-single", base.id),
        band: Some(band),
        ..base.clone()
    };
    vec![base, single]
}

/// Upper ends of the single-tank bands of GB 50016 4.4.1, as its notes print them.
fn single_band_below(bound: f64) -> f64 {
    static ENDS: LazyLock<Vec<f64>> = LazyLock::new(|| {
        let rows: Vec<Row> = super::table::rows(
            "distance_rules.csv",
            include_str!("tables/distance_rules.csv"),
        );
        let mut ends: Vec<f64> = rows
            .iter()
            .filter(|r| r.standard == "GB 50016" && r.clause == "4.4.1" && r.note.contains("<="))
            .filter_map(|r| r.note.split_whitespace().find_map(|w| w.parse().ok()))
            .collect();
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        ends
    });
    ENDS.iter()
        .rev()
        .copied()
        .find(|e| *e < bound)
        .unwrap_or(0.0)
}

fn printed(text: &str) -> f64 {
    text.parse()
        .unwrap_or_else(|_| panic!("distance_rules.csv: distance `{text}` is no number"))
}

fn distance(text: &str) -> Distance {
    let Some((factor, rest)) = text.split_once('H') else {
        return Distance::Fixed(printed(text));
    };
    let at_least_m = rest.trim().strip_prefix("and >=").map_or(0.0, printed);
    Distance::TimesTowerHeight {
        factor: printed(factor),
        at_least_m,
    }
}

fn size(row: &Row) -> (Condition, Option<Band>) {
    let metric = match row.size_metric.as_str() {
        "" | "tower_height_H" => return (Condition::always(), None),
        "oil_depot_grade" => {
            return (
                Condition::parse(&format!("oil_depot_grade={}", row.size_min)),
                None,
            );
        }
        "storage_t" => "storage_t",
        "total_capacity_m3" => "total_capacity_m3",
        "total_volume_m3" => "total_volume_m3",
        other => panic!("distance_rules.csv: size metric `{other}`"),
    };
    let end = |text: &str, open: f64| if text.is_empty() { open } else { printed(text) };
    let (min_included, max_included) = match row.size_bounds.as_str() {
        "<=5" | "<=10" => (true, true),
        "lo<V<=hi" | ">5" | ">10" => (false, true),
        "lo<=V<hi" => (true, false),
        other => panic!("distance_rules.csv: bounds `{other}`"),
    };
    let band = Band {
        metric,
        min: end(&row.size_min, 0.0),
        min_included,
        max: end(&row.size_max, f64::INFINITY),
        max_included,
    };
    (Condition::always(), Some(band))
}

/// Grade of an oil depot or filling station by its capacity in m³ (`tables/facility_grades.csv`);
/// `None` where the standard has no grade for it.
pub fn facility_grade(standard: &str, capacity_m3: f64) -> Option<&'static str> {
    #[derive(Debug, Deserialize)]
    struct GradeRow {
        standard: String,
        grade: String,
        min_m3: f64,
        min_inclusive: bool,
        max_m3: f64,
        max_inclusive: bool,
    }
    static GRADES: LazyLock<Vec<GradeRow>> = LazyLock::new(|| {
        super::table::rows(
            "facility_grades.csv",
            include_str!("tables/facility_grades.csv"),
        )
    });
    GRADES
        .iter()
        .find(|g| {
            let band = Band {
                metric: "capacity_m3",
                min: g.min_m3,
                min_included: g.min_inclusive,
                max: g.max_m3,
                max_included: g.max_inclusive,
            };
            g.standard == standard && band.covers(capacity_m3)
        })
        .map(|g| g.grade.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_parses_and_every_id_is_its_own() {
        let mut ids: Vec<&str> = rules().iter().map(|r| r.id.as_str()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(count > 300, "{count}");
    }

    #[test]
    fn grades_change_where_the_standards_say() {
        assert_eq!(facility_grade("GB 50156", 90.0), Some("三级"));
        assert_eq!(facility_grade("GB 50156", 90.1), Some("二级"));
        assert_eq!(facility_grade("GB 50156", 210.0), Some("一级"));
        assert_eq!(facility_grade("GB 50156", 211.0), None);
        assert_eq!(facility_grade("GB 50074", 9_999.0), Some("四级"));
        assert_eq!(facility_grade("GB 50074", 10_000.0), Some("三级"));
    }

    #[test]
    fn single_lpg_tanks_have_their_bands() {
        let single = |v: f64| {
            rules()
                .iter()
                .filter(|r| {
                    r.id.ends_with("-single") && r.band.as_ref().is_some_and(|b| b.covers(v))
                })
                .filter(|r| r.object.zh.starts_with("居住区"))
                .map(|r| r.distance)
                .collect::<Vec<_>>()
        };
        assert_eq!(single(20.0), [Distance::Fixed(45.0)]);
        assert_eq!(single(20.1), [Distance::Fixed(50.0)]);
        assert_eq!(single(2000.0), [Distance::Fixed(150.0)]);
    }
}
