//! `risk_event_tree_ignition`: ignition probabilities, and what a release becomes.

use serde_json::Value;

use super::super::Model;
use super::super::inputs::{Inputs, Outputs, wrong};
use super::MOST_PER_YR;
use super::ignition::{delayed_ignition, direct_ignition};
use crate::error::Error;
use crate::risk::event_tree::{Branches, FLASH_FIRE_SHARE, Hazard, Release, branches};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "risk_event_tree_ignition",
    title_zh: "点火概率与事件树",
    title_en: "ignition probabilities and event tree",
    source: "TNO Purple Book CPR 18E (1999) tables 4.5, 4.6, 4.A.1, section 4.8",
    range: "probabilities from 0 to 1",
    confidence: "table 4.5 and the split 0.6 / 0.4 verified; table 4.6, 4.A.1 and the share of BLEVEs from memory",
    inputs: &[
        (
            "f",
            "1/yr",
            "frequency of the release; split by conditional probabilities",
        ),
        (
            "leak_frequency",
            "1/yr",
            "frequency of the release; the same as f",
        ),
        (
            "P_isolation",
            "",
            "that it is isolated in time; 0 where left out",
        ),
        (
            "P_immediate",
            "",
            "that it ignites at once; of substance_class and release where left out",
        ),
        (
            "P_delayed",
            "",
            "that it ignites late, where it did not at once",
        ),
        (
            "P_immediate_abs",
            "",
            "that it ignites at once, instead of P_immediate",
        ),
        (
            "P_delayed_abs",
            "",
            "that it ignites late, of all releases; all of them explode where flash_fire_share is left out",
        ),
        (
            "substance_class",
            "",
            "K1 liquid, gas low reactivity, or gas average/high reactivity",
        ),
        (
            "release",
            "",
            "continuous 50 kg/s, or instantaneous 20000 kg",
        ),
        (
            "carrier",
            "",
            "road tanker or tank wagon; a stationary installation where left out",
        ),
        (
            "hazard",
            "",
            "flammable, toxic or both; flammable where left out",
        ),
        (
            "flash_fire_share",
            "",
            "of the late ignitions; 0.6 where left out",
        ),
        (
            "bleve_share",
            "",
            "of the immediate ignitions of an instantaneous release; a jet or pool fire where left out",
        ),
        (
            "ignition_source",
            "",
            "of table 4.A.1, as motor vehicle or flare",
        ),
        ("number_of_sources", "", "how many of it; 1 where left out"),
        (
            "presence",
            "",
            "share of the time it is there; 1 where left out",
        ),
        (
            "exposure_time",
            "s",
            "how long the cloud is at it; 60 where left out",
        ),
    ],
    outputs: &[
        (
            "P_direct_ignition",
            "",
            "of substance_class (or carrier) and release",
        ),
        ("P_delayed_ignition", "", "of the ignition source"),
        ("jet_or_pool_fire", "1/yr", "frequency"),
        ("jet_fire", "1/yr", "frequency, with absolute probabilities"),
        ("fireball", "1/yr", "frequency, with bleve_share"),
        ("flash_fire", "1/yr", "frequency"),
        ("explosion", "1/yr", "frequency"),
        ("no_ignition", "1/yr", "frequency"),
        (
            "toxic",
            "1/yr",
            "frequency of a toxic cloud, with hazard toxic or both",
        ),
        ("shutdown", "1/yr", "frequency of isolation in time"),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let direct = direct_ignition(inputs, &mut out)?;
    let delayed = delayed_ignition(inputs, &mut out)?;
    let frequency = match (inputs.has("f"), inputs.has("leak_frequency")) {
        (true, true) => {
            return Err(wrong(
                "leak_frequency",
                "and f are both given; give one of them",
            ));
        }
        (true, false) => Some(inputs.within("f", "1/yr", 0.0, MOST_PER_YR)?),
        (false, true) => Some(inputs.within("leak_frequency", "1/yr", 0.0, MOST_PER_YR)?),
        (false, false) => None,
    };
    let Some(frequency) = frequency else {
        for name in [
            "P_isolation",
            "P_immediate",
            "P_delayed",
            "P_immediate_abs",
            "P_delayed_abs",
        ] {
            if inputs.has(name) {
                return Err(wrong(
                    "f",
                    format!("is missing, and {name} needs it; give a number in 1/yr"),
                ));
            }
        }
        return out.done();
    };
    let is_absolute = inputs.has("P_immediate_abs") || inputs.has("P_delayed_abs");
    let release = if is_absolute {
        absolute(inputs)?
    } else {
        conditional(inputs, direct, delayed)?
    };
    let tree = branches(&release)?;
    tell(inputs, frequency, &release, &tree, is_absolute, &mut out);
    out.done()
}

fn tell(
    inputs: Inputs<'_>,
    frequency: f64,
    release: &Release,
    tree: &Branches,
    is_absolute: bool,
    out: &mut Outputs,
) {
    let mut put = |name: &str, share: f64| out.put(name, frequency * share, "1/yr");
    if release.hazard != Hazard::Toxic {
        if release.bleve.is_some() {
            put("fireball", tree.fireball);
        } else {
            put(
                if is_absolute {
                    "jet_fire"
                } else {
                    "jet_or_pool_fire"
                },
                tree.fire,
            );
        }
        if !is_absolute || release.flash_fire > 0.0 {
            put("flash_fire", tree.flash_fire);
        }
        put("explosion", tree.explosion);
        // What is toxic is so where it does not ignite.
        put("no_ignition", tree.unharmed + tree.toxic);
    }
    if release.hazard != Hazard::Flammable {
        put("toxic", tree.toxic);
    }
    if is_absolute || inputs.has("P_isolation") {
        put("shutdown", tree.shutdown);
    }
}

/// What the conditional and the absolute form have in common.
fn common(inputs: Inputs<'_>, flash_fire: f64) -> Result<Release, Error> {
    let share = |name| inputs.maybe_within(name, "", 0.0, 1.0);
    let hazard = match inputs.maybe_text("hazard")? {
        None | Some("flammable") => Hazard::Flammable,
        Some("toxic") => Hazard::Toxic,
        Some("both") => Hazard::Both,
        Some(other) => {
            return Err(wrong(
                "hazard",
                format!("is `{other}`; write flammable, toxic or both"),
            ));
        }
    };
    Ok(Release {
        hazard,
        isolation: share("P_isolation")?.unwrap_or(0.0),
        direct: 0.0,
        delayed: 0.0,
        flash_fire: share("flash_fire_share")?.unwrap_or(flash_fire),
        bleve: share("bleve_share")?,
    })
}

fn conditional(
    inputs: Inputs<'_>,
    direct: Option<f64>,
    delayed: Option<f64>,
) -> Result<Release, Error> {
    let release = common(inputs, FLASH_FIRE_SHARE)?;
    if release.hazard == Hazard::Toxic {
        return Ok(release);
    }
    let probability = |name: &str, other: Option<f64>, how: &str| {
        inputs
            .maybe_within(name, "", 0.0, 1.0)?
            .or(other)
            .ok_or_else(|| {
                wrong(
                    name,
                    format!("is missing; give a number from 0 to 1, or {how}"),
                )
            })
    };
    Ok(Release {
        direct: probability("P_immediate", direct, "substance_class and release")?,
        delayed: probability("P_delayed", delayed, "an ignition_source")?,
        ..release
    })
}

fn absolute(inputs: Inputs<'_>) -> Result<Release, Error> {
    for name in ["P_immediate", "P_delayed"] {
        if inputs.has(name) {
            return Err(wrong(
                name,
                "and absolute probabilities are both given; give one kind",
            ));
        }
    }
    let release = common(inputs, 0.0)?;
    let direct = inputs.within("P_immediate_abs", "", 0.0, 1.0)?;
    let delayed = inputs.within("P_delayed_abs", "", 0.0, 1.0)?;
    if direct + delayed > 1.0 + 1e-12 {
        return Err(wrong(
            "P_delayed_abs",
            format!(
                "is {delayed}; give at most {}, what P_immediate_abs leaves",
                1.0 - direct
            ),
        ));
    }
    let left = 1.0 - direct;
    Ok(Release {
        direct,
        delayed: if left > 0.0 {
            (delayed / left).min(1.0)
        } else {
            0.0
        },
        ..release
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (json!({"P_immediate": 0.1, "P_delayed": 0.1}), "/f"),
            (json!({"f": -1, "P_immediate": 0.1, "P_delayed": 0.1}), "/f"),
            (
                json!({"f": 1, "P_immediate": 1.1, "P_delayed": 0.1}),
                "/P_immediate",
            ),
            (json!({"f": 1, "P_immediate": 0.1}), "/P_delayed"),
            (
                json!({"f": 1, "P_immediate_abs": 0.6, "P_delayed_abs": 0.6}),
                "/P_delayed_abs",
            ),
            (
                json!({"f": 1, "P_immediate_abs": 0.6, "P_delayed": 0.6}),
                "/P_delayed",
            ),
            (json!({"substance_class": "K1 liquid"}), "/release"),
            (
                json!({"substance_class": "K1 liquid", "release": "some"}),
                "/release",
            ),
            (
                json!({"substance_class": "cheese", "release": "continuous 1 kg/s"}),
                "/substance_class",
            ),
            (json!({"release": "continuous 1 kg/s"}), "/substance_class"),
            (json!({"f": 1, "hazard": "none"}), "/hazard"),
            (json!({"ignition_source": "candle"}), "/ignition_source"),
            (json!({}), "/"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{at}: ")), "{told}");
        }
    }

    #[test]
    fn tables_feed_the_tree() {
        let input = json!({
            "f": 1e-5, "substance_class": "gas low reactivity", "release": "instantaneous 20 t", "bleve_share": 0.7,
            "ignition_source": "motor vehicle", "hazard": "both", "P_isolation": 0.5,
        });
        let outputs = run(&input).unwrap()["outputs"].clone();
        for (name, f) in [
            ("P_direct_ignition", 0.09),
            ("P_delayed_ignition", 0.4),
            ("fireball", 1e-5 * 0.5 * 0.09 * 0.7),
            ("explosion", 1e-5 * 0.5 * 0.4 * (0.91 * 0.4 + 0.09 * 0.3)),
            ("toxic", 1e-5 * 0.5 * 0.91 * 0.6),
            ("shutdown", 5e-6),
        ] {
            let got = outputs[name]["value"].as_f64().unwrap();
            assert!((got / f - 1.0).abs() < 1e-12, "{name} {got}");
        }
    }
}
