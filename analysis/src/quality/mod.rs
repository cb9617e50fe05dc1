//! Data quality: which rows of a city cannot be right, or leave a verdict open, and what to do.
//!
//! ```text
//! score of a rule = 100 × (1 − Σ wᵢ / checked)      wᵢ: 1 error, 0.5 warning, 0.1 notice, worst of a row
//! overall score   = Σ weight × score / Σ weight     over the rules that checked anything (rules.csv)
//! ```
//!
//! A finding is a judgement of plausibility: it names the row, says what was seen and what to do. The
//! findings that would settle most verdicts come first. Nothing is changed.

mod codes;
mod copies;
mod dates;
mod datum;
mod district;
mod family;
mod missing;
mod quantity;
mod shapes;
mod sift;
mod substances;
mod tanks;
mod twins;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use geo_types::Coord;
use serde::{Deserialize, Serialize};

pub use datum::Offsets;
pub use sift::sift;

use crate::assessment::SiteResult;
use crate::city::City;

/// How sure it is that something must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be right.
    Error,
    /// It is very unlikely to be right, or leaves a verdict open.
    Warning,
    /// Worth a look.
    Notice,
}

impl Severity {
    const fn weight(self) -> f64 {
        match self {
            Self::Error => 1.0,
            Self::Warning => 0.5,
            Self::Notice => 0.1,
        }
    }

    /// The word that is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// A rule of data quality.
#[derive(Debug, Clone, Deserialize)]
pub struct Rule {
    /// Identifier.
    pub id: String,
    /// Weight in the overall score.
    pub weight: f64,
    /// What a row fails by, Chinese.
    pub zh: String,
    /// What a row fails by, English.
    pub en: String,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(include_bytes!("rules.csv").as_slice())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("the table is part of the program, and a test reads it")
});

/// The rules, in the order in which they are shown.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// A row that fails a rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Rule.
    pub rule: &'static str,
    /// How sure it is.
    pub severity: Severity,
    /// Layer of the row.
    pub layer: &'static str,
    /// Key of the row.
    pub id: String,
    /// Column that is wrong or missing.
    pub field: &'static str,
    /// Its value.
    pub value: String,
    /// What was seen, Chinese.
    pub words_zh: String,
    /// What was seen, English.
    pub words_en: String,
    /// What to do, Chinese.
    pub fix_zh: String,
    /// What to do, English.
    pub fix_en: String,
    /// Where it is: longitude and latitude, degrees.
    pub place: Option<[f64; 2]>,
    /// Unknown verdicts that this one fix would settle, at most: a value may make another attribute matter.
    pub verdicts_settled: usize,
    /// Unknown verdicts that this fix is a part of.
    pub verdicts_helped: usize,
    /// Keys of other rows that it is about.
    pub related: Vec<String>,
}

impl Finding {
    fn new(
        rule: &'static str,
        severity: Severity,
        row: (&'static str, &str),
        cell: (&'static str, String),
    ) -> Self {
        Self {
            rule,
            severity,
            layer: row.0,
            id: row.1.to_owned(),
            field: cell.0,
            value: cell.1,
            words_zh: String::new(),
            words_en: String::new(),
            fix_zh: String::new(),
            fix_en: String::new(),
            place: None,
            verdicts_settled: 0,
            verdicts_helped: 0,
            related: Vec::new(),
        }
    }

    fn says(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.words_zh = zh.into();
        self.words_en = en.into();
        self
    }

    fn fix(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.fix_zh = zh.into();
        self.fix_en = en.into();
        self
    }

    fn at(mut self, place: Option<Coord<f64>>) -> Self {
        self.place = place.map(|p| [rounded(p.x), rounded(p.y)]);
        self
    }

    fn about(mut self, related: impl IntoIterator<Item = String>) -> Self {
        self.related.extend(related);
        self
    }
}

/// To about a centimetre.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// What a rule came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Rule.
    pub rule: &'static str,
    /// What a row fails by, Chinese.
    pub zh: &'static str,
    /// What a row fails by, English.
    pub en: &'static str,
    /// Weight in the overall score.
    pub weight: f64,
    /// Rows that were checked.
    pub checked: usize,
    /// Rows that fail.
    pub failing: usize,
    /// 0–100; `None` where there was nothing to check.
    pub score: Option<f64>,
}

/// The health of the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// 0–100; `None` for an empty store.
    pub score: Option<f64>,
    /// Unknown verdicts of the assessment.
    pub unknown_verdicts: usize,
    /// Rule by rule.
    pub rules: Vec<Score>,
    /// Rows that fail: those that settle most verdicts first, then by severity, rule, layer and key.
    pub findings: Vec<Finding>,
}

/// What is examined.
pub struct Subject<'a> {
    /// The city.
    pub city: &'a City,
    /// Its assessment.
    pub results: &'a [SiteResult],
    /// Today, `2026-11-24`.
    pub today: &'a str,
    /// The offset datums.
    pub offsets: Offsets,
}

/// What one rule found.
#[derive(Default)]
struct Found {
    checked: BTreeMap<&'static str, usize>,
    findings: Vec<Finding>,
}

impl Found {
    fn checked(&mut self, rule: &'static str, rows: usize) {
        *self.checked.entry(rule).or_default() += rows;
    }
}

/// Examines a city; `sifted` are the findings of [`sift`], which came before there was a city.
pub fn examine(of: &Subject<'_>, sifted: Vec<Finding>) -> Report {
    let mut all = Found::default();
    let rows = of
        .city
        .sites
        .iter()
        .map(|s| s.units.len() + s.vessels.len())
        .sum::<usize>();
    all.checked("orphan", rows + count(&sifted, "orphan"));
    all.checked("outside", count(&sifted, "outside"));
    all.findings = sifted;
    let judges: [fn(&Subject<'_>, &mut Found); 12] = [
        district::judge,
        family::judge,
        twins::judge,
        copies::judge,
        tanks::judge,
        quantity::judge,
        substances::judge,
        shapes::judge,
        missing::judge,
        dates::judge,
        codes::judge,
        codes::stale,
    ];
    for judge in judges {
        judge(of, &mut all);
    }
    all.findings.sort_by(|a, b| {
        (
            b.verdicts_settled,
            b.verdicts_helped,
            a.severity,
            a.rule,
            a.layer,
            &a.id,
            a.field,
        )
            .cmp(&(
                a.verdicts_settled,
                a.verdicts_helped,
                b.severity,
                b.rule,
                b.layer,
                &b.id,
                b.field,
            ))
    });
    let scores = scores(&all);
    Report {
        score: overall(&scores),
        unknown_verdicts: missing::unknown_verdicts(of),
        rules: scores,
        findings: all.findings,
    }
}

fn count(findings: &[Finding], rule: &str) -> usize {
    findings.iter().filter(|f| f.rule == rule).count()
}

fn scores(all: &Found) -> Vec<Score> {
    RULES
        .iter()
        .map(|rule| {
            let mut worst: BTreeMap<(&str, &str), Severity> = BTreeMap::new();
            for f in all.findings.iter().filter(|f| f.rule == rule.id) {
                let known = worst.entry((f.layer, &f.id)).or_insert(f.severity);
                *known = (*known).min(f.severity);
            }
            let checked = all.checked.get(rule.id.as_str()).copied().unwrap_or(0);
            let lost: f64 = worst.values().map(|s| s.weight()).sum();
            Score {
                rule: &rule.id,
                zh: &rule.zh,
                en: &rule.en,
                weight: rule.weight,
                checked,
                failing: worst.len(),
                score: (checked > 0)
                    .then(|| tenths(100.0 * (1.0 - lost / checked as f64).max(0.0))),
            }
        })
        .collect()
}

fn overall(scores: &[Score]) -> Option<f64> {
    let scored = || {
        scores
            .iter()
            .filter_map(|s| s.score.map(|score| (score, s.weight)))
    };
    let weights: f64 = scored().map(|(_, w)| w).sum();
    (weights > 0.0).then(|| tenths(scored().map(|(s, w)| s * w).sum::<f64>() / weights))
}

/// Down to a tenth: 100 is said only where nothing failed.
fn tenths(score: f64) -> f64 {
    (score * 10.0 + 1e-9).floor() / 10.0
}

#[cfg(test)]
mod tests;
