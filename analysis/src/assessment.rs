//! A full assessment of a city: every facility's grades, flags and findings, in a fixed order.
//!
//! Equal facts give equal results, whatever the number of threads.

use rayon::prelude::*;

use crate::city::{City, Exposure};
use crate::error::Error;
use crate::grading::major_hazard::{Grade, Reason, Verdict as GradeVerdict};
use crate::grading::two_key_one_major::{Flags, flags};
use crate::siting::external::{External, external};
use crate::siting::separation::{Separation, Verdict, violations};
use crate::siting::subject::design_code;

/// Results of one facility.
#[derive(Debug, Clone)]
pub struct SiteResult {
    /// People near it.
    pub exposure: Exposure,
    /// Grades of its units, in their order.
    pub grades: Vec<Grade>,
    /// The flags 两重点一重大.
    pub flags: Flags,
    /// Findings that start from it.
    pub findings: Vec<Separation>,
    /// Its external safety distance.
    pub external: External,
    /// What the tables do not cover here.
    pub gaps: Vec<Reason>,
}

impl SiteResult {
    /// Grade of the facility: its worst unit. One unknown unit does not hide a graded one.
    pub fn worst(&self) -> Option<&Grade> {
        let rank = |g: &Grade| match g.verdict {
            GradeVerdict::Graded => u8::from(g.level.is_none()) + g.level.unwrap_or(4),
            GradeVerdict::Unknown => 8,
            GradeVerdict::NotMajorHazard => 9,
        };
        self.grades.iter().min_by_key(|g| rank(g))
    }

    /// Findings with a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings
            .iter()
            .filter(|f| f.verdict == verdict)
            .count()
    }
}

/// Assesses every facility; `done` is called after each one.
///
/// # Errors
/// As [`violations`].
pub fn assess(city: &City, done: impl Fn() + Sync) -> Result<Vec<SiteResult>, Error> {
    (0..city.sites.len())
        .into_par_iter()
        .map(|site| {
            let result = assess_site(city, site);
            done();
            result
        })
        .collect()
}

/// Assesses one facility.
///
/// # Errors
/// As [`violations`].
pub fn assess_site(city: &City, site: usize) -> Result<SiteResult, Error> {
    let of = &city.sites[site];
    let (exposure, grades) = city.grades(site);
    let flags = flags(&of.units, of.vessels.iter().map(|(_, v)| v), &grades);
    Ok(SiteResult {
        exposure,
        flags,
        findings: violations(city, site)?,
        external: external(city, site, &grades)?,
        gaps: gaps(city, site),
        grades,
    })
}

/// Where no rule of the tables speaks of a facility or of part of it.
fn gaps(city: &City, site: usize) -> Vec<Reason> {
    let of = &city.sites[site];
    let Some((code, _)) = design_code(&of.facility) else {
        return vec![Reason::new(
            "企业类别为“其他”, 没有适用的固定安全距离标准",
            "the kind of this facility is `other`: no standard of fixed distances applies",
        )];
    };
    let mut gaps = Vec::new();
    match code {
        "GB 50016" | "GB 50074" | "GB 50156" | "GB 18265" => {}
        "GB 50160" => gaps.push(Reason::new(
            "与同类石油化工企业之间的距离(GB 50160 表4.1.10)未收录, 未判定",
            "distances to enterprises of the same kind (GB 50160 table 4.1.10) are not in the tables and not judged",
        )),
        other => gaps.push(Reason::new(
            format!("{other} 的安全距离数值未收录, 固定距离未判定"),
            format!("the distances of {other} are not in the tables: fixed distances are not judged"),
        )),
    }
    let unplaced = of
        .vessels
        .iter()
        .filter(|(_, v)| v.placement.is_none())
        .count();
    if code == "GB 50156" && unplaced > 0 {
        gaps.push(Reason::new(
            format!("{unplaced} 个油罐未注明设置方式, 按 GB 50156-2021 6.1.1 视为埋地(条号凭记忆)"),
            format!("{unplaced} tanks have no placement and are taken as buried, as GB 50156-2021 6.1.1 asks (clause from memory)"),
        ));
    }
    let unruled = of
        .subjects
        .iter()
        .filter(|(_, p)| !city.profiles.is_ruled(*p))
        .count();
    if unruled > 0 {
        gaps.push(Reason::new(
            format!("{unruled} 个储罐或单元没有适用的固定距离条款(例如不燃物质或工艺内部设备)"),
            format!("no fixed-distance clause speaks of {unruled} of its tanks or units (such as substances that do not burn)"),
        ));
    }
    gaps
}
