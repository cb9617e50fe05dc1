//! `dispersion_gaussian_plume`: a release that lasts and goes with the wind.

mod air;

use serde_json::Value;

pub(super) use self::air::along_wind;
use self::air::{lid, wind};
use super::words::{self, Usual};
use crate::consequence::dispersion::finite_release::{AlongWind, FiniteRelease};
use crate::consequence::dispersion::plume::{Plume, concentration};
use crate::consequence::dispersion::sigma::{Sigma, Stability};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Duration of a release that has none, s.
const EVER_S: f64 = 1e12;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "dispersion_gaussian_plume",
    title_zh: "高斯烟羽扩散 (连续或有限时间泄漏)",
    title_en: "Gaussian plume of a steady release, or one of finite duration (Palazzi)",
    source: "Yellow Book CPR 14E 2005 ch. 4; CCPS 1999 p. 97; Palazzi 1982",
    range: "gas no heavier than air, 100 m to 10 km, wind from 1 m/s",
    confidence: "high: reproduces peer cases and closed forms",
    inputs: &[
        ("Q", "kg/s", "mass rate"),
        ("u", "m/s", "wind speed that carries the plume"),
        ("u_ref", "m/s", "wind speed at z_ref, instead of u"),
        ("z_ref", "m", "height of u_ref; 10 m where it is left out"),
        ("u10", "m/s", "wind speed at 10 m, instead of u"),
        (
            "power",
            "",
            "exponent of the wind profile; with it and no terrain, sigmas of Spicer and Havens",
        ),
        (
            "z0",
            "m",
            "roughness length: logarithmic wind profile, sigmas of TNO where no terrain is given",
        ),
        ("stability", "", "stability class of Pasquill, A to F"),
        ("class", "", "the same under another name"),
        (
            "terrain",
            "",
            "rural or urban: sigmas of Briggs; rural where nothing else says which",
        ),
        (
            "averaging",
            "s",
            "averaging time of the sigmas of TNO, or of Spicer and Havens",
        ),
        (
            "sigma_set",
            "",
            "Briggs rural, Briggs urban, TNO or Spicer and Havens",
        ),
        ("sigma_y", "m", "sigma across, instead of a set"),
        ("sigma_z", "m", "sigma up, instead of a set"),
        (
            "sigma_x",
            "m",
            "sigma along, instead of a set, for a release of finite duration",
        ),
        (
            "sigma_x_rule",
            "",
            "for a finite release: `at x`, `at u t`, or `TNO` (0.13 x)",
        ),
        (
            "release_height",
            "m",
            "height of the release; 0 where it is left out",
        ),
        ("x", "m", "distance downwind"),
        ("y", "m", "distance off the axis; 0 where it is left out"),
        ("z", "m", "height of the point; 0 where it is left out"),
        ("t", "s", "time since the release began"),
        ("duration", "s", "how long the release lasts"),
        (
            "target",
            "kg/m3",
            "concentration whose distance is asked for, by mass or by volume",
        ),
        ("MW", "kg/mol", "molar mass"),
        ("substance", "", "chemical, for its molar mass"),
        (
            "T",
            "K",
            "temperature of the air; 25 degC where it is left out",
        ),
        (
            "P",
            "Pa",
            "pressure of the air; the standard atmosphere where it is left out",
        ),
        ("mixing_height", "m", "height of the lid"),
        ("latitude", "deg", "latitude, for the height of the lid"),
        (
            "friction_velocity",
            "m/s",
            "u*, for the height of the lid; 0.1 of u10 where it is left out",
        ),
    ],
    outputs: &[
        ("concentration", "kg/m3", "concentration at the point"),
        (
            "volume_fraction",
            "",
            "the same by volume, where the molar mass is known",
        ),
        ("sigma_y", "m", "sigma across at x"),
        ("sigma_z", "m", "sigma up at x"),
        (
            "u",
            "m/s",
            "wind speed at the release, where a profile gives it",
        ),
        ("near_distance", "m", "where the target is reached first"),
        (
            "far_distance",
            "m",
            "where the target is reached last; 0 where it never is",
        ),
        ("half_width", "m", "half the width of the target at x"),
        ("mixing_height", "m", "height of the lid"),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let class = match words::maybe_stability(inputs, "stability")? {
        None => words::maybe_stability(inputs, "class")?,
        some => some,
    };
    let lid = lid(inputs, class, &mut out)?;
    let substance = words::maybe_substance(inputs)?;
    let molar_mass = words::maybe_molar_mass(inputs, "MW", substance)?;
    let gas = words::maybe_gas_density(inputs, molar_mass)?;
    let target = words::maybe_target(inputs, "target", gas)?;
    let x = inputs.maybe("x", "m")?;
    if x.is_some() || target.is_some() || inputs.has("Q") {
        let release = Release::of(inputs, class, lid, &mut out)?;
        if x.is_none() && target.is_none() && release.given.is_none() {
            return Err(wrong(
                "x",
                "is missing; give the distance downwind, or a target",
            ));
        }
        if x.is_some() || release.given.is_some() {
            release.at_point(inputs, x, gas, &mut out)?;
        }
        if let Some(target) = target {
            release.distances(inputs, (target, x), &mut out)?;
        }
    }
    out.done()
}

/// A release, with sigmas of a set or given ones.
struct Release {
    rate_kg_s: f64,
    wind_m_s: f64,
    height_m: f64,
    lid_m: Option<f64>,
    set: Option<Sigma>,
    given: Option<(f64, f64)>,
}

impl Release {
    fn of(
        inputs: Inputs<'_>,
        class: Option<Stability>,
        lid_m: Option<f64>,
        out: &mut Outputs,
    ) -> Result<Self, Error> {
        let height_m = inputs
            .maybe_within("release_height", "m", 0.0, 2000.0)?
            .unwrap_or(0.0);
        if let Some(lid) = lid_m.filter(|lid| *lid < height_m) {
            return Err(wrong(
                "release_height",
                format!("is {height_m} m, above the lid at {lid} m; give a height below it"),
            ));
        }
        let given = match (
            inputs.maybe_above_zero("sigma_y", "m")?,
            inputs.maybe_above_zero("sigma_z", "m")?,
        ) {
            (Some(y), Some(z)) => Some((y, z)),
            (None, None) => None,
            (None, _) => return Err(wrong("sigma_y", "is missing; give both sigmas or none")),
            (_, None) => return Err(wrong("sigma_z", "is missing; give both sigmas or none")),
        };
        let set = match (given, class) {
            (Some(_), None) => None,
            (None, None) => Some(words::stability(inputs, "stability")?),
            (_, class) => class,
        };
        let usual = if inputs.has("power") {
            Usual::SpicerHavens
        } else {
            Usual::BriggsRural
        };
        let set = set
            .map(|class| words::sigma(inputs, class, usual))
            .transpose()?;
        if let (Some(set), None) = (&set, given) {
            out.note(format!("sigmas of {}", set.name()));
        }
        Ok(Self {
            rate_kg_s: inputs.within("Q", "kg/s", 0.0, 1e7)?,
            wind_m_s: wind(inputs, height_m, class, out)?,
            height_m,
            lid_m,
            set,
            given,
        })
    }

    /// The plume of a set, or the error that says that one is needed.
    fn plume(&self) -> Result<Plume, Error> {
        let set = self.set.ok_or_else(|| {
            wrong(
                "stability",
                "is missing; a distance needs sigmas of a class, A to F",
            )
        })?;
        Plume::new(
            self.rate_kg_s,
            self.wind_m_s,
            self.height_m,
            set,
            self.lid_m,
        )
    }

    fn at_point(
        &self,
        inputs: Inputs<'_>,
        x: Option<f64>,
        gas: Option<f64>,
        out: &mut Outputs,
    ) -> Result<(), Error> {
        let y = inputs.maybe("y", "m")?.unwrap_or(0.0);
        let z = inputs.maybe_within("z", "m", 0.0, 20_000.0)?.unwrap_or(0.0);
        let c = match (self.given, x) {
            (Some(_), Some(x)) if x <= 0.0 => 0.0,
            (Some(sigmas), _) => {
                let heights = (self.height_m, self.lid_m.unwrap_or(f64::INFINITY));
                concentration(self.rate_kg_s, self.wind_m_s, sigmas, (y, z), heights)
            }
            (None, Some(x)) => {
                let plume = self.plume()?;
                out.put("sigma_y", plume.sigma.y_m(x), "m");
                out.put("sigma_z", plume.sigma.z_m(x), "m");
                out.outside(&plume.outside(x));
                plume.concentration_kg_m3(x, y, z)
            }
            (None, None) => return Err(wrong("x", "is missing; give the distance downwind in m")),
        };
        let c = c * self.share(inputs, x)?;
        out.put("concentration", c, "kg/m3");
        if let Some(gas) = gas {
            words::put_volume_fraction(c, gas, out);
        }
        Ok(())
    }

    /// Share of the steady concentration of a release that does not last for ever.
    fn share(&self, inputs: Inputs<'_>, x: Option<f64>) -> Result<f64, Error> {
        let duration = inputs.maybe_above_zero("duration", "s")?;
        let t = inputs.maybe("t", "s")?;
        if duration.is_none() && t.is_none() {
            return Ok(1.0);
        }
        let x = x.ok_or_else(|| wrong("x", "is missing; a finite release needs it"))?;
        let along = match inputs.maybe_text("sigma_x_rule")? {
            None => AlongWind::AtPoint,
            Some(text) => along_wind(text).ok_or_else(|| {
                wrong(
                    "sigma_x_rule",
                    format!("is `{text}`; give at x, at u t or TNO"),
                )
            })?,
        };
        let finite = FiniteRelease {
            plume: self.plume()?,
            duration_s: duration.unwrap_or(EVER_S),
            along,
        };
        let peak_s = x / self.wind_m_s + 0.5 * finite.duration_s;
        Ok(finite.share(x, t.unwrap_or(peak_s.max(finite.duration_s))))
    }

    fn distances(
        &self,
        inputs: Inputs<'_>,
        (target, x): (f64, Option<f64>),
        out: &mut Outputs,
    ) -> Result<(), Error> {
        let z = inputs.maybe_within("z", "m", 0.0, 20_000.0)?.unwrap_or(0.0);
        let plume = self.plume()?;
        if inputs.has("duration") || inputs.has("t") {
            out.note("distances are those of the steady plume");
        }
        if let Some(stretch) = plume.stretch(target, z) {
            out.put("near_distance", stretch.near_m, "m");
            out.put("far_distance", stretch.far_m, "m");
            if stretch.is_open {
                out.note("the target is still reached at 1,000 km, where the search ends");
            }
            out.outside(&plume.outside(stretch.far_m));
        } else {
            out.put("far_distance", 0.0, "m");
            out.note("the target is reached nowhere");
        }
        if let Some(x) = x {
            out.put("half_width", plume.half_width_m(target, x, z), "m");
        }
        Ok(())
    }
}
