//! Physical properties, flammability and toxicity of chemicals (`tables/chemicals.csv`), each with the source of
//! its value.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use super::substances;

/// What the table knows of a chemical. What is not known is `None`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Chemical {
    /// CAS number.
    pub cas: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// `toxic gas`, `toxic liquid`, `flammable gas` or `flammable liquid`.
    pub group: String,
    /// Molar mass, g/mol.
    pub mw_g_mol: f64,
    /// Its source.
    pub mw_src: String,
    /// Boiling point at 101.325 kPa, K; sublimation point of acetylene.
    #[serde(rename = "tb_K")]
    pub tb_k: f64,
    /// Its source.
    pub tb_src: String,
    /// Critical temperature, K.
    #[serde(rename = "tc_K")]
    pub tc_k: f64,
    /// Critical pressure, Pa.
    #[serde(rename = "pc_Pa")]
    pub pc_pa: f64,
    /// Antoine constant A, log10 of Pa.
    #[serde(rename = "antoine_A")]
    pub antoine_a: f64,
    /// Antoine constant B, K.
    #[serde(rename = "antoine_B")]
    pub antoine_b: f64,
    /// Antoine constant C, K.
    #[serde(rename = "antoine_C")]
    pub antoine_c: f64,
    /// Least temperature of the Antoine constants, K.
    #[serde(rename = "antoine_Tmin_K")]
    pub antoine_tmin_k: f64,
    /// Greatest temperature of the Antoine constants, K.
    #[serde(rename = "antoine_Tmax_K")]
    pub antoine_tmax_k: f64,
    /// Their source.
    pub antoine_src: String,
    /// Vapour pressure at 298.15 K, Pa.
    #[serde(rename = "psat_298K_Pa")]
    pub psat_298k_pa: Option<f64>,
    /// Its source.
    pub psat_src: String,
    /// Density of the liquid at 298.15 K, kg/m³.
    #[serde(rename = "rho_liq_298K_kg_m3")]
    pub rho_liq_298k_kg_m3: Option<f64>,
    /// Density of the liquid at the boiling point, kg/m³.
    #[serde(rename = "rho_liq_Tb_kg_m3")]
    pub rho_liq_tb_kg_m3: Option<f64>,
    /// Their source.
    pub rho_src: String,
    /// Heat of vaporisation at the boiling point, J/kg.
    #[serde(rename = "hvap_Tb_J_kg")]
    pub hvap_tb_j_kg: f64,
    /// Heat of vaporisation at 298.15 K, J/kg.
    #[serde(rename = "hvap_298K_J_kg")]
    pub hvap_298k_j_kg: Option<f64>,
    /// Their source.
    pub hvap_src: String,
    /// Heat capacity of the liquid at 298.15 K, J/(kg K).
    #[serde(rename = "cp_liq_298K_J_kgK")]
    pub cp_liq_298k_j_kg_k: Option<f64>,
    /// Heat capacity of the ideal gas at 298.15 K, J/(kg K).
    #[serde(rename = "cp_gas_298K_J_kgK")]
    pub cp_gas_298k_j_kg_k: Option<f64>,
    /// Ratio of the heat capacities of the ideal gas at 298.15 K.
    #[serde(rename = "gamma_298K")]
    pub gamma_298k: Option<f64>,
    /// Their source.
    pub cp_src: String,
    /// Lower heat of combustion, J/kg.
    #[serde(rename = "hc_lower_J_kg")]
    pub hc_lower_j_kg: Option<f64>,
    /// Its source.
    pub hc_src: String,
    /// Lower flammable limit, share of volume.
    pub lfl_vol: Option<f64>,
    /// Its source.
    pub lfl_src: String,
    /// Upper flammable limit, share of volume.
    pub ufl_vol: Option<f64>,
    /// Its source.
    pub ufl_src: String,
    /// Burning rate of a large pool, kg/(m² s), as measured.
    #[serde(rename = "burn_rate_inf_kg_m2s")]
    pub burn_rate_inf_kg_m2_s: Option<f64>,
    /// Extinction times beam length of its flame, 1/m.
    #[serde(rename = "burn_kbeta")]
    pub burn_kbeta_per_m: Option<f64>,
    /// Their source.
    pub burn_src: String,
    /// Burning rate of a large pool by the equation of Burgess, kg/(m² s).
    #[serde(rename = "burn_rate_burgess_kg_m2s")]
    pub burn_rate_burgess_kg_m2_s: Option<f64>,
    /// Probit constant a, for mg/m³ and minutes.
    pub probit_a: Option<f64>,
    /// Probit constant b.
    pub probit_b: Option<f64>,
    /// Exponent n of the concentration.
    pub probit_n: Option<f64>,
    /// Their source.
    pub probit_src: String,
    /// Immediately dangerous to life or health, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub idlh_ppm: Option<f64>,
    /// Its source.
    pub idlh_src: String,
    /// AEGL-1 for 60 minutes, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub aegl1_60min_ppm: Option<f64>,
    /// AEGL-2 for 60 minutes, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub aegl2_60min_ppm: Option<f64>,
    /// AEGL-3 for 60 minutes, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub aegl3_60min_ppm: Option<f64>,
    /// Their source.
    pub aegl_src: String,
    /// ERPG-1, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub erpg1_ppm: Option<f64>,
    /// ERPG-2, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub erpg2_ppm: Option<f64>,
    /// ERPG-3, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub erpg3_ppm: Option<f64>,
    /// Their source.
    pub erpg_src: String,
    /// PAC-1, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub pac1_ppm: Option<f64>,
    /// PAC-2, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub pac2_ppm: Option<f64>,
    /// PAC-3, ppm.
    #[serde(deserialize_with = "number_or_word")]
    pub pac3_ppm: Option<f64>,
    /// Their source.
    pub pac_basis: String,
}

/// `NR` (not recommended) and `NA` (not available) are no numbers.
fn number_or_word<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    let text = String::deserialize(from)?;
    match text.trim() {
        "" | "NR" | "NA" => Ok(None),
        number => number.parse().map(Some).map_err(serde::de::Error::custom),
    }
}

static TABLE: LazyLock<Vec<Chemical>> =
    LazyLock::new(|| super::table::rows("chemicals.csv", include_str!("tables/chemicals.csv")));

/// From CAS number and names in normal form to the row.
static INDEX: LazyLock<BTreeMap<String, usize>> = LazyLock::new(|| {
    let mut index = BTreeMap::new();
    for (at, chemical) in TABLE.iter().enumerate() {
        index.insert(chemical.cas.clone(), at);
        for name in [&chemical.name_zh, &chemical.name_en] {
            for part in name.split(['（', '）', '(', ')']).chain([name.as_str()]) {
                let word = substances::normal_name(part);
                if !word.is_empty() {
                    index.entry(word).or_insert(at);
                }
            }
        }
    }
    index
});

/// All chemicals of the table.
pub fn all() -> &'static [Chemical] {
    &TABLE
}

/// The chemical of a CAS number or a name, Chinese or English; also of a name that the table of substances
/// knows.
pub fn find(text: &str) -> Option<&'static Chemical> {
    let word = substances::normal_name(text);
    let at = INDEX.get(&word).or_else(|| {
        let known = substances::find(text);
        let cas = known.iter().find_map(|s| s.cas.as_deref())?;
        INDEX.get(cas)
    })?;
    TABLE.get(*at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chemicals_are_found_by_number_and_name() {
        assert_eq!(all().len(), 85);
        for (text, cas) in [
            ("7782-50-5", "7782-50-5"),
            ("氯", "7782-50-5"),
            ("液氯", "7782-50-5"),
            ("propane", "74-98-6"),
            ("天然气", "74-82-8"),
            ("n-butane", "106-97-8"),
            ("Ethylene oxide", "75-21-8"),
        ] {
            assert_eq!(find(text).map(|c| c.cas.as_str()), Some(cas), "{text}");
        }
        assert!(find("沙子").is_none());
    }

    #[test]
    fn what_is_said_of_a_chemical_hangs_together() {
        for c in all() {
            assert!(c.tb_k < c.tc_k && c.mw_g_mol > 2.0, "{}", c.name_en);
            assert!(c.antoine_tmin_k < c.antoine_tmax_k, "{}", c.name_en);
            if let (Some(lfl), Some(ufl)) = (c.lfl_vol, c.ufl_vol) {
                assert!(0.0 < lfl && lfl < ufl && ufl <= 1.0, "{}", c.name_en);
            }
            assert_eq!(c.probit_a.is_some(), c.probit_n.is_some(), "{}", c.name_en);
        }
    }
}
