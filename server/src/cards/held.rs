//! What a unit holds, for its cards.

use analysis::facts::{Storage, Vessel};
use analysis::standards::ghs::{Pictogram, classes, pictograms};
use analysis::standards::substances::{self, Substance};
use analysis::standards::{chemicals, gb18218};
use maud::{Markup, html};

use super::both;

/// The first form of a substance that the tables know.
fn known(vessel: &Vessel) -> Option<&'static Substance> {
    substances::find(vessel.substance.as_deref()?)
        .first()
        .copied()
}

/// Name of what a vessel holds.
pub fn substance(vessel: &Vessel) -> Markup {
    html! {
        @match (known(vessel), vessel.substance.as_deref()) {
            (Some(s), _) => {
                (both(&s.name_zh, &s.name_en))
                @if let Some(cas) = &s.cas { " (" (cas) ")" }
            },
            (None, Some(given)) => (given),
            (None, None) => (both("未知", "unknown")),
        }
    }
}

/// A quantity, t.
pub fn tonnes(quantity_t: Option<f64>) -> Markup {
    html! {
        @match quantity_t {
            Some(t) => { (t) " t" },
            None => (both("未知", "unknown")),
        }
    }
}

/// How it is held.
pub fn storage(storage: Option<Storage>) -> Markup {
    html! {
        @match storage {
            Some(s) => (both(s.zh(), s.en())),
            None => (both("未知", "unknown")),
        }
    }
}

/// Hazard classes and pictograms by name.
pub fn hazards(vessel: &Vessel) -> Markup {
    let classes = classes(vessel);
    let mut named: Vec<(&str, &str)> = classes
        .iter()
        .flatten()
        .filter_map(|symbol| gb18218::class(symbol))
        .map(|c| (c.hazard_class_zh.as_str(), c.hazard_class_en.as_str()))
        .collect();
    named.dedup();
    let signs: Vec<&Pictogram> = pictograms(vessel);
    html! {
        @if named.is_empty() { (both("危险性类别未知", "hazard class unknown")) }
        @for (zh, en) in named { (both(zh, en)) "；" }
        @for sign in signs {
            div { (sign.code) " " (both(&sign.zh, &sign.en)) }
        }
    }
}

/// Properties that count when something goes wrong, each with its source; nothing where the tables have none.
pub fn properties(vessel: &Vessel) -> Markup {
    let chemical = vessel.substance.as_deref().and_then(chemicals::find);
    let substance = known(vessel);
    html! {
        @if let Some(t) = substance.and_then(|s| s.flash_point_c) {
            div { (both("闪点", "flash point")) " " (t) " °C" }
        }
        @if let Some(c) = chemical {
            @if let (Some(low), Some(high)) = (c.lfl_vol, c.ufl_vol) {
                div {
                    (both("爆炸极限", "flammable limits")) " "
                    (format!("{:.1}–{:.1} %", 100.0 * low, 100.0 * high))
                    " " span.quiet { "(" (c.lfl_src) ")" }
                }
            }
            @if let Some(ppm) = c.idlh_ppm {
                div { "IDLH " (ppm) " ppm " span.quiet { "(" (c.idlh_src) ")" } }
            }
            @if let Some(ppm) = c.aegl2_60min_ppm {
                div { "AEGL-2 (60 min) " (ppm) " ppm " span.quiet { "(" (c.aegl_src) ")" } }
            }
            div {
                (both("沸点", "boiling point")) " " (format!("{:.0} °C", c.tb_k - 273.15))
                " " span.quiet { "(" (c.tb_src) ")" }
            }
        }
        @if chemical.is_none() && substance.and_then(|s| s.flash_point_c).is_none() {
            span.quiet { (both("未收录", "not in the tables")) }
        }
    }
}
