//! Flame Mach number for the curves of [`super::bst`], by reactivity, congestion and room to expand.
//!
//! Source: Pierorazio, Thomas, Baker, Ketchum, *An update to the Baker-Strehlow-Tang vapor cloud explosion
//! prediction methodology flame speed table*, Process Safety Progress 24 (2005) 59, in CCPS 2010 ch. 6. Five of the
//! 27 values were read in a secondary transcription, the others are from memory: [`FlameSpeed::is_sourced`].
//!
//! Reactivity: low is methane and carbon monoxide, high is hydrogen, acetylene, ethylene and ethylene, propylene oxide,
//! the rest is medium (burning velocity below 45, above 75 cm/s; from memory).

use super::bst::DETONATION;

/// How fast the fuel burns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reactivity {
    /// Methane, carbon monoxide.
    Low,
    /// Most hydrocarbons.
    Medium,
    /// Hydrogen, acetylene, ethylene, ethylene oxide.
    High,
}

/// How much stands in the way of the flame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Congestion {
    /// Less than 10 % of the area blocked, few layers of obstacles.
    Low,
    /// In between.
    Medium,
    /// More than 40 % blocked, three or more layers.
    High,
}

/// Where the flame can expand to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expansion {
    /// All around.
    Free,
    /// Between two and three dimensions: under a frangible or leaky roof.
    HalfConfined,
    /// In a plane: between decks.
    Planar,
}

/// A flame Mach number, and whether it was read or remembered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlameSpeed {
    /// Flame speed over the speed of sound; 5.2 where the deflagration turns into a detonation.
    pub mach: f64,
    /// Whether the value was read in a secondary source; else it is from memory.
    pub is_sourced: bool,
}

/// Deflagration turns into detonation.
const DDT: (f64, bool) = (DETONATION, false);

const fn memory(mach: f64) -> (f64, bool) {
    (mach, false)
}

const fn read(mach: f64) -> (f64, bool) {
    (mach, true)
}

/// The flame Mach number of a situation; columns: congestion low, medium, high.
pub fn flame_speed(
    reactivity: Reactivity,
    congestion: Congestion,
    expansion: Expansion,
) -> FlameSpeed {
    let [low, medium, high] = match (expansion, reactivity) {
        (Expansion::Planar, Reactivity::High) => [memory(0.59), DDT, DDT],
        (Expansion::Planar, Reactivity::Medium) => [memory(0.47), read(0.66), memory(1.6)],
        (Expansion::Planar, Reactivity::Low) => [memory(0.079), memory(0.47), memory(0.66)],
        (Expansion::HalfConfined, Reactivity::High) => [memory(0.47), DDT, DDT],
        (Expansion::HalfConfined, Reactivity::Medium) => [memory(0.29), read(0.55), memory(1.0)],
        (Expansion::HalfConfined, Reactivity::Low) => [memory(0.053), memory(0.35), memory(0.50)],
        (Expansion::Free, Reactivity::High) => [memory(0.36), DDT, DDT],
        (Expansion::Free, Reactivity::Medium) => [read(0.11), read(0.44), read(0.50)],
        (Expansion::Free, Reactivity::Low) => [memory(0.026), memory(0.23), memory(0.34)],
    };
    let (mach, is_sourced) = match congestion {
        Congestion::Low => low,
        Congestion::Medium => medium,
        Congestion::High => high,
    };
    FlameSpeed { mach, is_sourced }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_of_anything_makes_the_flame_no_slower() {
        let speed = |r, c, e| flame_speed(r, c, e).mach;
        let reactivities = [Reactivity::Low, Reactivity::Medium, Reactivity::High];
        let congestions = [Congestion::Low, Congestion::Medium, Congestion::High];
        let expansions = [Expansion::Free, Expansion::HalfConfined, Expansion::Planar];
        for c in congestions {
            for e in expansions {
                let all = reactivities.map(|r| speed(r, c, e));
                assert!(all.is_sorted(), "{c:?} {e:?}");
            }
        }
        for r in reactivities {
            for e in expansions {
                assert!(
                    congestions.map(|c| speed(r, c, e)).is_sorted(),
                    "{r:?} {e:?}"
                );
            }
            for c in congestions {
                assert!(
                    expansions.map(|e| speed(r, c, e)).is_sorted(),
                    "{r:?} {c:?}"
                );
            }
        }
    }

    #[test]
    fn what_was_read_is_told_from_what_was_remembered() {
        let known = flame_speed(
            Reactivity::Medium,
            Congestion::Medium,
            Expansion::HalfConfined,
        );
        assert!((known.mach - 0.55).abs() < 1e-12 && known.is_sourced);
        assert!(!flame_speed(Reactivity::High, Congestion::High, Expansion::Free).is_sourced);
    }
}
