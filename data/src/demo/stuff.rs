//! What the invented plants make and hold.
//!
//! Which substances a city like this one has follows the mix of products that such parks name.
//! Whether a substance is toxic or flammable, and how much of it counts, stands in the tables of
//! `analysis`; here is only what an inventory needs: how it is held, how heavy it is, how much of it
//! a site has.
//!
//! * Densities: liquid at the stated temperature, rounded, after *CRC Handbook of Chemistry and
//!   Physics*, 97th ed., section 3 (recalled; they only turn volumes of invented tanks into tonnes).
//! * Gauge pressures of liquefied gases: vapour pressure at 20 °C (recalled).
//! * Site quantities: quantiles 5, 25, 50, 75, 95 % of the US EPA RMP register, as filed November
//!   2023 to April 2025 (data-liberation-project/epa-rmp-spreadsheets, CC BY-SA 4.0), t.

use analysis::facts::{FireClass, Storage};

/// A substance as it is held here.
pub(super) struct Stuff {
    /// CAS number or the name that the tables know.
    pub key: &'static str,
    /// Symbol of GB 18218-2018 table 2, for what table 1 does not name.
    pub hazard_class: Option<&'static str>,
    /// Density, t/m³.
    pub density_t_m3: f64,
    pub storage: Storage,
    pub temperature_c: f64,
    /// Gauge.
    pub pressure_kpa: f64,
    pub fire_class: FireClass,
    /// Quantiles of what a site holds, t; by the size of its tanks where there are none.
    pub site_t: Option<[f64; 5]>,
}

const fn liquid(
    key: &'static str,
    hazard_class: Option<&'static str>,
    density_t_m3: f64,
    fire_class: FireClass,
) -> Stuff {
    Stuff {
        key,
        hazard_class,
        density_t_m3,
        storage: Storage::AtmosphericLiquid,
        temperature_c: 20.0,
        pressure_kpa: 0.0,
        fire_class,
        site_t: None,
    }
}

const fn gas(
    key: &'static str,
    density_t_m3: f64,
    pressure_kpa: f64,
    fire_class: FireClass,
    site_t: [f64; 5],
) -> Stuff {
    Stuff {
        key,
        hazard_class: None,
        density_t_m3,
        storage: Storage::PressurisedLiquefied,
        temperature_c: 20.0,
        pressure_kpa,
        fire_class,
        site_t: Some(site_t),
    }
}

const fn solid(key: &'static str, density_t_m3: f64) -> Stuff {
    Stuff {
        storage: Storage::Solid,
        ..liquid(key, None, density_t_m3, FireClass::A)
    }
}

use FireClass::{A, B, C, E};

const STUFF: [Stuff; 44] = [
    liquid("108-88-3", None, 0.867, A),           // toluene
    liquid("67-56-1", None, 0.792, A),            // methanol
    liquid("100-42-5", None, 0.906, B),           // styrene
    liquid("71-43-2", None, 0.879, A),            // benzene
    liquid("67-64-1", None, 0.790, A),            // acetone
    liquid("64-17-5", None, 0.789, A),            // ethanol
    liquid("141-78-6", None, 0.902, A),           // ethyl acetate
    liquid("110-82-7", None, 0.779, A),           // cyclohexane
    liquid("110-54-3", None, 0.659, A),           // n-hexane
    liquid("7697-37-2", None, 1.510, B),          // nitric acid
    liquid("7446-11-9", None, 1.920, B),          // sulfur trioxide
    liquid("1330-20-7", Some("W5.4"), 0.865, A),  // xylene
    liquid("123-86-4", Some("W5.4"), 0.882, A),   // n-butyl acetate
    liquid("64-19-7", Some("W5.4"), 1.050, B),    // acetic acid
    liquid("71-36-3", Some("W5.4"), 0.810, B),    // n-butanol
    liquid("68-12-2", Some("W5.4"), 0.944, B),    // DMF
    liquid("79-10-7", Some("W5.4"), 1.050, B),    // acrylic acid
    liquid("141-32-2", Some("W5.4"), 0.894, B),   // n-butyl acrylate
    liquid("96-33-3", Some("W5.3"), 0.956, A),    // methyl acrylate
    liquid("80-62-6", Some("W5.3"), 0.940, A),    // methyl methacrylate
    liquid("67-63-0", Some("W5.3"), 0.786, A),    // isopropanol
    liquid("78-93-3", Some("W5.3"), 0.805, A),    // butanone
    liquid("108-90-7", Some("W5.4"), 1.106, B),   // chlorobenzene
    liquid("68334-30-5", Some("W5.4"), 0.840, C), // diesel
    liquid("86290-81-5", None, 0.740, A),         // gasoline
    liquid("双氧水(27.5%)", Some("W9.2"), 1.100, B),
    Stuff {
        site_t: Some([14.15, 81.65, 254.01, 1133.98, 7824.47]),
        ..liquid("108-05-4", Some("W5.3"), 0.932, A)
    },
    Stuff {
        site_t: Some([18.37, 85.28, 185.97, 462.66, 2369.37]),
        ..liquid("75-56-9", None, 0.830, A)
    },
    // Epichlorohydrin has no row of its own in the extract: as propylene oxide.
    Stuff {
        site_t: Some([18.37, 85.28, 185.97, 462.66, 2369.37]),
        ..liquid("106-89-8", None, 1.180, B)
    },
    Stuff {
        site_t: Some([13.61, 18.6, 47.63, 180.39, 1849.05]),
        ..liquid("107-13-1", None, 0.806, A)
    },
    Stuff {
        site_t: Some([12.27, 24.95, 58.97, 301.64, 1223.34]),
        ..liquid("26471-62-5", None, 1.220, C)
    },
    Stuff {
        site_t: Some([1.55, 6.8, 30.74, 113.4, 1139.42]),
        ..liquid("7664-39-3", None, 0.970, E)
    },
    gas(
        "7664-41-7",
        0.610,
        757.0,
        B,
        [6.1, 15.42, 71.94, 199.38, 417.31],
    ), // ammonia
    gas(
        "7782-50-5",
        1.410,
        578.0,
        B,
        [1.81, 3.63, 7.26, 16.33, 489.88],
    ), // chlorine
    gas(
        "7647-01-0",
        0.830,
        4_100.0,
        E,
        [4.06, 9.07, 29.26, 117.82, 435.45],
    ), // hydrogen chloride
    gas(
        "7783-06-4",
        0.790,
        1_680.0,
        A,
        [0.03, 1.32, 6.06, 9.07, 195.04],
    ), // hydrogen sulfide
    gas(
        "75-21-8",
        0.870,
        250.0,
        A,
        [5.83, 29.94, 204.98, 850.49, 3125.43],
    ), // ethylene oxide, under nitrogen
    Stuff {
        hazard_class: Some("W2"),
        ..gas(
            "115-07-1",
            0.514,
            915.0,
            A,
            [7.94, 49.9, 119.07, 544.31, 5329.71],
        )
    }, // propylene
    gas(
        "68476-85-7",
        0.550,
        700.0,
        A,
        [6.99, 31.43, 121.46, 762.44, 12_156.28],
    ), // LPG, filed as propane
    gas(
        "75-01-4",
        0.911,
        235.0,
        A,
        [6.99, 31.43, 121.46, 762.44, 12_156.28],
    ), // vinyl chloride: no row of its own, as propane
    Stuff {
        storage: Storage::CompressedGas,
        site_t: Some([0.07, 5.31, 8.96, 20.93, 230.76]),
        pressure_kpa: 20_000.0,
        density_t_m3: 0.015,
        ..liquid("1333-74-0", None, 0.015, A)
    }, // hydrogen in tubes
    solid("75-20-7", 1.2),   // calcium carbide in drums
    solid("7775-09-9", 1.3), // sodium chlorate in bags
    Stuff {
        fire_class: A,
        ..solid("7440-23-5", 0.8)
    }, // sodium in drums
];

/// The substance with a key of the table.
pub(super) fn stuff(key: &str) -> &'static Stuff {
    STUFF
        .iter()
        .find(|s| s.key == key)
        .expect("every key in this module stands in the table, as its test shows")
}

/// Density of what the table holds, t/m³.
pub(super) fn density_t_m3(key: &str) -> Option<f64> {
    STUFF.iter().find(|s| s.key == key).map(|s| s.density_t_m3)
}

/// A line of products: what it is called, which of the 18 supervised processes it runs, what it holds.
pub(super) struct Product {
    pub name: &'static str,
    /// Numbers of the supervised processes (重点监管危险化工工艺).
    pub processes: &'static [u8],
    /// Keys of what it holds, the main one first.
    pub holds: &'static [&'static str],
    /// Share among producers, relative.
    pub weight: f64,
    /// Whether it holds liquefied hydrocarbons, which keep much longer distances.
    pub is_liquefied: bool,
}

const fn product(
    name: &'static str,
    processes: &'static [u8],
    holds: &'static [&'static str],
    weight: f64,
) -> Product {
    Product {
        name,
        processes,
        holds,
        weight,
        is_liquefied: false,
    }
}

pub(super) const PRODUCTS: [Product; 18] = [
    product("涂料", &[], &["1330-20-7", "123-86-4", "141-78-6"], 16.0),
    product("树脂", &[14], &["100-42-5", "1330-20-7", "80-62-6"], 12.0),
    product("助剂", &[], &["71-36-3", "64-19-7", "67-63-0"], 12.0),
    product("精细化工", &[8], &["67-56-1", "67-63-0", "1333-74-0"], 9.0),
    product("胶粘剂", &[14], &["141-78-6", "108-05-4", "141-32-2"], 8.0),
    product("溶剂", &[], &["108-88-3", "78-93-3", "67-64-1"], 7.0),
    product("丙烯酸酯", &[10], &["79-10-7", "141-32-2", "96-33-3"], 6.0),
    product(
        "染料",
        &[4, 9, 18],
        &["7697-37-2", "108-90-7", "68-12-2"],
        5.0,
    ),
    product(
        "医药中间体",
        &[3, 8],
        &["108-88-3", "7782-50-5", "64-17-5"],
        6.0,
    ),
    product(
        "农药",
        &[3, 12],
        &["7664-41-7", "7782-50-5", "68-12-2"],
        5.0,
    ),
    product("环氧树脂", &[14], &["106-89-8", "108-88-3"], 5.0),
    product("过氧化物", &[11], &["双氧水(27.5%)", "64-19-7"], 4.0),
    product("磺化", &[13], &["7446-11-9", "108-88-3"], 3.0),
    product("聚氨酯", &[14], &["26471-62-5", "108-88-3", "68-12-2"], 4.0),
    product("氟化工", &[7], &["7664-39-3", "7647-01-0"], 1.0),
    Product {
        is_liquefied: true,
        ..product("聚醚", &[14, 15], &["75-56-9", "75-21-8"], 4.0)
    },
    Product {
        is_liquefied: true,
        ..product("聚氯乙烯", &[14], &["75-01-4", "7647-01-0"], 2.0)
    },
    Product {
        is_liquefied: true,
        ..product(
            "烯烃",
            &[6, 15],
            &["115-07-1", "68476-85-7", "71-43-2"],
            3.0,
        )
    },
];

/// What warehouses of class 甲 keep.
pub(super) const WAREHOUSED: [&str; 3] = ["75-20-7", "7775-09-9", "7440-23-5"];

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::standards::{gb18218, substances, supervised};

    #[test]
    fn what_a_product_holds_stands_in_the_table() {
        let all = PRODUCTS.iter().flat_map(|p| p.holds).chain(&WAREHOUSED);
        assert!(all.copied().all(|key| STUFF.iter().any(|s| s.key == key)));
        assert!(
            PRODUCTS
                .iter()
                .flat_map(|p| p.processes)
                .all(|&no| supervised::process(no).is_some())
        );
    }

    #[test]
    fn every_substance_resolves_in_table_1_or_by_its_class() {
        for s in &STUFF {
            let forms = substances::find(s.key);
            let is_named = forms.iter().any(|f| f.gb18218_no.is_some());
            let has_class = s.hazard_class.is_some_and(|c| gb18218::class(c).is_some());
            assert!(is_named || has_class, "{}", s.key);
        }
    }

    #[test]
    fn fire_classes_are_those_of_the_standards_tables() {
        for s in &STUFF {
            for known in substances::find(s.key)
                .iter()
                .filter_map(|f| f.fire_class())
            {
                assert_eq!(known, s.fire_class, "{}", s.key);
            }
        }
    }

    #[test]
    fn a_line_is_liquefied_where_it_holds_a_liquefied_hydrocarbon() {
        for p in &PRODUCTS {
            let holds = p.holds.iter().any(|key| {
                substances::find(key)
                    .iter()
                    .any(|f| f.liquefied_hydrocarbon)
            });
            assert_eq!(holds, p.is_liquefied, "{}", p.name);
        }
    }
}
