//! How much a site holds, and in what: volumes, counts and fills of its tanks.
//!
//! Nothing here looks at a critical quantity: which units become major hazard installations
//! (重大危险源) is computed afterwards by GB 18218 and never set.

use analysis::facts::Storage;

use super::stream::Stream;
use super::stuff::Stuff;
use super::tanks::Group;

/// Size of a plant, by its area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Small,
    Medium,
    Large,
}

impl Size {
    pub fn of(area_m2: f64) -> Self {
        match area_m2 {
            a if a < 36_000.0 => Self::Small,
            a if a < 75_000.0 => Self::Medium,
            _ => Self::Large,
        }
    }

    /// Volume of a tank for a liquid: median, least, greatest, m³.
    const fn tank_m3(self) -> (f64, f64, f64) {
        match self {
            Self::Small => (32.0, 10.0, 100.0),
            Self::Medium => (80.0, 30.0, 300.0),
            Self::Large => (420.0, 80.0, 3_500.0),
        }
    }

    /// What a site of this size can hold of a substance that is held in few vessels, t.
    const fn capacity_t(self) -> f64 {
        match self {
            Self::Small => 30.0,
            Self::Medium => 200.0,
            Self::Large => 1_000.0,
        }
    }

    /// Tank groups of a site.
    pub fn groups(self, stream: &mut Stream) -> usize {
        match self {
            Self::Small => stream.whole(1, 2),
            Self::Medium => stream.whole(1, 3),
            Self::Large => stream.whole(2, 4),
        }
    }

    fn tanks(self, stream: &mut Stream) -> usize {
        match self {
            Self::Small => stream.whole(3, 6),
            Self::Medium => stream.whole(4, 8),
            Self::Large => stream.whole(4, 14),
        }
    }

    /// Installations of a site.
    pub fn installations(self, stream: &mut Stream) -> usize {
        match self {
            Self::Small => stream.whole(1, 3),
            Self::Medium => stream.whole(2, 4),
            Self::Large => stream.whole(4, 8),
        }
    }
}

/// A group of tanks for what a site holds of a substance.
pub(super) fn group(stuff: &Stuff, size: Size, stream: &mut Stream) -> Group {
    let Some(quantiles) = stuff.site_t else {
        let (median, least, greatest) = size.tank_m3();
        let volume_m3 = stream.lognormal(median, 0.75, least, greatest);
        let count = size.tanks(stream);
        return Group::new(stuff, volume_m3, count, stream);
    };
    // Cut at what the tanks of such a site can hold.
    let site_t = stream
        .quantiles(&quantiles)
        .min(size.capacity_t() * stream.between(0.5, 1.0));
    let (largest_m3, most) = match stuff.storage {
        Storage::PressurisedLiquefied if size == Size::Large => (1_000.0, 6),
        Storage::PressurisedLiquefied => (100.0, 6),
        Storage::CompressedGas => (25.0, 8),
        _ => (600.0, 6),
    };
    let total_m3 = site_t / (stuff.density_t_m3 * 0.75);
    let count = ((total_m3 / largest_m3).ceil() as usize).clamp(stream.whole(1, 3), most);
    let volume_m3 = (total_m3 / count as f64).min(largest_m3);
    Group::new(stuff, volume_m3, count, stream)
}

/// Tonnes in a vessel of `volume_m3`, filled to half or more, rounded down to 0.1 t (to 0.001 t below that).
pub(super) fn tonnes(stuff: &Stuff, volume_m3: f64, stream: &mut Stream) -> f64 {
    let most = if stuff.storage == Storage::CompressedGas {
        1.0
    } else {
        0.85
    };
    let t = volume_m3 * stuff.density_t_m3 * stream.between(0.5, most);
    let grain = if t < 1.0 { 1_000.0 } else { 10.0 };
    (t * grain).floor() / grain
}
