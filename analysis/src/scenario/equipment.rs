//! How a vessel loses what it holds, and how often.
//!
//! Three losses of containment stand for all: everything at once, everything in ten minutes, a hole of 10 mm.
//! TNO Purple Book CPR 18E (1999) tables 3.3 and 3.5 (numbers from memory), or HJ 169-2018 table E.1 (values from
//! memory); every number stands in `standards/tables/frequencies.csv`.
//!
//! A loss into a secondary container is counted as one to the atmosphere whose pool the dike holds; that is to the
//! safe side, and is said in [`LossOfContainment::is_contained`].

use super::Unmodelled;
use crate::facts::{Placement, Storage};
use crate::standards::frequencies::{self, Frequency, Use};

/// A table of frequencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FrequencySet {
    /// TNO Purple Book CPR 18E (1999).
    #[default]
    PurpleBook,
    /// HJ 169-2018 annex E (建设项目环境风险评价技术导则).
    Hj169,
}

/// How containment is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Loss {
    /// All at once.
    Instantaneous,
    /// All in ten minutes, at a constant rate.
    TenMinutes,
    /// Through a hole of 10 mm.
    Hole,
    /// A pipe tears over its whole bore.
    Rupture,
    /// A pipe leaks through a small hole.
    Leak,
}

impl Loss {
    /// Every loss.
    pub const ALL: [Self; 5] = [
        Self::Instantaneous,
        Self::TenMinutes,
        Self::Hole,
        Self::Rupture,
        Self::Leak,
    ];

    /// Code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Instantaneous => "instantaneous",
            Self::TenMinutes => "ten_minutes",
            Self::Hole => "hole_10_mm",
            Self::Rupture => "rupture",
            Self::Leak => "leak",
        }
    }

    /// Chinese name.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Instantaneous => "瞬时全部泄漏",
            Self::TenMinutes => "10 分钟内全部泄漏",
            Self::Hole => "10 mm 孔泄漏",
            Self::Rupture => "全管径断裂",
            Self::Leak => "小孔泄漏",
        }
    }

    /// English name.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Instantaneous => "everything at once",
            Self::TenMinutes => "everything in 10 minutes",
            Self::Hole => "hole of 10 mm",
            Self::Rupture => "full-bore rupture",
            Self::Leak => "small leak",
        }
    }

    /// What a row of the table speaks of.
    pub(super) fn of(event: &str) -> Option<Self> {
        let has = |part: &str| event.contains(part);
        if has("instantaneous") || has("全破裂") {
            Some(Self::Instantaneous)
        } else if has("10 min") {
            Some(Self::TenMinutes)
        } else if has("10 mm") {
            Some(Self::Hole)
        } else if has("rupture") || has("全管径") {
            Some(Self::Rupture)
        } else if has("leak") || has("泄漏孔径") {
            Some(Self::Leak)
        } else {
            None
        }
    }
}

/// One way to lose containment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LossOfContainment {
    /// Which.
    pub loss: Loss,
    /// How often, 1/yr, without a factor for management; of a pipeline, 1/yr of each metre.
    pub per_year: f64,
    /// Whether it goes into a secondary container.
    pub is_contained: bool,
    /// The row of the table.
    pub row: &'static Frequency,
}

/// Equipment of either table by the name of the Purple Book.
const EQUIPMENT: [(&str, &str); 9] = [
    ("pressure vessel", "反应器/工艺储罐/气体储罐/塔器"),
    ("process vessel", "反应器/工艺储罐/气体储罐/塔器"),
    ("reactor vessel", "反应器/工艺储罐/气体储罐/塔器"),
    ("atmospheric tank, single containment", "常压单包容储罐"),
    (
        "atmospheric tank with protective outer shell",
        "常压双包容储罐",
    ),
    ("atmospheric tank, double containment", "常压双包容储罐"),
    ("atmospheric tank, full containment", "常压全包容储罐"),
    ("in-ground tank", "常压全包容储罐"),
    ("mounded tank", "常压全包容储罐"),
];

/// The equipment that is taken where none is named.
pub const fn usual(storage: Storage, placement: Option<Placement>) -> Option<&'static str> {
    match (storage, placement) {
        (Storage::PressurisedLiquefied | Storage::CompressedGas, _) => Some("pressure vessel"),
        (Storage::AtmosphericLiquid, Some(Placement::Buried)) => Some("in-ground tank"),
        (Storage::AtmosphericLiquid, Some(Placement::Covered)) => Some("mounded tank"),
        (Storage::AtmosphericLiquid | Storage::RefrigeratedLiquefied, _) => {
            Some("atmospheric tank, single containment")
        }
        (Storage::Solid, _) => None,
    }
}

/// The losses of containment of a vessel, in the order of the table.
///
/// # Errors
/// [`Unmodelled`] for solids and for equipment that the tables do not know.
pub fn losses(
    equipment: Option<&str>,
    storage: Storage,
    placement: Option<Placement>,
    set: FrequencySet,
) -> Result<Vec<LossOfContainment>, Unmodelled> {
    let Some(usual) = usual(storage, placement) else {
        return Err(Unmodelled::new(
            None,
            "固体没有泄漏情景, 其爆炸或燃烧按固定距离或超压评价".to_owned(),
            "a solid does not leak; its explosion or fire is judged by distance or overpressure"
                .to_owned(),
        ));
    };
    let named = equipment.map(str::trim).filter(|e| !e.is_empty());
    let wanted = named.unwrap_or(usual);
    let known = EQUIPMENT
        .iter()
        .find(|(en, zh)| en.eq_ignore_ascii_case(wanted) || *zh == wanted);
    let Some((en, zh)) = known else {
        let all: Vec<&str> = EQUIPMENT.iter().map(|(en, _)| *en).collect();
        return Err(Unmodelled::new(
            Some("equipment"),
            format!("设备类型“{wanted}”不在频率表中; 可填: {}", all.join("; ")),
            format!(
                "equipment `{wanted}` is not in the table of frequencies; one of: {}",
                all.join("; ")
            ),
        ));
    };
    let (source, item) = match set {
        FrequencySet::PurpleBook => ("Purple Book", *en),
        FrequencySet::Hj169 => ("HJ 169", *zh),
    };
    Ok(frequencies::all()
        .iter()
        .filter(|f| f.source.contains(source) && f.item == item)
        .filter_map(|row| {
            Some(LossOfContainment {
                loss: Loss::of(&row.event)?,
                per_year: row.per_yr(&Use::default())?,
                is_contained: row.event.contains("into secondary"),
                row,
            })
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pressure_vessel_fails_in_three_ways() {
        let all = losses(
            None,
            Storage::PressurisedLiquefied,
            None,
            FrequencySet::PurpleBook,
        )
        .unwrap();
        let found: Vec<(Loss, f64)> = all.iter().map(|l| (l.loss, l.per_year)).collect();
        assert_eq!(
            found,
            [
                (Loss::Instantaneous, 5e-7),
                (Loss::TenMinutes, 5e-7),
                (Loss::Hole, 1e-5)
            ]
        );
    }

    #[test]
    fn a_tank_under_ground_is_one_in_ground() {
        let of = |placement| {
            losses(
                None,
                Storage::AtmosphericLiquid,
                Some(placement),
                FrequencySet::PurpleBook,
            )
            .unwrap()[0]
                .per_year
        };
        assert!((of(Placement::Buried) - 1e-8).abs() < 1e-20);
        assert!((of(Placement::Covered) - 1e-8).abs() < 1e-20);
        assert!((of(Placement::AboveGround) - 5e-6).abs() < 1e-18);
    }

    #[test]
    fn every_equipment_is_in_both_tables() {
        for (en, zh) in EQUIPMENT {
            for (name, set) in [(en, FrequencySet::PurpleBook), (zh, FrequencySet::Hj169)] {
                let all = losses(Some(name), Storage::AtmosphericLiquid, None, set).unwrap();
                assert!(!all.is_empty(), "{name}");
                assert!(all.iter().all(|l| l.per_year > 0.0));
            }
        }
    }

    #[test]
    fn what_is_not_known_says_what_would_be_right() {
        let wrong = losses(
            Some("cheese vat"),
            Storage::AtmosphericLiquid,
            None,
            FrequencySet::PurpleBook,
        );
        let wrong = wrong.unwrap_err();
        assert_eq!(wrong.field, Some("equipment"));
        assert!(wrong.reason.en.contains("pressure vessel"));
        assert!(losses(None, Storage::Solid, None, FrequencySet::PurpleBook).is_err());
    }
}
