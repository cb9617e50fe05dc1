//! What a release becomes in one weather, and whom each outcome kills.
//!
//! | outcome | where | individual | outdoors | indoors | source |
//! |---|---|---|---|---|---|
//! | toxic cloud | probit of the load | P | P | 0.1 P | CPR 18E (1999) 5.2.2 |
//! | flash fire | within the lower flammable limit | 1 | 1 | 1 | 5.2.4 |
//! | pool, jet fire, fireball | within 35 kW/m²; probit beyond | 1; P | 1; 0.14 P | 1; 0 | 5.2.3 |
//! | explosion | within 30 kPa; 10 kPa | 1; 0 | 1; 0 | 1; 0.025 | 5.2.5 |
//!
//! * An explosion is one of strength 10 (multi-energy) of 0.08 of the flammable mass in the middle of the cloud:
//!   Purple Book as applied, from memory.
//! * What is poisonous and burns readily burns where it ignites at once and else poisons; what is poisonous and burns
//!   badly (ammonia) poisons: CPR 18E 4.7, from memory.
//! * A sudden release of a liquefied gas has a second cloud from what lies on the ground: who stays breathes both, and
//!   either may burn or explode (`poison`, `flammable`).
//! * What only burns ignites late in all other cases, where there is a flammable cloud: the Purple Book's rule for
//!   individual risk where no sources of ignition are known (4.8, from memory).

use super::Unmodelled;
use super::cloud::{Cloud, Weather};
use super::contents::{Contents, Ignites};
use super::equipment::Loss;
use super::flammable::{Flammable, blast, flash};
use super::heat::{Heat, Line};
use super::poison::poison;
use super::release::{Release, release};
use crate::consequence::fire::air::Air;
use crate::consequence::fire::emissive_power::{SOOT_SHARE, SOOT_W_M2, clean_w_m2, sooty_w_m2};
use crate::consequence::fire::pool::{Path, PoolFire};
use crate::consequence::fire::pool_flame::{self, BurningPool};
use crate::consequence::fire::{burning, fireball, jet_point};
use crate::consequence::source::pool::diameter_m;
use crate::facts::Storage;
use crate::risk::event_tree::{self, BLEVE_SHARE, Hazard};
use crate::risk::footprint::{Footprint, Radii};
use crate::risk::ignition::{Amount, SubstanceClass, direct};

/// Share of the heat of a flame that is radiated: upper end of the Yellow Book's 6.5.4 for pools and of API 521's for
/// jets.
const POOL_RADIATES: f64 = 0.4;
const JET_RADIATES: f64 = 0.3;
/// Direct ignition of a K2 liquid: Bevi Reference Manual, from memory.
const K2_DIRECT: f64 = 0.01;

/// What a release becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Toxic cloud.
    Toxic,
    /// Pool fire.
    PoolFire,
    /// Jet fire.
    JetFire,
    /// Fireball.
    Fireball,
    /// Flash fire.
    FlashFire,
    /// Explosion of the cloud.
    Explosion,
}

impl Kind {
    /// Code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Toxic => "toxic",
            Self::PoolFire => "pool_fire",
            Self::JetFire => "jet_fire",
            Self::Fireball => "fireball",
            Self::FlashFire => "flash_fire",
            Self::Explosion => "explosion",
        }
    }

    /// Chinese name.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Toxic => "中毒",
            Self::PoolFire => "池火",
            Self::JetFire => "喷射火",
            Self::Fireball => "火球",
            Self::FlashFire => "闪火",
            Self::Explosion => "蒸气云爆炸",
        }
    }

    /// English name.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Toxic => "toxic cloud",
            Self::PoolFire => "pool fire",
            Self::JetFire => "jet fire",
            Self::Fireball => "fireball",
            Self::FlashFire => "flash fire",
            Self::Explosion => "vapour cloud explosion",
        }
    }

    /// The model that computes it, as `anjie model list` names it.
    pub const fn model(self) -> &'static str {
        match self {
            Self::Toxic => "toxic_dose_probit",
            Self::PoolFire => "fire_pool",
            Self::JetFire => "fire_jet",
            Self::Fireball => "fire_fireball_bleve",
            Self::FlashFire => "flash_fire_envelope",
            Self::Explosion => "blast_vce_bst_me",
        }
    }

    /// Where its equations and its rule of death stand.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Toxic => "CPR 18E (1999) 5.2.2; Briggs (1973), Britter and McQuaid (1988)",
            Self::PoolFire => "Thomas (1963), TNO Yellow Book (2005) 6.5; CPR 18E 5.2.3",
            Self::JetFire => "API 521 point source, AQ/T 3046-2013 E.57; CPR 18E 5.2.3",
            Self::Fireball => "TNO Yellow Book (2005) 6.5, Roberts (1982); CPR 18E 5.2.3",
            Self::FlashFire => "CPR 18E 5.2.4; Briggs (1973), Britter and McQuaid (1988)",
            Self::Explosion => {
                "multi-energy, strength 10, 0.08 of the flammable mass (from memory); CPR 18E 5.2.5"
            }
        }
    }
}

/// A part of a footprint with the shares of it that die.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where.
    pub footprint: Footprint,
    /// Of one who is always there, outdoors, unprotected.
    pub individual: f64,
    /// Of people outdoors.
    pub outdoors: f64,
    /// Of people indoors.
    pub indoors: f64,
}

/// An outcome in one weather.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What.
    pub kind: Kind,
    /// Probability, given the release and the weather.
    pub probability: f64,
    /// Whom it kills.
    pub pieces: Vec<Piece>,
    /// Farthest that one dies, m.
    pub reach_m: f64,
}

/// All that becomes of a loss of containment in one weather.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The release.
    pub release: Release,
    /// Distance to the lower flammable limit, m; 0 where there is none.
    pub flammable_m: f64,
    /// How far the cloud of the vessel is a heavy one, 0 to 1.
    pub heaviness: f64,
    /// Probabilities of the event tree.
    pub branches: event_tree::Branches,
    /// The deadly outcomes.
    pub outcomes: Vec<Outcome>,
}

/// Follows a loss of containment in one weather; none where the vessel is empty.
///
/// # Errors
/// [`Unmodelled`] for a property that the tables lack, or an input that a model refuses: what cannot be followed is not
/// without risk.
pub fn course(
    contents: &Contents,
    loss: Loss,
    weather: &Weather,
    radii: &Radii,
) -> Result<Option<Course>, Unmodelled> {
    let Some(release) = release(contents, loss, weather.speed_m_s, weather.air_k)? else {
        return Ok(None);
    };
    // What is in the air at once or from the vessel, and then what boils off the rest of a sudden release.
    let releases: Vec<Release> = std::iter::once(release).chain(release.of_pool()).collect();
    let mut clouds = Vec::new();
    let mut airborne = Vec::new();
    for one in &releases {
        if let Some(cloud) = Cloud::new(contents, one, weather)? {
            clouds.push(cloud);
            airborne.push(one.airborne);
        }
    }
    let burns = contents.ignites != Ignites::Never;
    let limit = contents.lower_limit_kg_m3(weather.air_k).filter(|_| burns);
    let flammable: Vec<Flammable<'_>> = clouds
        .iter()
        .zip(&airborne)
        .filter_map(|(cloud, airborne)| Flammable::of(cloud, limit?, *airborne, weather))
        .collect();
    let branches = event_tree::branches(&tree(contents, loss, &release, !flammable.is_empty()))?;
    let mut outcomes = Vec::new();
    let mut add = |kind: Kind, probability: f64, pieces: Vec<Piece>| {
        let reach = |p: &Piece| p.footprint.reach_m(radii);
        let reach_m = pieces.iter().map(reach).fold(0.0, f64::max);
        if reach_m > 0.0 {
            outcomes.push(Outcome {
                kind,
                probability,
                pieces,
                reach_m,
            });
        }
    };
    if branches.fire > 0.0 {
        let (kind, pieces) = fire(contents, &release, weather, radii)?;
        add(kind, branches.fire, pieces);
    }
    if branches.fireball > 0.0 {
        add(Kind::Fireball, branches.fireball, ball(contents, radii)?);
    }
    if !flammable.is_empty() {
        if branches.flash_fire > 0.0 {
            add(
                Kind::FlashFire,
                branches.flash_fire,
                flash(&flammable, radii),
            );
        }
        if branches.explosion > 0.0 {
            let heat = contents.heat_of_combustion_j_kg();
            let pieces = blast(&flammable, heat, radii);
            add(Kind::Explosion, branches.explosion, pieces);
        }
    }
    if let (true, Some(toxicity)) = (branches.toxic > 0.0, &contents.toxicity) {
        add(
            Kind::Toxic,
            branches.toxic,
            poison(&clouds, toxicity, radii),
        );
    }
    Ok(Some(Course {
        release,
        flammable_m: flammable.iter().map(|f| f.far_m).fold(0.0, f64::max),
        heaviness: clouds.first().map_or(0.0, Cloud::heaviness),
        branches,
        outcomes,
    }))
}

/// The event tree's probabilities.
fn tree(
    contents: &Contents,
    loss: Loss,
    release: &Release,
    has_cloud: bool,
) -> event_tree::Release {
    let amount = match release.outflow_kg_s {
        None => Amount::Instantaneous(release.mass_kg),
        Some(rate) => Amount::Continuous(rate),
    };
    let (direct, is_readily) = match contents.ignites {
        Ignites::Never | Ignites::K3Liquid => (0.0, false),
        Ignites::K2Liquid => (K2_DIRECT, true),
        Ignites::K1Liquid => (direct(SubstanceClass::K1Liquid, amount), true),
        Ignites::LowGas => (direct(SubstanceClass::LowGas, amount), false),
        Ignites::OtherGas => (direct(SubstanceClass::OtherGas, amount), true),
    };
    let hazard = match (&contents.toxicity, contents.ignites) {
        (Some(_), _) if !is_readily => Hazard::Toxic,
        (Some(_), _) => Hazard::Both,
        (None, _) => Hazard::Flammable,
    };
    let is_pressed = matches!(
        contents.storage,
        Storage::PressurisedLiquefied | Storage::CompressedGas
    );
    let bursts = loss == Loss::Instantaneous && is_pressed;
    event_tree::Release {
        hazard,
        direct,
        delayed: f64::from(hazard == Hazard::Flammable && has_cloud),
        bleve: bursts.then_some(BLEVE_SHARE),
        ..event_tree::Release::default()
    }
}

/// What ignites at once: a jet under pressure, else a pool.
fn fire(
    contents: &Contents,
    release: &Release,
    weather: &Weather,
    radii: &Radii,
) -> Result<(Kind, Vec<Piece>), Unmodelled> {
    let heat = contents.heat_of_combustion_j_kg();
    let is_pressed = matches!(
        contents.storage,
        Storage::PressurisedLiquefied | Storage::CompressedGas
    );
    if let (true, Some(rate)) = (is_pressed, release.outflow_kg_s) {
        let length = jet_point::length_m(heat, rate);
        let jet = Heat {
            ahead_m: 0.5 * length,
            duration_s: release.duration_s,
            flame_m: 0.5 * length,
            distance_m: |q: f64| jet_point::distance_m(JET_RADIATES * heat * rate, 1.0, q),
        };
        return Ok((Kind::JetFire, jet.pieces(radii)));
    }
    Ok((
        Kind::PoolFire,
        pool_fire(contents, release, weather, radii)?,
    ))
}

/// Burning rate of a large pool by the equation of Burgess, kg/(m² s): as the table has it, or by its heats; without
/// the warming up of the liquid where its heat capacity is not known, which is to the safe side.
fn burgess(contents: &Contents) -> Result<f64, Unmodelled> {
    let (chemical, substance) = (contents.chemical, &contents.substance);
    if let Some(known) = chemical.burn_rate_burgess_kg_m2_s {
        return Ok(known);
    }
    let capacity = substance.liquid_heat_capacity;
    let liquid = burning::Liquid {
        heat_of_combustion_j_kg: contents.heat_of_combustion_j_kg(),
        heat_of_vaporisation_j_kg: chemical.hvap_tb_j_kg,
        heat_capacity_j_kg_k: capacity.map_or(0.0, |c| c.at(contents.temperature_k)),
        boiling_point_k: substance.boiling_k,
    };
    Ok(burning::burgess(&liquid, contents.temperature_k)?)
}

fn pool_fire(
    contents: &Contents,
    release: &Release,
    weather: &Weather,
    radii: &Radii,
) -> Result<Vec<Piece>, Unmodelled> {
    let chemical = contents.chemical;
    let diameter = diameter_m(release.pool_m2);
    let rate = match chemical.burn_rate_inf_kg_m2_s {
        Some(rate) => burning::babrauskas(rate, chemical.burn_kbeta_per_m, diameter)?,
        None => burgess(contents)?,
    };
    let air = Air {
        temperature_k: weather.air_k,
        ..Air::default()
    };
    let pool = BurningPool {
        diameter_m: diameter,
        burning_rate_kg_m2_s: rate,
        air_density_kg_m3: air.density_kg_m3(),
    }
    .checked()?;
    let length = pool.length_m(weather.speed_m_s);
    let tilt = pool_flame::tilt_rad(diameter, weather.speed_m_s, air.kinematic_viscosity_m2_s());
    let clean = clean_w_m2(
        POOL_RADIATES,
        rate,
        contents.heat_of_combustion_j_kg(),
        length / diameter,
    );
    let power = sooty_w_m2(clean, SOOT_SHARE, SOOT_W_M2);
    let flame = PoolFire::new(diameter, length, tilt, power, Path::Through(air))?;
    let first = 0.5 * diameter;
    let line = |sign: f64| {
        Line::of(first, 30.0 * (diameter + length), |r| {
            flame.flux_w_m2(sign * r, 0.0, 0.0)
        })
    };
    let (down, up) = (line(1.0), line(-1.0));
    let middle = |q: f64| 0.5 * (down.distance_m(q) - up.distance_m(q));
    let heat = Heat {
        // The discs have one middle, that of 10 kW/m²: an engineering choice.
        ahead_m: middle(10e3).max(0.0),
        duration_s: f64::INFINITY,
        flame_m: first,
        distance_m: |q: f64| 0.5 * (down.distance_m(q) + up.distance_m(q)),
    };
    Ok(heat.pieces(radii))
}

/// A fireball over the vessel.
fn ball(contents: &Contents, radii: &Radii) -> Result<Vec<Piece>, Unmodelled> {
    let size = fireball::size(contents.mass_kg, fireball::Method::YellowBook)?;
    let fraction = fireball::radiative_fraction(contents.pressure_pa);
    let heat = contents.heat_of_combustion_j_kg();
    let ball = fireball::Fireball {
        size,
        emissive_power_w_m2: fireball::emissive_power_w_m2(&size, contents.mass_kg, heat, fraction),
        path: Path::Through(Air::default()),
    };
    let line = Line::of(0.05 * size.diameter_m, 30.0 * size.diameter_m, |r| {
        ball.flux_w_m2(r)
    });
    let heat = Heat {
        ahead_m: 0.0,
        duration_s: size.duration_s,
        flame_m: 0.5 * size.diameter_m,
        distance_m: |q: f64| line.distance_m(q),
    };
    Ok(heat.pieces(radii))
}

#[cfg(test)]
mod tests {
    use super::super::contents::tests::vessel;
    use super::*;
    use crate::consequence::dispersion::stability::{Stability, Terrain};

    const WEATHER: Weather = Weather {
        stability: Stability::D,
        speed_m_s: 5.0,
        air_k: 293.15,
        terrain: Terrain::Urban,
    };

    fn of(name: &str, storage: Storage, tonnes: f64, loss: Loss) -> Course {
        let contents = Contents::of(&vessel(name, storage, tonnes), 293.15).unwrap();
        course(&contents, loss, &WEATHER, &Radii::default())
            .unwrap()
            .unwrap()
    }

    fn kinds(course: &Course) -> Vec<Kind> {
        course.outcomes.iter().map(|o| o.kind).collect()
    }

    #[test]
    fn each_substance_does_what_it_can() {
        let chlorine = of("氯", Storage::PressurisedLiquefied, 20.0, Loss::TenMinutes);
        assert_eq!(kinds(&chlorine), [Kind::Toxic]);
        let propane = of(
            "propane",
            Storage::PressurisedLiquefied,
            50.0,
            Loss::Instantaneous,
        );
        assert_eq!(
            kinds(&propane),
            [Kind::Fireball, Kind::FlashFire, Kind::Explosion]
        );
        let leak = of("propane", Storage::PressurisedLiquefied, 50.0, Loss::Hole);
        assert_eq!(
            kinds(&leak),
            [Kind::JetFire, Kind::FlashFire, Kind::Explosion]
        );
        let toluene = of(
            "108-88-3",
            Storage::AtmosphericLiquid,
            500.0,
            Loss::Instantaneous,
        );
        assert_eq!(toluene.outcomes[0].kind, Kind::PoolFire);
        let ammonia = of(
            "7664-41-7",
            Storage::PressurisedLiquefied,
            50.0,
            Loss::TenMinutes,
        );
        assert_eq!(kinds(&ammonia), [Kind::Toxic]);
    }

    #[test]
    fn probabilities_of_the_outcomes_are_those_of_the_tree() {
        for (name, storage, loss) in [
            ("氯", Storage::PressurisedLiquefied, Loss::Hole),
            (
                "propane",
                Storage::PressurisedLiquefied,
                Loss::Instantaneous,
            ),
            ("107-13-1", Storage::AtmosphericLiquid, Loss::TenMinutes),
            (
                "7783-06-4",
                Storage::PressurisedLiquefied,
                Loss::Instantaneous,
            ),
        ] {
            let course = of(name, storage, 30.0, loss);
            assert_eq!(course.branches.sum().to_bits(), 1.0_f64.to_bits());
            let sum: f64 = course.outcomes.iter().map(|o| o.probability).sum();
            assert!((0.0..=1.0 + 1e-12).contains(&sum), "{name}: {sum}");
        }
    }

    /// Whatever the tables lack of a chemical is said: none is without risk in silence.
    #[test]
    fn every_chemical_has_a_course_or_a_reason() {
        use crate::standards::chemicals;
        let mut followed = 0;
        for chemical in chemicals::all() {
            for storage in [
                Storage::PressurisedLiquefied,
                Storage::RefrigeratedLiquefied,
                Storage::AtmosphericLiquid,
                Storage::CompressedGas,
            ] {
                let mut v = vessel(&chemical.cas, storage, 20.0);
                v.pressure_kpa = (storage == Storage::CompressedGas).then_some(2_000.0);
                let Ok(contents) = Contents::of(&v, 293.15) else {
                    continue;
                };
                for loss in [Loss::Instantaneous, Loss::TenMinutes, Loss::Hole] {
                    match course(&contents, loss, &WEATHER, &Radii::default()) {
                        Ok(course) => {
                            let course = course.unwrap();
                            assert!(course.release.mass_kg > 0.0, "{}", chemical.name_en);
                            followed += 1;
                        }
                        Err(why) => assert!(why.reason.en.contains("not"), "{why:?}"),
                    }
                }
            }
        }
        assert!(followed > 600, "{followed}");
        let mut empty = vessel("氯", Storage::PressurisedLiquefied, 0.0);
        empty.quantity_t = Some(0.0);
        let empty = Contents::of(&empty, 293.15).unwrap();
        let none = course(&empty, Loss::TenMinutes, &WEATHER, &Radii::default());
        assert_eq!(none, Ok(None));
    }

    /// The second cloud adds, never takes away, and vanishes with the pool.
    #[test]
    fn a_pool_of_a_sudden_release_adds_to_its_harm() {
        let radii = Radii::default();
        let hurt = |course: &Course| -> Vec<(Kind, f64)> {
            let area = |o: &Outcome| -> f64 {
                let pieces = o.pieces.iter();
                pieces
                    .map(|p| p.outdoors * p.footprint.area_m2(&radii))
                    .sum()
            };
            course.outcomes.iter().map(|o| (o.kind, area(o))).collect()
        };
        for (name, kind) in [("氯", Kind::Toxic), ("106-97-8", Kind::FlashFire)] {
            let whole = vessel(name, Storage::PressurisedLiquefied, 50.0);
            let contents = Contents::of(&whole, 293.15).unwrap();
            let with_bund = |bund_m2| {
                let contents = Contents {
                    bund_m2: Some(bund_m2),
                    ..contents
                };
                course(&contents, Loss::Instantaneous, &WEATHER, &radii)
                    .unwrap()
                    .unwrap()
            };
            let (none, some) = (with_bund(1e-6), with_bund(1_500.0));
            let of = |course: &Course| hurt(course).iter().find(|(k, _)| *k == kind).unwrap().1;
            assert!(some.release.after.is_some(), "{name}");
            let (least, most) = (of(&none), of(&some));
            assert!(most >= least, "{name}: {most} {least}");
            // Loads add up, however little of the ground the second cloud reaches beyond the first.
            assert!(kind != Kind::Toxic || most > least, "{name}");
            let alone = Release {
                after: None,
                ..none.release
            };
            let cloud = Cloud::new(&contents, &alone, &WEATHER).unwrap().unwrap();
            if let Some(toxicity) = contents.toxicity {
                let puff = poison(&[cloud], &toxicity, &radii)[0]
                    .footprint
                    .area_m2(&radii);
                assert!((of(&none) / puff - 1.0).abs() < 1e-3, "{name}");
            }
            // No jump as the pool grows.
            let mut bund = 1.0;
            while bund < 1_500.0 {
                let (a, b) = (of(&with_bund(bund)), of(&with_bund(bund * 1.01)));
                assert!(b >= 0.999 * a && b < 1.05 * a, "{name} {bund}: {a} {b}");
                bund *= 2.0;
            }
        }
    }

    #[test]
    fn more_reaches_farther() {
        let reach = |tonnes| {
            of(
                "氯",
                Storage::PressurisedLiquefied,
                tonnes,
                Loss::TenMinutes,
            )
            .outcomes[0]
                .reach_m
        };
        assert!(reach(10.0) > 1.2 * reach(1.0));
        assert!((200.0..5000.0).contains(&reach(10.0)), "{}", reach(10.0));
    }

    #[test]
    fn a_footprint_is_a_probability() {
        for (name, storage) in [
            ("氯", Storage::PressurisedLiquefied),
            ("propane", Storage::PressurisedLiquefied),
            ("benzene", Storage::AtmosphericLiquid),
        ] {
            for loss in [Loss::Instantaneous, Loss::TenMinutes, Loss::Hole] {
                for outcome in of(name, storage, 100.0, loss).outcomes {
                    for psi in [0.0, 0.3, 1.0, 3.0] {
                        let rings = outcome
                            .pieces
                            .iter()
                            .map(|p| p.footprint.rings.len())
                            .max()
                            .unwrap();
                        for k in 0..rings {
                            let at = |weigh: fn(&Piece) -> f64| -> f64 {
                                outcome
                                    .pieces
                                    .iter()
                                    .filter_map(|p| {
                                        Some(weigh(p) * p.footprint.rings.get(k)?.at(psi))
                                    })
                                    .sum()
                            };
                            let (one, out, inside) =
                                (at(|p| p.individual), at(|p| p.outdoors), at(|p| p.indoors));
                            for v in [one, out, inside] {
                                assert!((0.0..=1.0 + 1e-5).contains(&v), "{name} {outcome:?} {v}");
                            }
                            assert!(inside <= out + 0.025 + 1e-5 && out <= one + 1e-5);
                        }
                    }
                }
            }
        }
    }
}
