//! External safety distance (外部安全防护距离) by GB/T 37243-2019, in the card of a facility.

use analysis::city::Site;
use analysis::siting::external::External;
use analysis::siting::external::choice::{Choice, Lacking, Method};
use analysis::siting::external::overpressure::distance_m;
use analysis::siting::external::reasons::field;
use analysis::standards::gbt37243::{safe_overpressure_range_kpa, threshold_q_over_q};
use serde::Serialize;
use utoipa::ToSchema;

use super::external_verdict::ExternalVerdict;
use super::metres;

/// A method by its code and names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MethodName {
    /// `consequence`, `qra` or `fixed_distance`.
    pub method: &'static str,
    /// Chinese.
    pub method_zh: &'static str,
    /// English.
    pub method_en: &'static str,
}

impl MethodName {
    fn of(method: Method) -> Self {
        let (method_zh, method_en) = method.names();
        Self {
            method: method.code(),
            method_zh,
            method_en,
        }
    }
}

/// Something that is missing, on which the method depends.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Settle {
    /// Unit.
    pub unit_id: Option<String>,
    /// Vessel.
    pub vessel_id: Option<String>,
    /// The attribute that would settle it: `substance`, `hazard_class`, `quantity_t`, `units` or `vessels`.
    pub field: &'static str,
    /// Attribute, Chinese.
    pub field_zh: &'static str,
    /// Attribute, English.
    pub field_en: &'static str,
    /// The methods that it could lead to.
    pub could_be: Vec<MethodName>,
}

/// Explosives of a unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChargeView {
    /// Unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Mass of explosives, kg.
    pub mass_kg: f64,
    /// The same as TNT, kg.
    pub tnt_kg: f64,
    /// Whether both are lower bounds.
    pub is_least: bool,
    /// Attributes that are missing.
    pub missing: Vec<&'static str>,
    /// Whether some of it counts as TNT for want of an equivalent.
    pub equivalent_assumed: bool,
    /// Distance to 2 kPa, the strictest limit, m.
    pub strictest_distance_m: Option<f64>,
    /// Distance to 9 kPa, the widest limit, m.
    pub widest_distance_m: Option<f64>,
    /// How sure classes and equivalents are.
    pub confidence: &'static str,
}

/// External safety distance of a facility.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExternalDistance {
    /// `consequence`, `qra`, `fixed_distance`, `unknown`, `out_of_scope` or `not_judged`.
    pub method: &'static str,
    /// Method, Chinese.
    pub method_zh: &'static str,
    /// Method, English.
    pub method_en: &'static str,
    /// Further methods that other units of it have for certain.
    pub also: Vec<MethodName>,
    /// Why, Chinese.
    pub why_zh: String,
    /// Why, English.
    pub why_en: String,
    /// Standard and clause.
    pub clause: String,
    /// How sure the choice is.
    pub confidence: &'static str,
    /// The unit that decides.
    pub unit_id: Option<String>,
    /// The greatest Σ q/Q of toxic and flammable gases of a unit.
    pub sum_q_over_q: Option<f64>,
    /// Σ q/Q of such gases over all units.
    pub enterprise_sum_q_over_q: Option<f64>,
    /// Whether the sums are lower bounds.
    pub sum_is_least: bool,
    /// Σ q/Q of a unit from which risk is assessed; from memory.
    pub threshold_q_over_q: f64,
    /// The standard that speaks of it, where this one does not.
    pub own_standard: Option<&'static str>,
    /// The first attribute that would settle an open method.
    pub settle_field: Option<&'static str>,
    /// Everything that is missing and could change the method or add one.
    pub settle: Vec<Settle>,
    /// Explosives, by unit.
    pub charges: Vec<ChargeView>,
    /// What the methods come to.
    pub verdicts: Vec<ExternalVerdict>,
}

impl ExternalDistance {
    /// The view of what GB/T 37243-2019 comes to, with its verdicts.
    pub fn of(site: &Site, external: &External, verdicts: Vec<ExternalVerdict>) -> Self {
        let Choice {
            method,
            also,
            why,
            clause,
            confidence,
            unit,
            sum_q_over_q,
            enterprise_sum_q_over_q,
            sum_is_least,
            lacking,
            own_standard,
            ..
        } = &external.choice;
        let name = MethodName::of(*method);
        Self {
            method: name.method,
            method_zh: name.method_zh,
            method_en: name.method_en,
            also: also.iter().copied().map(MethodName::of).collect(),
            why_zh: why.zh.clone(),
            why_en: why.en.clone(),
            clause: clause.clone(),
            confidence,
            unit_id: unit.map(|u| site.units[u].id.clone()),
            sum_q_over_q: *sum_q_over_q,
            enterprise_sum_q_over_q: *enterprise_sum_q_over_q,
            sum_is_least: *sum_is_least,
            threshold_q_over_q: threshold_q_over_q(),
            own_standard: *own_standard,
            settle_field: lacking.first().map(|l| l.field),
            settle: lacking.iter().map(|l| settle(site, l)).collect(),
            charges: charges(site, external),
            verdicts,
        }
    }
}

fn settle(site: &Site, of: &Lacking) -> Settle {
    let (field_zh, field_en) = field(of.field);
    Settle {
        unit_id: of.unit.map(|u| site.units[u].id.clone()),
        vessel_id: of.vessel.map(|v| site.vessels[v].1.id.clone()),
        field: of.field,
        field_zh,
        field_en,
        could_be: of.could_be.iter().copied().map(MethodName::of).collect(),
    }
}

fn charges(site: &Site, external: &External) -> Vec<ChargeView> {
    let (strictest_kpa, widest_kpa) = safe_overpressure_range_kpa();
    external
        .charges
        .iter()
        .map(|c| ChargeView {
            unit_id: site.units[c.unit].id.clone(),
            unit_name: site.units[c.unit].name.clone(),
            mass_kg: c.mass_kg,
            tnt_kg: c.tnt_kg,
            is_least: c.is_least(),
            missing: c.missing.clone(),
            equivalent_assumed: c.is_assumed(),
            strictest_distance_m: metres(distance_m(c.tnt_kg, strictest_kpa)),
            widest_distance_m: metres(distance_m(c.tnt_kg, widest_kpa)),
            confidence: c.confidence,
        })
        .collect()
}

/// The methods whose verdicts are shown: the one, and those of other units.
pub fn methods(choice: &Choice) -> Vec<Method> {
    std::iter::once(choice.method)
        .chain(choice.also.iter().copied())
        .filter(|m| m.is_judged() && *m != Method::Unknown)
        .collect()
}
