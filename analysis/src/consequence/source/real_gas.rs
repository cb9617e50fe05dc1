//! Gas through a hole by the equation of state of Peng and Robinson.
//!
//! ```text
//! s(T, rho) = s0,   G = rho sqrt(2 (h0 - h)),   throat where G is greatest, or at pa where that comes first
//! ```
//! The isentrope is followed by its density, on which the equation of state has one answer, also in the two-phase
//! region: the fluid stays in one phase to the throat, as condensation and boiling need longer than the way through a
//! hole (Phast calls this "metastable").
//!
//! Verified: propane vapour against a Phast report (mass rate 0.3 %, velocity 0.8 %, throat 0.1 K), hydrogen, methane
//! and propane against HyRAM+ with reference equations of state (0.1 to 3.4 %).
//! Valid for pure gases as [`PengRobinson`] is.

use super::expansion::{Expanded, momentum_velocity_m_s};
use super::gas::Throat;
use crate::consequence::Outside;
use crate::consequence::properties::root::root;
use crate::consequence::properties::{PengRobinson, Phase, State, Substance};

/// Least ratio of throat to vessel density that is tried.
const THINNEST: f64 = 0.02;

/// State of a gas in the narrowest part of its jet, from pressure and temperature in the vessel and pressure outside.
pub fn throat(gas: &PengRobinson, pressure_pa: f64, temperature_k: f64, ambient_pa: f64) -> Throat {
    let t0 = temperature_k;
    let rho0 = gas.density_kg_m3(t0, pressure_pa, Phase::Vapour);
    let vessel = gas.at_density(t0, rho0);
    // The first guess is that of an ideal gas with the heat capacity of the vessel.
    let cv = gas
        .heat_capacities_j_kg_k(t0, pressure_pa)
        .map(|(_, cv)| cv);
    let slope = cv.map_or(0.0, |cv| gas.specific_constant_j_kg_k() / cv);
    let at = |ln: f64| {
        let guess = t0 * (slope * ln).exp();
        gas.at_entropy(vessel.entropy_j_kg_k, rho0 * ln.exp(), guess)
    };
    let speed = |state: &State| {
        (2.0 * (vessel.enthalpy_j_kg - state.enthalpy_j_kg))
            .max(0.0)
            .sqrt()
    };
    let flux = |ln: f64| {
        let state = at(ln);
        state.density_kg_m3 * speed(&state)
    };
    let sonic = greatest(THINNEST.ln(), 0.0, flux);
    let most = flux(sonic);
    let choked = at(sonic).pressure_pa >= ambient_pa;
    let state = if choked {
        at(sonic)
    } else if pressure_pa <= ambient_pa {
        vessel
    } else {
        at(root(sonic, 0.0, |ln| at(ln).pressure_pa - ambient_pa))
    };
    let velocity = speed(&state);
    let flux = state.density_kg_m3 * velocity;
    Throat {
        choked,
        psi: if most > 0.0 {
            (flux / most).min(1.0)
        } else {
            0.0
        },
        flux_kg_m2_s: flux,
        pressure_pa: state.pressure_pa,
        temperature_k: state.temperature_k,
        density_kg_m3: state.density_kg_m3,
        velocity_m_s: velocity,
    }
}

/// Where a function with one maximum has it, between two bounds: golden section, to a ten-millionth of the way.
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
    f64::midpoint(a, b)
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

/// Whether a throat lies in the two-phase region: the fluid has had no time to condense or to boil there.
pub fn is_metastable(gas: &PengRobinson, substance: &Substance, throat: &Throat) -> bool {
    let (p, t) = (throat.pressure_pa, throat.temperature_k);
    let Some(saturation) = substance.vapour_pressure.at(t) else {
        return false;
    };
    let thin = gas.density_kg_m3(t, p, Phase::Vapour);
    let is_dense = throat.density_kg_m3 > 1.01 * thin;
    if is_dense {
        p < 0.98 * saturation
    } else {
        p > 1.02 * saturation
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
    use crate::consequence::R;
    use crate::consequence::properties::GasHeatCapacity;
    use crate::consequence::source::gas::{Reservoir, psi};
    use proptest::prelude::*;

    fn of(name: &str) -> (Substance, PengRobinson) {
        let s = Substance::find(name).unwrap();
        (s, s.gas().unwrap())
    }

    #[test]
    fn a_thin_gas_flows_as_an_ideal_one() {
        let (cp, molar_mass_kg_mol) = (1800.0, 0.03);
        let flat = GasHeatCapacity::constant(cp);
        let gas = PengRobinson::new(200.0, 5e6, 0.1, molar_mass_kg_mol, flat);
        let real = throat(&gas, 2e3, 300.0, 100.0);
        let ideal = Reservoir {
            pressure_pa: 2e3,
            temperature_k: 300.0,
            molar_mass_kg_mol,
            gamma: cp / (cp - R / molar_mass_kg_mol),
            compressibility: 1.0,
        }
        .throat(100.0);
        assert!(real.choked && (real.psi - 1.0).abs() < 1e-12);
        assert!((real.flux_kg_m2_s / ideal.flux_kg_m2_s - 1.0).abs() < 1e-4);
        assert!((real.pressure_pa / ideal.pressure_pa - 1.0).abs() < 1e-3);
        let (real, gamma) = (throat(&gas, 2e3, 300.0, 1.5e3), cp / (cp - R / 0.03));
        assert!(!real.choked && (real.psi / psi(gamma, 0.75) - 1.0).abs() < 1e-3);
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

    #[test]
    fn a_throat_in_the_two_phase_region_is_told() {
        for (name, p, t, is) in [
            ("hydrogen", 7e7, 288.15, false),
            ("propane", 3e5, 300.0, false),
            ("propane", 9.9e5, 300.15, true),
            ("ethylene", 1e7, 293.15, true),
        ] {
            let (s, gas) = of(name);
            let at = throat(&gas, p, t, 101_325.0);
            assert!(is_metastable(&gas, &s, &at) == is, "{name} {at:?}");
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
