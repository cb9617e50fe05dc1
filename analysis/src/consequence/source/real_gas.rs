//! Gas through a hole by the equation of state of Peng and Robinson.
//!
//! ```text
//! s(T, p) = s(T0, p0),   G(p) = rho sqrt(2 (h0 - h)),   throat where G is greatest, not below pa
//! ```
//! The gas is taken as vapour to the throat, also where it is supercooled there: condensation needs longer than the
//! way through a hole (Phast calls this "metastable").
//!
//! Verified: propane vapour against a Phast report (mass rate 0.3 %, velocity 0.8 %, throat 0.1 K), hydrogen, methane
//! and propane against HyRAM+ with reference equations of state (0.1 to 3.4 %).
//! Valid for pure gases as [`PengRobinson`] is.

use super::expansion::{Expanded, momentum_velocity_m_s};
use super::gas::Throat;
use crate::consequence::Outside;
use crate::consequence::properties::{PengRobinson, Phase, Substance};

/// Least ratio of throat to vessel pressure that is tried.
const LEAST_RATIO: f64 = 0.05;

/// State of a gas in the narrowest part of its jet, from pressure and temperature in the vessel and pressure outside.
pub fn throat(gas: &PengRobinson, pressure_pa: f64, temperature_k: f64, ambient_pa: f64) -> Throat {
    let (p0, t0) = (pressure_pa, temperature_k);
    let h0 = gas.enthalpy_j_kg(t0, p0, Phase::Vapour);
    let s0 = gas.entropy_j_kg_k(t0, p0, Phase::Vapour);
    let at = |p: f64| {
        let t = gas.temperature_at_entropy_k(s0, p, 0.1 * t0, t0);
        let u = (2.0 * (h0 - gas.enthalpy_j_kg(t, p, Phase::Vapour)))
            .max(0.0)
            .sqrt();
        let rho = gas.density_kg_m3(t, p, Phase::Vapour);
        (rho * u, t, rho, u)
    };
    let low = ambient_pa.max(LEAST_RATIO * p0).min(p0);
    let best = greatest(low, p0, |p| at(p).0);
    // The flow is subsonic where it would still grow with less pressure outside.
    let choked = best > low * (1.0 + 1e-6);
    let p = if choked { best } else { low };
    let (flux, t, rho, u) = at(p);
    let most = if choked {
        flux
    } else {
        let bottom = LEAST_RATIO * p0;
        at(greatest(bottom, p0, |p| at(p).0)).0
    };
    Throat {
        choked,
        psi: if most > 0.0 {
            (flux / most).min(1.0)
        } else {
            0.0
        },
        flux_kg_m2_s: flux,
        pressure_pa: p,
        temperature_k: t,
        density_kg_m3: rho,
        velocity_m_s: u,
    }
}

/// Where a function with one maximum has it, between two bounds: golden section, to a ten-millionth.
fn greatest(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_8;
    let (mut a, mut b) = (low, high);
    let (mut c, mut d) = (b - GOLDEN * (b - a), a + GOLDEN * (b - a));
    let (mut fc, mut fd) = (f(c), f(d));
    for _ in 0..34 {
        if fc >= fd {
            (b, d, fd) = (d, c, fc);
            c = b - GOLDEN * (b - a);
            fc = f(c);
        } else {
            (a, c, fc) = (c, d, fd);
            d = a + GOLDEN * (b - a);
            fd = f(d);
        }
    }
    // A maximum at the lower bound is that bound.
    if f(low) >= fc.max(fd) {
        low
    } else {
        f64::midpoint(a, b)
    }
}

/// The jet at the pressure outside, by conservation of momentum and energy; where that is below the dew point, wet
/// at the boiling temperature.
pub fn expand(
    gas: &PengRobinson,
    substance: &Substance,
    (pressure_pa, temperature_k): (f64, f64),
    throat: &Throat,
    ambient_pa: f64,
) -> Expanded {
    let u = momentum_velocity_m_s(throat, ambient_pa);
    let h = gas.enthalpy_j_kg(temperature_k, pressure_pa, Phase::Vapour) - 0.5 * u * u;
    let boiling = substance.vapour_pressure.saturation_k(ambient_pa);
    let dew = boiling.map_or(0.1 * temperature_k, |t| t.min(temperature_k));
    let h_dew = gas.enthalpy_j_kg(dew, ambient_pa, Phase::Vapour);
    let latent = boiling.and_then(|t| substance.vaporisation.at(t));
    let (t, liquid) = match latent {
        Some(latent) if h < h_dew => (dew, ((h_dew - h) / latent).min(1.0)),
        _ => (
            gas.temperature_at_enthalpy_k(h, ambient_pa, dew, temperature_k),
            0.0,
        ),
    };
    let vapour = gas.density_kg_m3(t, ambient_pa, Phase::Vapour);
    let drop = substance
        .liquid_density
        .and_then(|d| d.at(t))
        .map_or(0.0, f64::recip);
    Expanded {
        temperature_k: t,
        velocity_m_s: u,
        density_kg_m3: ((1.0 - liquid) / vapour + liquid * drop).recip(),
        liquid_share: liquid,
    }
}

/// Where the state in the vessel is outside of the model: by the equation of state, and where the substance is a
/// liquid there.
pub fn outside(
    gas: &PengRobinson,
    substance: &Substance,
    pressure_pa: f64,
    temperature_k: f64,
) -> Vec<Outside> {
    let condenses = substance
        .vapour_pressure
        .at(temperature_k)
        .filter(|p| pressure_pa > 1.05 * p)
        .map(|max| Outside {
            what: "pressure of the gas, Pa",
            value: pressure_pa,
            min: 0.0,
            max,
            source: "its vapour pressure: beyond it the substance is a liquid",
        });
    [
        condenses,
        gas.outside(temperature_k, pressure_pa),
        substance.gas_outside(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consequence::source::gas::Reservoir;
    use proptest::prelude::*;

    fn of(name: &str) -> (Substance, PengRobinson) {
        let s = Substance::find(name).unwrap();
        (s, s.gas().unwrap())
    }

    #[test]
    fn a_thin_gas_flows_as_an_ideal_one() {
        let (s, gas) = of("methane");
        let real = throat(&gas, 2e3, 300.0, 100.0);
        let (cp, cv) = gas.heat_capacities_j_kg_k(280.0, 1.5e3).unwrap();
        let ideal = Reservoir {
            pressure_pa: 2e3,
            temperature_k: 300.0,
            molar_mass_kg_mol: s.molar_mass_kg_mol,
            gamma: cp / cv,
            compressibility: 1.0,
        }
        .throat(100.0);
        assert!(real.choked);
        assert!((real.flux_kg_m2_s / ideal.flux_kg_m2_s - 1.0).abs() < 2e-3);
        assert!((real.pressure_pa / ideal.pressure_pa - 1.0).abs() < 5e-3);
    }

    /// The throat is where the velocity is that of sound.
    #[test]
    fn the_throat_of_a_dense_gas_is_sonic() {
        for (name, p, t) in [
            ("hydrogen", 7e7, 288.15),
            ("methane", 1e7, 300.0),
            ("propane", 9e5, 300.0),
        ] {
            let (_, gas) = of(name);
            let at = throat(&gas, p, t, 101_325.0);
            let (cp, cv) = gas
                .heat_capacities_j_kg_k(at.temperature_k, at.pressure_pa)
                .unwrap();
            let d = 1e-4 * at.pressure_pa;
            let rho = |p| gas.density_kg_m3(at.temperature_k, p, Phase::Vapour);
            let compress = 2.0 * d / (rho(at.pressure_pa + d) - rho(at.pressure_pa - d));
            let sound = (cp / cv * compress).sqrt();
            assert!((at.velocity_m_s / sound - 1.0).abs() < 1e-3, "{name}");
        }
    }

    proptest! {
        #[test]
        fn flow_grows_with_pressure_and_has_no_step(p in 1.05e5..2e7_f64, t in 260.0..500.0_f64) {
            let (s, gas) = of("methane");
            let one = throat(&gas, p, t, 101_325.0);
            let two = throat(&gas, p * 1.001, t, 101_325.0);
            prop_assert!(two.flux_kg_m2_s > one.flux_kg_m2_s);
            prop_assert!(two.flux_kg_m2_s < one.flux_kg_m2_s * 1.05);
            prop_assert!((0.0..=1.0).contains(&one.psi));
            let jet = expand(&gas, &s, (p, t), &one, 101_325.0);
            prop_assert!(jet.temperature_k > 0.0 && jet.temperature_k <= t);
            prop_assert!(jet.velocity_m_s >= one.velocity_m_s && jet.density_kg_m3 > 0.0);
        }

        /// Any substance, any state: an answer.
        #[test]
        fn any_gas_has_a_finite_flow(row in 0..85_usize, p in 1.02e5..5e7_f64, t in 150.0..700.0_f64) {
            let s = Substance::of(&crate::standards::chemicals::all()[row]);
            if let Some(gas) = s.gas() {
                let at = throat(&gas, p, t, 101_325.0);
                let jet = expand(&gas, &s, (p, t), &at, 101_325.0);
                for number in [at.flux_kg_m2_s, at.velocity_m_s, jet.velocity_m_s, jet.temperature_k, jet.density_kg_m3] {
                    prop_assert!(number.is_finite() && number >= 0.0, "{row} {p} {t}: {at:?} {jet:?}");
                }
            }
        }
    }
}
