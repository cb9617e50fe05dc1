//! What the methods of GB/T 37243-2019 come to for a facility, one verdict each.

use std::fmt::Write;

use analysis::assessment::SiteResult;
use analysis::city::City;
use analysis::risk::criteria::{CHINA_UPPER, Verdict as Societal, societal};
use analysis::risk::run::is_running;
use analysis::risk::run::own::{Own, own};
use analysis::risk::run::society::curve;
use analysis::risk::run::source::Owner;
use analysis::risk::run::verdicts::CLAUSE as RISK_CLAUSE;
use analysis::siting::external::choice::Method;
use analysis::siting::external::overpressure::Overpressure;
use analysis::siting::external::sentence as blast;
use analysis::siting::sentence;
use analysis::siting::separation::Verdict;
use analysis::siting::subject::Start;
use analysis::standards::gbt37243::STANDARD;
use serde::Serialize;
use utoipa::ToSchema;

use super::external::methods;
use super::violation::object_id;
use crate::risk::CityRisk;
use crate::snapshot::Snapshot;

/// What a method comes to.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ExternalVerdict {
    /// `overpressure`, `individual_risk`, `societal_risk` or `distance`.
    pub basis: &'static str,
    /// `violation`, `alarp`, `unknown`, `kept`, or `computing` as long as the risk is.
    pub verdict: &'static str,
    /// Standard and clause.
    pub clause: String,
    /// How sure the limits are.
    pub confidence: String,
    /// Violations.
    pub violations: usize,
    /// What could not be judged.
    pub unknown: usize,
    /// Decades over the limit at the worst target, or under it where below zero.
    pub decades_over: Option<f64>,
    /// The worst target.
    pub target_id: Option<String>,
    /// Its name.
    pub target_name: Option<String>,
    /// What adds most: the vessel, or the unit from which the distance starts.
    pub contributor_id: Option<String>,
    /// Its share, 0 to 1, where there are several.
    pub contributor_share: Option<f64>,
    /// In a sentence, Chinese.
    pub sentence_zh: String,
    /// In a sentence, English.
    pub sentence_en: String,
}

/// The verdicts of a facility, by the methods that apply to it.
pub fn verdicts(snapshot: &Snapshot, site: usize) -> Vec<ExternalVerdict> {
    let result = &snapshot.results[site];
    methods(&result.external.choice)
        .into_iter()
        .flat_map(|method| match method {
            Method::Consequence => vec![by_overpressure(&snapshot.city, result)],
            Method::Risk => by_risk(snapshot, site),
            Method::FixedDistance => vec![by_distance(&snapshot.city, result)],
            Method::Unknown | Method::OutOfScope | Method::NotJudged => Vec::new(),
        })
        .collect()
}

fn by_overpressure(city: &City, result: &SiteResult) -> ExternalVerdict {
    let external = &result.external;
    let count = |v| {
        external
            .findings
            .iter()
            .filter(|f| f.verdict == Some(v))
            .count()
    };
    let (violations, unknown) = (count(Verdict::Violation), count(Verdict::Unknown));
    let is_open = external.charges.iter().any(|c| c.is_least())
        || external.choice.units.iter().any(|u| !u.lacking.is_empty());
    let verdict = match (violations, unknown) {
        (1.., _) => "violation",
        (0, 1..) => "unknown",
        (0, 0) if is_open => "unknown",
        (0, 0) => "kept",
    };
    let (sentence_zh, sentence_en) = match &external.worst {
        Some(worst) => (blast::zh(city, worst), blast::en(city, worst)),
        None if is_open => (
            "爆炸物的数量未知, 不能判定".to_owned(),
            "how much of the explosives there is is not known: it cannot be judged".to_owned(),
        ),
        None => (
            "两倍于最大要求距离之内没有防护目标".to_owned(),
            "no protection target within twice the greatest distance asked".to_owned(),
        ),
    };
    let worst = external.worst.as_ref();
    ExternalVerdict {
        basis: "overpressure",
        verdict,
        clause: format!("{STANDARD} {}", blast::CLAUSE),
        confidence: worst.map_or("memory", |w| w.confidence).to_owned(),
        violations,
        unknown,
        decades_over: worst.map(decades).filter(|d| d.is_finite()),
        target_id: worst.map(|w| city.ground.targets[w.target].id.clone()),
        target_name: worst.map(|w| city.ground.targets[w.target].name.clone()),
        contributor_id: worst.map(|w| city.sites[w.site].vessels[w.vessel].1.id.clone()),
        contributor_share: None,
        sentence_zh,
        sentence_en,
    }
}

/// Over the widest limit where it is broken, else against the strictest.
fn decades(of: &Overpressure) -> f64 {
    if of.verdict == Some(Verdict::Violation) {
        of.decades_over()
    } else {
        of.most_decades_over()
    }
}

fn by_distance(city: &City, result: &SiteResult) -> ExternalVerdict {
    let (violations, unknown) = (
        result.count(Verdict::Violation),
        result.count(Verdict::Unknown),
    );
    let verdict = match (violations, unknown) {
        (1.., _) => "violation",
        (0, 1..) => "unknown",
        (0, 0) if !result.gaps.is_empty() => "unknown",
        (0, 0) => "kept",
    };
    let lacking =
        |f: &&analysis::siting::separation::Separation| f.requirement.least_m - f.actual_m;
    let worst = result.findings.iter().max_by(|a, b| {
        // A violation before what is unknown.
        b.verdict
            .cmp(&a.verdict)
            .then_with(|| lacking(a).total_cmp(&lacking(b)))
    });
    let gap = result.gaps.first();
    let (sentence_zh, sentence_en) = match (worst, gap) {
        (Some(f), _) => (sentence::zh(city, f), sentence::en(city, f)),
        (None, Some(gap)) => (gap.zh.clone(), gap.en.clone()),
        (None, None) => (
            "所收录的固定距离均满足".to_owned(),
            "all fixed distances of the tables are kept".to_owned(),
        ),
    };
    ExternalVerdict {
        basis: "distance",
        verdict,
        clause: worst.map_or_else(
            || format!("{STANDARD} 4"),
            |f| {
                let rule = f.rule();
                format!("{}-{} {}", rule.standard, rule.edition, rule.clause)
            },
        ),
        confidence: worst.map_or_else(|| "memory".to_owned(), |f| f.rule().confidence.clone()),
        violations,
        unknown,
        target_id: worst.map(|f| object_id(city, f.object).to_owned()),
        target_name: worst.map(|f| sentence::object_name(city, f.object).to_owned()),
        contributor_id: worst.map(|f| {
            let site = &city.sites[f.site];
            match f.start {
                Start::Vessel(v) => site.vessels[v].1.id.clone(),
                Start::Unit(u) => site.units[u].id.clone(),
                Start::Facility => site.facility.id.clone(),
            }
        }),
        sentence_zh,
        sentence_en,
        ..ExternalVerdict::default()
    }
}

/// How sure the limits of GB 36894-2018 are.
const RISK_CONFIDENCE: &str = "source-partial+memory";
/// Clause of the lines of societal risk.
const SOCIETAL_CLAUSE: &str = "GB 36894-2018 图1 (figure 1)";

/// Individual and societal risk of the enterprise as a whole.
fn by_risk(snapshot: &Snapshot, site: usize) -> Vec<ExternalVerdict> {
    let both = |verdict: &'static str, zh: &str, en: &str| {
        [
            ("individual_risk", RISK_CLAUSE),
            ("societal_risk", SOCIETAL_CLAUSE),
        ]
        .map(|(basis, clause)| ExternalVerdict {
            basis,
            verdict,
            clause: clause.to_owned(),
            confidence: RISK_CONFIDENCE.to_owned(),
            sentence_zh: zh.to_owned(),
            sentence_en: en.to_owned(),
            ..ExternalVerdict::default()
        })
        .to_vec()
    };
    let risk = match snapshot.risk() {
        None => return both("computing", "风险正在计算", "the risk is being computed"),
        Some(Err(why)) => {
            return both(
                "unknown",
                &format!("风险未知: {why}"),
                &format!("the risk is not known: {why}"),
            );
        }
        Some(Ok(risk)) => risk,
    };
    if !is_running(snapshot.city.sites[site].facility.status) {
        return both(
            "unknown",
            "规划企业的风险未计算",
            "the risk of a planned facility is not computed",
        );
    }
    let unknown = risk.risk.unknown.iter();
    let open_vessels = unknown
        .filter(|u| u.origin.owner() == Owner::Site(site))
        .count();
    vec![
        individual(snapshot, risk, site, open_vessels),
        together(risk, site, open_vessels),
    ]
}

fn open_words(vessels: usize) -> (String, String) {
    if vessels == 0 {
        return (String::new(), String::new());
    }
    (
        format!("; 另有 {vessels} 个储罐的风险未知, 未计入"),
        format!("; the risk of {vessels} vessels is not known and not in it"),
    )
}

fn individual(
    snapshot: &Snapshot,
    risk: &CityRisk,
    site: usize,
    open_vessels: usize,
) -> ExternalVerdict {
    let city = &snapshot.city;
    let Own {
        margin,
        open_targets,
    } = own(city, &risk.risk, site);
    let over = margin.as_ref().is_some_and(|m| m.decades_over > 0.0);
    // Targets over their limit by all plants together, where this one adds most or too much alone.
    let together = risk.excesses.iter().filter(|e| {
        let it = Owner::Site(site);
        let main = e.by_owner.first().is_some_and(|(owner, _)| *owner == it);
        let alone = |(owner, added): &(Owner, f64)| *owner == it && *added > e.limit_per_year;
        main || e.by_owner.iter().any(alone)
    });
    let together = together.count();
    let verdict = match (over || together > 0, open_targets, open_vessels) {
        (true, ..) => "violation",
        (false, 0, 0) => "kept",
        (false, ..) => "unknown",
    };
    let (mut zh, mut en) = margin.as_ref().map_or_else(
        || {
            (
                "本企业对任何防护目标的个人风险均低于 1e-8 /年".to_owned(),
                "no protection target bears an individual risk of 1e-8 a year from this facility".to_owned(),
            )
        },
        |m| {
            let name = &city.ground.targets[m.target].name;
            let (zh, en) = if over { ("超过", "above") } else { ("未超过", "within") };
            (
                format!("本企业在{name}处的个人风险为 {:.1e} /年, {zh}限值 {:.0e} /年", m.per_year, m.limit_per_year),
                format!("individual risk by this facility at {name} is {:.1e} a year, {en} the {:.0e} a year allowed", m.per_year, m.limit_per_year),
            )
        },
    );
    if together > 0 {
        let _ = write!(
            zh,
            "; 与其他企业合计, {together} 处目标超过限值且以本企业为主"
        );
        let _ = write!(
            en,
            "; with all plants together {together} targets are over their limit mainly by this one"
        );
    }
    if open_targets > 0 {
        let _ = write!(zh, "; {open_targets} 处类别未知的目标可能超过限值");
        let _ = write!(
            en,
            "; {open_targets} targets of unknown category may be over theirs"
        );
    }
    let open = open_words(open_vessels);
    let main = margin.as_ref().and_then(|m| m.main);
    ExternalVerdict {
        basis: "individual_risk",
        verdict,
        clause: RISK_CLAUSE.to_owned(),
        confidence: RISK_CONFIDENCE.to_owned(),
        violations: together.max(usize::from(over)),
        unknown: open_targets,
        decades_over: margin.as_ref().map(|m| m.decades_over),
        target_id: margin
            .as_ref()
            .map(|m| city.ground.targets[m.target].id.clone()),
        target_name: margin
            .as_ref()
            .map(|m| city.ground.targets[m.target].name.clone()),
        contributor_id: main.map(|(v, _)| city.sites[site].vessels[v].1.id.clone()),
        contributor_share: main.map(|(_, share)| share),
        sentence_zh: zh + &open.0,
        sentence_en: en + &open.1,
    }
}

fn together(risk: &CityRisk, site: usize, open_vessels: usize) -> ExternalVerdict {
    let tolls = risk
        .risk
        .sources
        .iter()
        .zip(&risk.tolls)
        .filter(|(s, _)| s.origin.owner() == Owner::Site(site))
        .map(|(_, t)| t);
    let found = curve(tolls);
    let open = open_words(open_vessels);
    let (verdict, worst) = match &found {
        Ok(curve) => {
            let verdict = match societal(curve) {
                Societal::Unacceptable => "violation",
                _ if open_vessels > 0 => "unknown",
                Societal::Alarp => "alarp",
                Societal::Acceptable => "kept",
            };
            (verdict, curve.worst(&CHINA_UPPER))
        }
        Err(_) => ("unknown", None),
    };
    let is_never = |deaths: f64| deaths >= CHINA_UPPER.never_from_deaths;
    let (zh, en) = worst.as_ref().map_or_else(
        || {
            (
                "没有造成死亡的事故".to_owned(),
                "no accident kills".to_owned(),
            )
        },
        |w| {
            if is_never(w.deaths) {
                return (
                    format!("有一次死亡 {:.0} 人的事故, 不可接受(凭记忆)", w.deaths),
                    format!(
                        "one accident kills {:.0}, which is not accepted (from memory)",
                        w.deaths
                    ),
                );
            }
            (
                format!(
                    "社会风险在死亡 {:.0} 人处为上限的 {:.2} 倍",
                    w.deaths, w.ratio
                ),
                format!(
                    "societal risk at {:.0} deaths is {:.2} times the upper line",
                    w.deaths, w.ratio
                ),
            )
        },
    );
    ExternalVerdict {
        basis: "societal_risk",
        verdict,
        clause: SOCIETAL_CLAUSE.to_owned(),
        confidence: RISK_CONFIDENCE.to_owned(),
        decades_over: worst
            .filter(|w| w.ratio > 0.0 && !is_never(w.deaths))
            .map(|w| w.ratio.log10()),
        sentence_zh: zh + &open.0,
        sentence_en: en + &open.1,
        ..ExternalVerdict::default()
    }
}
