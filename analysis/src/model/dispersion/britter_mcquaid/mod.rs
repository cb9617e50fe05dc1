//! `dispersion_dense_gas_britter_mcquaid`: a dense cloud by the curves of the Workbook.

mod source;

use serde_json::Value;

use self::source::{advection, source};
use crate::consequence::dispersion::britter_mcquaid::curves::{
    PLUME_SHARES, PUFF_SHARES, plume_betas, puff_betas,
};
use crate::consequence::dispersion::britter_mcquaid::{DensePlume, DensePuff};
use crate::consequence::dispersion::dense_criterion::{self, Lasting, lasting};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "dispersion_dense_gas_britter_mcquaid",
    title_zh: "重气扩散 (Britter-McQuaid)",
    title_en: "dense gas by the curves of Britter and McQuaid",
    source: "Britter and McQuaid, HSE CRR 17/1988; CCPS 1999 p. 118 and 122",
    range: "dense gas over flat open ground, alpha -1 to 1, no jet",
    confidence: "high for the concentration (peer cases); width and depth read in a secondary source",
    inputs: &[
        (
            "release",
            "",
            "continuous or instantaneous; with it alpha alone gives the curves",
        ),
        (
            "alpha",
            "",
            "parameter of the source, instead of the source",
        ),
        ("volume_rate", "m3/s", "volume released a second: a plume"),
        (
            "mass_rate",
            "kg/s",
            "mass released a second, instead of volume_rate",
        ),
        ("cloud_volume", "m3", "volume of the cloud at first: a puff"),
        ("duration", "s", "how long a plume's release lasts"),
        ("release_density", "kg/m3", "density of what is released"),
        (
            "initial_mixture_density",
            "kg/m3",
            "the same of a cloud that has taken in air",
        ),
        (
            "initial_volume_fraction",
            "",
            "share of the substance in what is released; 1 where it is left out",
        ),
        (
            "release_temperature",
            "K",
            "temperature of what is released",
        ),
        ("ambient_temperature", "K", "temperature of the air"),
        (
            "ambient_density",
            "kg/m3",
            "density of the air; of an ideal gas where it is left out",
        ),
        (
            "temperature_correction",
            "",
            "true or false: whether a cold release is corrected for",
        ),
        ("u10", "m/s", "wind speed at 10 m"),
        (
            "g",
            "m/s2",
            "acceleration of gravity; 9.80665 where it is left out",
        ),
        (
            "cloud_advection_speed",
            "m/s",
            "speed of a puff's centre, or a text such as `0.4 u10`",
        ),
        ("x", "m", "distance downwind"),
        ("y", "m", "distance off the axis; 0 where it is left out"),
        ("t", "s", "time since a sudden release"),
        (
            "target",
            "",
            "share of the volume whose distance is asked for",
        ),
        (
            "molar_mass",
            "kg/mol",
            "molar mass, for a density that is not given",
        ),
        ("substance", "", "chemical, for its molar mass"),
    ],
    outputs: &[
        (
            "volume_fraction",
            "",
            "share of the volume at the point; in the cloud where no x is given",
        ),
        ("alpha", "", "parameter of the source"),
        ("D", "m", "length of a plume's source"),
        (
            "beta_0.1",
            "",
            "log10 of the scaled distance to this share of the source, and so on to beta_0.001",
        ),
        ("distance", "m", "where the target is reached last"),
        (
            "half_width",
            "m",
            "half the width of a plume at x, radius of a puff at t",
        ),
        ("depth", "m", "depth of the cloud at x or t"),
        ("upwind", "m", "how far a plume goes against the wind"),
        ("buoyancy_length", "m", "lb of a plume"),
        ("cloud_centre", "m", "where a puff's centre is at t"),
        (
            "dense_criterion",
            "",
            "from 0.15 (plume) or 0.20 (puff) on the cloud is dense",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let source = match (
        given(inputs, "volume_rate") || given(inputs, "mass_rate"),
        given(inputs, "cloud_volume"),
    ) {
        (true, true) => {
            return Err(wrong(
                "cloud_volume",
                "is given, and volume_rate too; give one of them",
            ));
        }
        (true, false) => Kind::Plume,
        (false, true) => Kind::Puff,
        (false, false) => {
            curves(inputs, &mut out)?;
            return out.done();
        }
    };
    match source {
        Kind::Plume => plume(value, inputs, &mut out)?,
        Kind::Puff => puff(value, inputs, &mut out)?,
    }
    out.done()
}

enum Kind {
    Plume,
    Puff,
}

fn given(inputs: Inputs<'_>, name: &str) -> bool {
    inputs.has(name)
}

/// The curves of an alpha.
fn curves(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let alpha = inputs.maybe("alpha", "")?.ok_or_else(|| {
        wrong(
            "volume_rate",
            "is missing; give volume_rate (a plume), cloud_volume (a puff), or alpha alone",
        )
    })?;
    let kind = match inputs
        .maybe_text("release")?
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        None => {
            out.note("curves of a continuous release; give release = instantaneous for the others");
            Kind::Plume
        }
        Some("continuous" | "plume") => Kind::Plume,
        Some("instantaneous" | "puff") => Kind::Puff,
        Some(other) => {
            return Err(wrong(
                "release",
                format!("is `{other}`; give continuous or instantaneous"),
            ));
        }
    };
    match kind {
        Kind::Plume => betas(&PLUME_SHARES, &plume_betas(alpha), out),
        Kind::Puff => betas(&PUFF_SHARES, &puff_betas(alpha), out),
    }
    Ok(())
}

fn betas(shares: &[f64], betas: &[f64], out: &mut Outputs) {
    for (share, beta) in shares.iter().zip(betas) {
        out.put(&format!("beta_{share}"), *beta, "");
    }
}

/// Share of the substance in what is released.
fn share(inputs: Inputs<'_>) -> Result<f64, Error> {
    let share = inputs.maybe_within("initial_volume_fraction", "", 0.0, 1.0)?;
    Ok(share.unwrap_or(1.0))
}

/// The target as a share of the source's concentration.
fn target(inputs: Inputs<'_>, share: f64) -> Result<Option<f64>, Error> {
    Ok(inputs
        .maybe_within("target", "", 1e-9, 1.0)?
        .map(|t| t / share.max(1e-12)))
}

fn plume(value: &Value, inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let source = source(value, inputs, out)?;
    let rate = match inputs.maybe_within("volume_rate", "m3/s", 1e-6, 1e7)? {
        Some(rate) => rate,
        None => inputs.within("mass_rate", "kg/s", 1e-6, 1e7)? / source.density_kg_m3,
    };
    let plume = DensePlume::new(source, rate)?;
    let of_source = share(inputs)?;
    out.put("alpha", plume.alpha, "");
    out.put("D", plume.length_m, "m");
    betas(&PLUME_SHARES, &plume.betas(), out);
    out.put("buoyancy_length", plume.buoyancy_length_m, "m");
    out.put("upwind", plume.upwind_m(), "m");
    let g0 = source.reduced_gravity_m_s2();
    let criterion = dense_criterion::steady(g0, rate, source.wind_10m_m_s);
    out.put("dense_criterion", criterion, "");
    if criterion < dense_criterion::STEADY {
        out.note(
            "the release is not dense (criterion below 0.15): a passive plume is the better model",
        );
    }
    if let Some(x) = inputs.maybe("x", "m")? {
        let width = plume.half_width_m(x);
        let y = inputs.maybe("y", "m")?.unwrap_or(0.0);
        let c = if y.abs() > width { 0.0 } else { plume.share(x) };
        let c = match inputs.maybe_above_zero("duration", "s")? {
            None => c,
            Some(duration) => lasts(&plume, (x, c), duration, out)?,
        };
        out.put("volume_fraction", of_source * c, "");
        out.put("half_width", width, "m");
        if width > 0.0 {
            out.put("depth", plume.depth_m(x), "m");
        }
    }
    if let Some(target) = target(inputs, of_source)? {
        out.put("distance", plume.distance_m(target), "m");
    }
    out.outside(&plume.outside());
    Ok(())
}

/// Share of the source's concentration of a release that lasts: plume, puff, or the lesser of both.
fn lasts(
    plume: &DensePlume,
    (x, steady): (f64, f64),
    duration_s: f64,
    out: &mut Outputs,
) -> Result<f64, Error> {
    let volume = plume.volume_rate_m3_s * duration_s;
    let sudden = DensePuff::new(plume.source, volume, None)?.share_at_m(x);
    Ok(match lasting(plume.source.wind_10m_m_s, duration_s, x) {
        Lasting::Steady => steady,
        Lasting::Sudden => {
            out.note("the release is short for this distance: the curves of a puff hold");
            sudden.min(if steady > 0.0 { 1.0 } else { 0.0 })
        }
        Lasting::Between => {
            out.note("the release is neither long nor short for this distance: the lesser of plume and puff");
            sudden.min(steady)
        }
    })
}

fn puff(value: &Value, inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let source = source(value, inputs, out)?;
    let volume = inputs.within("cloud_volume", "m3", 1e-3, 1e9)?;
    let speed = advection(value, inputs, source.wind_10m_m_s)?;
    let puff = DensePuff::new(source, volume, speed)?;
    let of_source = share(inputs)?;
    out.put("alpha", puff.alpha, "");
    betas(&PUFF_SHARES, &puff.betas(), out);
    let g0 = source.reduced_gravity_m_s2();
    let criterion = dense_criterion::sudden(g0, volume, source.wind_10m_m_s);
    out.put("dense_criterion", criterion, "");
    if criterion < dense_criterion::SUDDEN {
        out.note(
            "the release is not dense (criterion below 0.20): a passive puff is the better model",
        );
    }
    let x = inputs.maybe("x", "m")?;
    let y = inputs.maybe("y", "m")?.unwrap_or(0.0);
    match (x, inputs.maybe_within("t", "s", 0.0, 1e7)?) {
        (x, Some(t)) => {
            let c = match x {
                Some(x) if !puff.covers(x, y, t) => {
                    out.note("the cloud is elsewhere at this time");
                    0.0
                }
                _ => puff.share_at_s(t),
            };
            out.put("volume_fraction", of_source * c, "");
            out.put("cloud_centre", puff.centre_m(t), "m");
            out.put("half_width", puff.radius_m(t), "m");
            out.put("depth", puff.height_m(t), "m");
        }
        (Some(x), None) => out.put("volume_fraction", of_source * puff.share_at_m(x), ""),
        (None, None) => {}
    }
    if let Some(target) = target(inputs, of_source)? {
        out.put("distance", puff.distance_m(target), "m");
    }
    out.outside(&puff.outside());
    Ok(())
}
