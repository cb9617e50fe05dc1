//! Hidden hazards (事故隐患) of the 24 months before a day, and where each one stands on that day.
//!
//! Found by a Poisson process at each facility, with a rate by its kind and size and a quarter more
//! from June to August (thinning: P. A. W. Lewis, G. S. Shedler, *Naval Research Logistics Quarterly*
//! 26 (1979) 403–413). 1.5 % are major. Causes have the shares of the US EPA RMP accident history
//! (equipment 45, human 36, procedure 20, maintenance 18, design 7; more than one cause counts for
//! each). A hazard is closed after a lognormal time with a median of 12 days, and 6 % later than the
//! 30 days they are given; for major ones both are three times as long. All of it is invented.

use analysis::facts::{
    Facility, FacilityKind, FacilityStatus, HazardLevel, HazardState, HiddenHazard, Storage, Unit,
    Vessel,
};

use super::calendar::Day;
use super::criteria::{Criterion, Needs};
use super::stream::Stream;
use super::{Origin, Scale};

/// Hidden hazards of the whole city in 24 months (assumption).
const HAZARDS: f64 = 18_000.0;
const DAYS: f64 = 730.0;
const MAJOR_SHARE: f64 = 0.015;
/// What summer adds.
const SUMMER: f64 = 0.25;
/// Days until a general hazard must be put right, and the median of what it takes.
const TERM_DAYS: f64 = 30.0;
const MEDIAN_DAYS: f64 = 12.0;
/// ln(30/12) over the 94 % quantile of the normal distribution: so 6 % are late.
const SIGMA: f64 = 0.916_290_7 / 1.554_773_6;
/// Term and median of a major one, as a multiple.
const MAJOR_FACTOR: f64 = 3.0;

/// A cause with its share, the barrier that it weakens, and what the record says.
struct Cause {
    share: f64,
    barrier: &'static str,
    says: [&'static str; 5],
}

const CAUSES: [Cause; 5] = [
    Cause {
        share: 45.0,
        barrier: "设备完整性",
        says: [
            "法兰连接处渗漏",
            "压力表超过检定期",
            "可燃气体检测器故障未及时更换",
            "储罐呼吸阀堵塞",
            "管道支架锈蚀变形",
        ],
    },
    Cause {
        share: 36.0,
        barrier: "人员操作",
        says: [
            "巡检记录缺项",
            "操作人员未按规定佩戴防护用品",
            "卸车作业无人监护",
            "报警未按规程确认和处置",
            "交接班记录不完整",
        ],
    },
    Cause {
        share: 20.0,
        barrier: "作业规程",
        says: [
            "动火作业票填写不完整",
            "受限空间作业气体分析超过时限",
            "操作规程未随工艺变更修订",
            "应急处置卡与现场不一致",
            "联锁摘除未办理审批",
        ],
    },
    Cause {
        share: 18.0,
        barrier: "检维修",
        says: [
            "安全阀校验超期",
            "消防水泵未按期试运行",
            "静电接地电阻检测超期",
            "备用泵长期带病停用",
            "围堰排水阀未关闭",
        ],
    },
    Cause {
        share: 7.0,
        barrier: "设计",
        says: [
            "围堰有效容积不足",
            "消防通道宽度不足",
            "控制室门窗朝向装置一侧",
            "装卸区未设紧急切断按钮",
            "泄压管出口朝向通道",
        ],
    },
];

/// Who found it, with shares in per cent (assumption).
const SOURCES: [(f64, &str); 5] = [
    (62.0, "企业自查"),
    (22.0, "政府检查"),
    (9.0, "专家诊断"),
    (6.0, "监测预警"),
    (1.0, "举报"),
];

/// The document whose check lists general hazards are recorded by.
const CHECK_LISTS: &str = "应急〔2019〕78号 危险化学品企业安全风险隐患排查治理导则";

/// A facility with its units and vessels, and the level of its most serious installation (0: none).
pub(super) struct Plant<'a> {
    pub facility: &'a Facility,
    pub units: &'a [Unit],
    pub vessels: &'a [Vessel],
    pub level: usize,
}

impl Plant<'_> {
    /// How many hazards are found here, relative to a filling station.
    fn weight(&self) -> f64 {
        let size = self.vessels.len() as f64;
        let by_kind = match self.facility.kind {
            FacilityKind::Production => 8.0 + 0.5 * size,
            FacilityKind::OilDepot => 10.0 + 0.2 * size,
            FacilityKind::Storage => 5.0 + 0.3 * size,
            FacilityKind::Use => 4.0,
            _ => 1.0,
        };
        match self.facility.status {
            FacilityStatus::InService | FacilityStatus::New => by_kind,
            FacilityStatus::Stopped => 0.3 * by_kind,
            FacilityStatus::Planned | FacilityStatus::Closed => 0.0,
        }
    }

    fn has(&self, needs: Needs) -> bool {
        let holds = |storage: Storage| self.vessels.iter().any(|v| v.storage == Some(storage));
        match needs {
            Needs::Any => true,
            Needs::Production => self.facility.kind == FacilityKind::Production,
            Needs::Storage => self.facility.kind != FacilityKind::Use,
            Needs::SupervisedProcess => self.units.iter().any(|u| !u.processes.is_empty()),
            Needs::Level12 => (1..=2).contains(&self.level),
            Needs::Pressurised => holds(Storage::PressurisedLiquefied),
            Needs::PressurisedHydrocarbon => self.vessels.iter().any(|v| {
                v.storage == Some(Storage::PressurisedLiquefied)
                    && v.substance.as_deref().is_some_and(is_hydrocarbon)
            }),
        }
    }
}

fn is_hydrocarbon(substance: &str) -> bool {
    analysis::standards::substances::find(substance)
        .iter()
        .any(|form| form.liquefied_hydrocarbon)
}

/// Rows of the layer `hidden_hazards`, in the order in which they were found.
pub(super) fn rows(
    plants: &[Plant<'_>],
    criteria: &[Criterion],
    today: Day,
    scale: Scale,
    origin: &Origin,
    seed: u64,
) -> Vec<HiddenHazard> {
    let weights: f64 = plants.iter().map(Plant::weight).sum();
    // Of 365 days, 92 are of June to August.
    let mean_season = 1.0 + SUMMER * 92.0 / 365.0;
    let first = Day(today.0 - DAYS as u64);
    let mut found = Vec::new();
    for (number, plant) in plants.iter().enumerate() {
        let expected = HAZARDS * scale.0 * plant.weight() / weights.max(1.0);
        let most_per_day = expected / DAYS * (1.0 + SUMMER) / mean_season;
        if most_per_day <= 0.0 {
            continue;
        }
        // Days are written so that their order is that of their text; a plant may be older than 1970.
        let stands_on = |day: Day| {
            plant
                .facility
                .built_on
                .as_ref()
                .is_none_or(|b| *b <= day.to_string())
        };
        let mut stream = Stream::of(seed, "hidden hazard", number);
        let mut at = stream.exponential(1.0 / most_per_day);
        while at < DAYS {
            let day = first.after(at as u64);
            let season = match day.month() {
                6..=8 => 1.0 + SUMMER,
                _ => 1.0,
            };
            if stream.chance(season / (1.0 + SUMMER)) && stands_on(day) {
                found.push((day, record(plant, criteria, day, today, &mut stream)));
            }
            at += stream.exponential(1.0 / most_per_day);
        }
    }
    // Stable: of one day, in the order of the facilities.
    found.sort_by_key(|(day, _)| *day);
    found
        .into_iter()
        .enumerate()
        .map(|(number, (_, record))| record.row(number + 1, origin))
        .collect()
}

/// A hazard before it has a number.
struct Record {
    facility_id: String,
    level: HazardLevel,
    found_on: Day,
    due_on: Day,
    closed_on: Option<Day>,
    state: HazardState,
    source: &'static str,
    clause: String,
    description: String,
    barrier: String,
}

fn record(
    plant: &Plant<'_>,
    criteria: &[Criterion],
    day: Day,
    today: Day,
    stream: &mut Stream,
) -> Record {
    let applicable: Vec<&Criterion> = criteria.iter().filter(|c| plant.has(c.needs)).collect();
    let is_major = stream.chance(MAJOR_SHARE) && !applicable.is_empty();
    let factor = if is_major { MAJOR_FACTOR } else { 1.0 };
    let takes = stream.lognormal(MEDIAN_DAYS * factor, SIGMA, 0.5, 400.0);
    let closing = day.after(takes.ceil() as u64);
    let (clause, description, barrier) = if is_major {
        let criterion = stream.pick(&applicable);
        (
            format!("安监总管三〔2017〕121号 第{}条", criterion.no),
            criterion.text.clone(),
            criterion.barrier.clone(),
        )
    } else {
        let cause = &CAUSES[stream.weighted(CAUSES.iter().map(|c| c.share))];
        let says = *stream.pick(&cause.says);
        (
            CHECK_LISTS.to_owned(),
            says.to_owned(),
            cause.barrier.to_owned(),
        )
    };
    let source = SOURCES[stream.weighted(SOURCES.iter().map(|s| s.0))].1;
    Record {
        facility_id: plant.facility.id.clone(),
        level: if is_major {
            HazardLevel::Major
        } else {
            HazardLevel::General
        },
        found_on: day,
        due_on: day.after((TERM_DAYS * factor) as u64),
        closed_on: Some(closing).filter(|&c| c <= today),
        state: state(day, closing, today),
        source,
        clause,
        description: format!("{}{description}", super::names::MARK),
        barrier,
    }
}

/// Where a hazard that will be closed on `closing` stands `today`.
fn state(found_on: Day, closing: Day, today: Day) -> HazardState {
    if closing <= today {
        HazardState::Closed
    } else if today.0 - found_on.0 < 1 {
        HazardState::Reported
    } else if today.0 - found_on.0 < 3 {
        HazardState::Registered
    } else if closing.0 - today.0 <= 2 {
        HazardState::AwaitingAcceptance
    } else {
        HazardState::Rectifying
    }
}

impl Record {
    fn row(self, number: usize, origin: &Origin) -> HiddenHazard {
        HiddenHazard {
            id: format!("H{number:06}"),
            facility_id: self.facility_id,
            level: self.level,
            found_on: self.found_on.to_string(),
            source: Some(self.source.to_owned()),
            clause: Some(self.clause),
            description: self.description,
            due_on: Some(self.due_on.to_string()),
            closed_on: self.closed_on.map(|day| day.to_string()),
            state: self.state,
            barrier: Some(self.barrier),
            geometry: None,
            provenance: origin.demo(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_follows_from_the_days() {
        let day = |n: u64| Day(20_000 + n);
        assert_eq!(state(day(0), day(10), day(10)), HazardState::Closed);
        assert_eq!(
            state(day(0), day(10), day(9)),
            HazardState::AwaitingAcceptance
        );
        assert_eq!(state(day(0), day(10), day(5)), HazardState::Rectifying);
        assert_eq!(state(day(0), day(10), day(2)), HazardState::Registered);
        assert_eq!(state(day(0), day(10), day(0)), HazardState::Reported);
    }
}
