//! How fast a loss of containment flows out, and for how long.
//!
//! | loss | rate | source |
//! |---|---|---|
//! | at once | – | CPR 18E table 3.1 |
//! | in 10 minutes | what is there over 600 s | CPR 18E table 3.1 |
//! | hole, leak | gas: choked or not; liquid: Bernoulli, boils behind the hole | [`gas`], [`nonequilibrium`] |
//! | rupture of a pipe | the same through an open end, slowed down by the friction of each side | [`pipe`], below |
//!
//! Friction in a pipe of length L: a gas by Fanno's relation ([`pipe`]), no faster than through a hole; a liquid by
//!
//! ```text
//! G = G0 / sqrt(1 + 4 f L/d)        G0: flux out of an open end without friction, kg/(m² s)
//! ```
//! which is Darcy and Weisbach's equation with one velocity head for the exit. A boiling liquid is taken to lose its
//! pressure alike: an engineering choice. The pressure at the far end of a side is that of the line.
//!
//! A hole has a coefficient of 0.62 for liquids, 1 for gases (CPR 18E 4.6, from memory), an open end 1. A release is
//! steady and ends after half an hour at most (CPR 18E 4.6.4), out of a pipe when valves have closed
//! ([`isolation`](super::isolation)).

use super::Unmodelled;
use super::contents::{Contents, Pipe};
use super::equipment::Loss;
use super::release::liquid_kg_m3;
use crate::consequence::source::duration::{LONGEST_S, Limits, Release, in_ten_minutes, limited};
use crate::consequence::source::two_phase::BoilingLiquid;
use crate::consequence::source::{gas, nonequilibrium, pipe};
use crate::consequence::{ATMOSPHERE_PA, G};
use crate::facts::Storage;

/// Diameter of the hole, m: CPR 18E tables 3.3 and 3.5.
const HOLE_M: f64 = 0.01;
/// Discharge coefficient of a liquid: CPR 18E (1999) 4.6, from memory.
const CD_LIQUID: f64 = 0.62;
/// Discharge coefficient of a gas: CPR 18E (1999) 4.6, from memory.
const CD_GAS: f64 = 1.0;
/// Discharge coefficient of an open end of a pipe.
const CD_OPEN: f64 = 1.0;
/// Roughness of commercial steel, m: Moody (1944), from memory.
const ROUGHNESS_M: f64 = 4.5e-5;
/// Head of liquid over a hole in a vessel, m, where the height of the tank is not known. An engineering choice.
pub(super) const HEAD_M: f64 = 5.0;

/// What flows out; none where everything is out at once.
///
/// # Errors
/// [`Unmodelled`] for a property that the tables lack.
pub(super) fn outflow(contents: &Contents, loss: Loss) -> Result<Option<Release>, Unmodelled> {
    let rate = match (loss, contents.pipe) {
        (Loss::Instantaneous, _) => return Ok(None),
        (Loss::TenMinutes, _) => return Ok(Some(in_ten_minutes(contents.mass_kg))),
        (Loss::Rupture, Some(of)) => f64::from(of.sides) * side_kg_s(contents, &of)?,
        (Loss::Leak, Some(of)) => hole_kg_s(contents, of.leak_m, of.head_m)?,
        // A pipe that nobody knows has no size.
        (Loss::Rupture | Loss::Leak, None) => {
            return Err(Unmodelled::new(
                Some("diameter_mm"),
                "缺少管径, 风险未计算".to_owned(),
                "the diameter of the pipe is missing: its risk is not computed".to_owned(),
            ));
        }
        (Loss::Hole, _) => hole_kg_s(contents, HOLE_M, HEAD_M)?,
    };
    let open_s = match loss {
        Loss::Rupture | Loss::Leak => contents.pipe.map_or(LONGEST_S, |p| p.open_s),
        _ => LONGEST_S,
    };
    let limits = Limits {
        inventory_kg: contents.mass_kg,
        feed_kg_s: 0.0,
        isolation_s: 0.0,
        longest_s: open_s.min(LONGEST_S),
    };
    Ok(Some(limited(rate, &limits)?))
}

fn area_m2(diameter_m: f64) -> f64 {
    0.25 * std::f64::consts::PI * diameter_m * diameter_m
}

/// Flow through a hole, kg/s.
fn hole_kg_s(contents: &Contents, diameter_m: f64, head_m: f64) -> Result<f64, Unmodelled> {
    let area = area_m2(diameter_m);
    if contents.storage == Storage::CompressedGas {
        return Ok(gas::rate_kg_s(
            &reservoir(contents)?,
            CD_GAS,
            area,
            ATMOSPHERE_PA,
        ));
    }
    // Thin wall: the liquid has no time to boil.
    Ok(area * liquid_flux_kg_m2_s(contents, CD_LIQUID, head_m, 0.0)?)
}

/// Flow out of one side of a torn pipe, kg/s.
fn side_kg_s(contents: &Contents, of: &Pipe) -> Result<f64, Unmodelled> {
    let area = area_m2(of.bore_m);
    let fanning = pipe::rough_fanning(of.bore_m, ROUGHNESS_M.min(0.1 * of.bore_m));
    if contents.storage == Storage::CompressedGas {
        let from = reservoir(contents)?;
        let open = gas::rate_kg_s(&from, CD_OPEN, area, ATMOSPHERE_PA);
        let long = pipe::Pipe {
            pressure_pa: from.pressure_pa,
            temperature_k: from.temperature_k,
            molar_mass_kg_mol: from.molar_mass_kg_mol,
            gamma: from.gamma,
            diameter_m: of.bore_m,
            length_m: of.side_m,
            fanning,
        };
        let rubbed = long.flow_to(ATMOSPHERE_PA).map_or(0.0, |f| f.rate_kg_s);
        return Ok(open.min(rubbed));
    }
    let boils_m = nonequilibrium::EQUILIBRIUM_LENGTH_M.min(of.side_m);
    let open = liquid_flux_kg_m2_s(contents, CD_OPEN, of.head_m, boils_m)?;
    // G = G0 / sqrt(1 + 4 f L/d)
    Ok(area * open / (1.0 + 4.0 * fanning * of.side_m / of.bore_m).sqrt())
}

/// Gas as it is held.
fn reservoir(contents: &Contents) -> Result<gas::Reservoir, Unmodelled> {
    let substance = &contents.substance;
    let gamma = substance.gamma.ok_or_else(|| {
        Unmodelled::lacking(
            contents.chemical,
            "比热比",
            "the ratio of the heat capacities",
        )
    })?;
    Ok(gas::Reservoir {
        pressure_pa: contents.pressure_pa,
        temperature_k: contents.temperature_k,
        molar_mass_kg_mol: substance.molar_mass_kg_mol,
        gamma,
        compressibility: 1.0,
    })
}

/// Flux of a liquid under a head through a hole of a length, kg/(m² s).
fn liquid_flux_kg_m2_s(
    contents: &Contents,
    cd: f64,
    head_m: f64,
    length_m: f64,
) -> Result<f64, Unmodelled> {
    let boiling = BoilingLiquid::of(
        &contents.substance,
        contents.pressure_pa,
        contents.temperature_k,
    );
    if let Some(liquid) = boiling {
        let over = liquid.liquid_kg_m3 * G * head_m;
        let pressed = BoilingLiquid {
            pressure_pa: liquid.pressure_pa + over,
            ..liquid
        };
        return Ok(nonequilibrium::flux_kg_m2_s(
            &pressed,
            cd,
            length_m,
            ATMOSPHERE_PA,
        ));
    }
    let density = liquid_kg_m3(contents, contents.temperature_k)?;
    let over = (contents.pressure_pa - ATMOSPHERE_PA).max(0.0) + density * G * head_m;
    Ok(cd * (2.0 * density * over).sqrt())
}

#[cfg(test)]
mod tests {
    use super::super::contents::tests::vessel;
    use super::*;

    fn in_pipe(name: &str, storage: Storage, gauge_kpa: f64, side_m: f64) -> Contents {
        let mut v = vessel(name, storage, 1e9);
        v.pressure_kpa = Some(gauge_kpa);
        let mut contents = Contents::of(&v, 293.15).unwrap();
        contents.pipe = Some(Pipe {
            bore_m: 0.2,
            leak_m: 0.02,
            side_m,
            sides: 2,
            head_m: 0.0,
            open_s: LONGEST_S,
        });
        contents
    }

    fn rate(contents: &Contents, loss: Loss) -> f64 {
        outflow(contents, loss).unwrap().unwrap().rate_kg_s
    }

    #[test]
    fn chlorine_through_a_hole_of_10_mm_is_about_a_kilogram_a_second() {
        // Bernoulli at 5.8 bar over the air: 0.62 · 7.85e-5 · sqrt(2 · 1410 · 5.8e5) = 1.97 kg/s.
        let v = vessel("氯", Storage::PressurisedLiquefied, 25.0);
        let rate = rate(&Contents::of(&v, 293.15).unwrap(), Loss::Hole);
        assert!((1.8..2.2).contains(&rate), "{rate}");
    }

    #[test]
    fn a_leak_of_a_liquid_is_bernoulli_and_friction_is_that_of_darcy() {
        let toluene = in_pipe("108-88-3", Storage::AtmosphericLiquid, 1600.0, 5_000.0);
        let density = liquid_kg_m3(&toluene, 293.15).unwrap();
        let bernoulli = 0.62 * area_m2(0.02) * (2.0 * density * 1.6e6).sqrt();
        assert!((rate(&toluene, Loss::Leak) / bernoulli - 1.0).abs() < 1e-6);
        // dp = (1 + 4 f L/d) rho u²/2 on each side.
        let u = 0.5 * rate(&toluene, Loss::Rupture) / (density * area_m2(0.2));
        let f = pipe::rough_fanning(0.2, ROUGHNESS_M);
        let dp = (1.0 + 4.0 * f * 5_000.0 / 0.2) * 0.5 * density * u * u;
        assert!((dp / 1.6e6 - 1.0).abs() < 1e-6, "{dp}");
    }

    #[test]
    fn a_longer_pipe_flows_slower_and_nothing_jumps() {
        for (name, storage, gauge) in [
            ("methane", Storage::CompressedGas, 4_000.0),
            ("propylene", Storage::PressurisedLiquefied, 2_500.0),
            ("108-88-3", Storage::AtmosphericLiquid, 1_600.0),
        ] {
            let mut side = 1.0;
            let mut last = f64::INFINITY;
            while side < 20_000.0 {
                let of = |side| rate(&in_pipe(name, storage, gauge, side), Loss::Rupture);
                let (here, near) = (of(side), of(side * 1.001));
                assert!(here > 0.0 && here <= last, "{name} {side}");
                assert!(near > 0.99 * here, "{name} {side}: {here} {near}");
                last = here;
                side *= 1.3;
            }
            let of = |side| in_pipe(name, storage, gauge, side);
            assert!(rate(&of(100.0), Loss::Leak) < rate(&of(100.0), Loss::Rupture));
        }
    }

    #[test]
    fn a_pipe_without_a_size_has_no_rate() {
        let v = vessel("氯", Storage::PressurisedLiquefied, 25.0);
        let c = Contents::of(&v, 293.15).unwrap();
        let why = outflow(&c, Loss::Rupture).unwrap_err();
        assert_eq!(why.field, Some("diameter_mm"));
    }
}
