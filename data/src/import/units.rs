//! Units as people write them, and the way to the unit of a column.
//!
//! ```text
//! own = (theirs · n/d + o  −  o_own) · d_own/n_own      n/d, o: to the base of the dimension
//! ```
//!
//! Sources: BIPM, *The International System of Units*, 9th ed., 2019, tables 5, 7 and 8 (tonne, litre,
//! hectare, kelvin and degree Celsius) and 国务院《关于在我国统一实行法定计量单位的命令》, 1984. 亩 = 10 000/15 m²
//! (the same order); standard atmosphere 101.325 kPa (BIPM, CGPM 1954, resolution 4); technical atmosphere
//! (kgf/cm²) 98.0665 kPa and 斤 = 0.5 kg as GB 3102.3-1993 lists them.
//! A pressure without a word is a gauge pressure (表压), as on every nameplate of a tank; the report says so.

use super::names::plain;
use crate::layer::Fault;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dimension {
    Mass,
    Volume,
    Length,
    Area,
    Temperature,
    Pressure,
    Speed,
    Angle,
    Share,
    People,
    Beds,
}

/// A unit: `base = value · n/d + o`.
#[derive(Debug)]
pub(super) struct Unit {
    /// As a report writes it.
    pub(super) name: &'static str,
    names: &'static [&'static str],
    /// What it measures.
    pub(super) dimension: Dimension,
    n: f64,
    d: f64,
    o: f64,
}

const fn unit(
    dimension: Dimension,
    name: &'static str,
    names: &'static [&'static str],
    n: f64,
    d: f64,
    o: f64,
) -> Unit {
    Unit {
        name,
        names,
        dimension,
        n,
        d,
        o,
    }
}

/// Pressure of the standard atmosphere, kPa: absolute minus gauge.
const ATMOSPHERE_KPA: f64 = 101.325;

/// Every unit that is understood; names in lower case, the base of each dimension first.
static UNITS: &[Unit] = &[
    unit(
        Dimension::Mass,
        "t",
        &["t", "ton", "tons", "tonne", "tonnes", "吨", "公吨"],
        1.0,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Mass,
        "kg",
        &["kg", "kgs", "公斤", "千克", "kilogram", "kilograms"],
        1.0,
        1e3,
        0.0,
    ),
    unit(Dimension::Mass, "g", &["g", "克"], 1.0, 1e6, 0.0),
    unit(Dimension::Mass, "斤", &["斤", "市斤"], 1.0, 2e3, 0.0),
    unit(Dimension::Mass, "10⁴ t", &["万吨", "万t"], 1e4, 1.0, 0.0),
    unit(
        Dimension::Volume,
        "m³",
        &["m3", "m³", "m^3", "㎥", "立方", "立方米", "方", "cbm"],
        1.0,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Volume,
        "L",
        &[
            "l", "升", "liter", "litre", "liters", "litres", "公升", "dm3",
        ],
        1.0,
        1e3,
        0.0,
    ),
    unit(Dimension::Volume, "mL", &["ml", "毫升"], 1.0, 1e6, 0.0),
    unit(
        Dimension::Volume,
        "10⁴ m³",
        &["万m3", "万m³", "万立方米", "万方", "万立方"],
        1e4,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Length,
        "m",
        &["m", "米", "公尺", "meter", "metre", "meters", "metres"],
        1.0,
        1.0,
        0.0,
    ),
    unit(Dimension::Length, "mm", &["mm", "毫米"], 1.0, 1e3, 0.0),
    unit(
        Dimension::Length,
        "cm",
        &["cm", "厘米", "公分"],
        1.0,
        1e2,
        0.0,
    ),
    unit(
        Dimension::Length,
        "km",
        &["km", "千米", "公里"],
        1e3,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Area,
        "m²",
        &["m2", "m²", "m^2", "㎡", "平方米", "平方", "平米", "sqm"],
        1.0,
        1.0,
        0.0,
    ),
    unit(Dimension::Area, "亩", &["亩", "mu", "市亩"], 1e4, 15.0, 0.0),
    unit(
        Dimension::Area,
        "ha",
        &["ha", "公顷", "hm2", "hm²"],
        1e4,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Area,
        "km²",
        &["km2", "km²", "平方公里", "平方千米"],
        1e6,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Area,
        "10⁴ m²",
        &["万m2", "万m²", "万平方米", "万平米", "万㎡"],
        1e4,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Temperature,
        "°C",
        &["c", "℃", "°c", "摄氏度", "度", "degc", "celsius"],
        1.0,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Temperature,
        "K",
        &["k", "开", "开尔文", "kelvin"],
        1.0,
        1.0,
        -273.15,
    ),
    unit(
        Dimension::Temperature,
        "°F",
        &["f", "℉", "°f", "华氏度"],
        5.0,
        9.0,
        -160.0 / 9.0,
    ),
    unit(
        Dimension::Pressure,
        "kPa (gauge)",
        &["kpa", "kpag", "kpa(g)", "kpa(表压)", "千帕", "kpa表压"],
        1.0,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Pressure,
        "MPa (gauge)",
        &[
            "mpa",
            "mpag",
            "mpa(g)",
            "mpa(表压)",
            "mpa表压",
            "兆帕",
            "mpa(表)",
        ],
        1e3,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Pressure,
        "Pa (gauge)",
        &["pa", "pag", "pa(g)", "帕", "pa(表压)"],
        1.0,
        1e3,
        0.0,
    ),
    unit(
        Dimension::Pressure,
        "bar (gauge)",
        &["bar", "barg", "bar(g)", "巴", "bar(表压)"],
        100.0,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Pressure,
        "kgf/cm² (gauge)",
        &[
            "kgf/cm2",
            "kgf/cm²",
            "kg/cm2",
            "kg/cm²",
            "公斤压力",
            "公斤力",
        ],
        98.0665,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Pressure,
        "kPa (absolute)",
        &[
            "kpaa",
            "kpa(a)",
            "kpa(绝压)",
            "kpa(绝)",
            "kpa绝压",
            "kpa(abs)",
        ],
        1.0,
        1.0,
        -ATMOSPHERE_KPA,
    ),
    unit(
        Dimension::Pressure,
        "MPa (absolute)",
        &[
            "mpaa",
            "mpa(a)",
            "mpa(绝压)",
            "mpa(绝)",
            "mpa绝压",
            "mpa(abs)",
        ],
        1e3,
        1.0,
        -ATMOSPHERE_KPA,
    ),
    unit(
        Dimension::Pressure,
        "bar (absolute)",
        &["bara", "bar(a)", "bar(绝压)", "bar(abs)"],
        100.0,
        1.0,
        -ATMOSPHERE_KPA,
    ),
    unit(
        Dimension::Pressure,
        "atm (absolute)",
        &["atm", "大气压", "标准大气压"],
        ATMOSPHERE_KPA,
        1.0,
        -ATMOSPHERE_KPA,
    ),
    unit(
        Dimension::Speed,
        "m/s",
        &["m/s", "米/秒", "米每秒", "mps"],
        1.0,
        1.0,
        0.0,
    ),
    unit(
        Dimension::Speed,
        "km/h",
        &["km/h", "公里/小时", "千米/小时", "kmh"],
        1.0,
        3.6,
        0.0,
    ),
    unit(
        Dimension::Angle,
        "°",
        &["°", "度", "deg", "degree", "degrees"],
        1.0,
        1.0,
        0.0,
    ),
    unit(Dimension::Share, "1", &["1"], 1.0, 1.0, 0.0),
    unit(
        Dimension::Share,
        "%",
        &["%", "百分比", "percent"],
        1.0,
        100.0,
        0.0,
    ),
    unit(Dimension::Share, "‰", &["‰"], 1.0, 1e3, 0.0),
    unit(
        Dimension::People,
        "persons",
        &["人", "名", "口", "人次", "persons", "people"],
        1.0,
        1.0,
        0.0,
    ),
    unit(
        Dimension::People,
        "10⁴ persons",
        &["万人", "万名"],
        1e4,
        1.0,
        0.0,
    ),
    unit(Dimension::People, "10³ persons", &["千人"], 1e3, 1.0, 0.0),
    unit(
        Dimension::Beds,
        "beds",
        &["张", "床", "个", "beds"],
        1.0,
        1.0,
        0.0,
    ),
];

/// The way from numbers in one unit to those of a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conversion {
    /// The unit that numbers are in.
    pub(super) from: &'static Unit,
    /// The unit of the column.
    pub(super) to: &'static Unit,
}

impl Conversion {
    /// A number in the unit of the column.
    pub(super) fn apply(self, value: f64) -> f64 {
        if std::ptr::eq(self.from, self.to) {
            return value;
        }
        let n = self.from.n * self.to.d;
        let d = self.from.d * self.to.n;
        let shift = (self.from.o - self.to.o) * self.to.d / self.to.n;
        // Division by a whole number is exact to the last digit where a product with 0.001 is not.
        value * n / d + shift
    }

    /// Whether it changes nothing.
    pub(super) fn is_same(self) -> bool {
        std::ptr::eq(self.from, self.to)
    }

    /// In words.
    pub(super) fn words(self) -> String {
        format!(
            "numbers are in {} and are converted to {}",
            self.from.name, self.to.name
        )
    }
}

/// The unit of one of our columns, which its name says.
pub(super) fn of_column(column: &str) -> Option<&'static Unit> {
    let name = match column {
        "quantity_t" => "t",
        "volume_m3" | "capacity_m3" => "m³",
        "diameter_m" | "height_m" | "tower_height_m" => "m",
        "diameter_mm" => "mm",
        "bund_area_m2" | "floor_area_m2" => "m²",
        "temperature_c" => "°C",
        "pressure_kpa" => "kPa (gauge)",
        "speed_m_s" => "m/s",
        "direction_deg_cw_north" => "°",
        "probability" => "1",
        "people_day" | "people_night" => "persons",
        "beds" => "beds",
        _ => return None,
    };
    UNITS.iter().find(|u| u.name == name)
}

fn plain_unit(text: &str) -> String {
    plain(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .trim_start_matches("单位")
        .trim_start_matches([':', '/', ','])
        .to_owned()
}

/// A unit by what people write, preferably one of a dimension (`度` is one of temperature and of angle).
pub(super) fn find(text: &str, dimension: Dimension) -> Option<&'static Unit> {
    let name = plain_unit(text);
    let names = |u: &&Unit| u.names.contains(&name.as_str());
    UNITS
        .iter()
        .filter(|u| u.dimension == dimension)
        .find(names)
        .or_else(|| UNITS.iter().find(names))
}

/// The conversion that a unit's text asks for in a column.
///
/// # Errors
/// [`Fault`] where the unit is not known, or measures something else.
pub(super) fn conversion(text: &str, column: &str, to: &'static Unit) -> Result<Conversion, Fault> {
    let Some(from) = find(text, to.dimension) else {
        return Err(Fault::new(
            format!("has the unit `{}`, which is not known", text.trim()),
            format!("write one of the units {}", known(to.dimension)),
        ));
    };
    if from.dimension != to.dimension {
        return Err(Fault::new(
            format!(
                "has the unit {}, which is one of {}; {column} is one of {}",
                from.name,
                words(from.dimension),
                words(to.dimension)
            ),
            format!(
                "write the {} in one of the units {}",
                words(to.dimension),
                known(to.dimension)
            ),
        ));
    }
    Ok(Conversion { from, to })
}

/// Whether a text is a unit of any kind.
pub(super) fn is_unit(text: &str) -> bool {
    let name = plain_unit(text).trim_matches(['(', ')']).to_owned();
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && UNITS.iter().any(|u| u.names.contains(&name.as_str()))
}

fn known(dimension: Dimension) -> String {
    let names: Vec<&str> = UNITS
        .iter()
        .filter(|u| u.dimension == dimension)
        .map(|u| u.name)
        .collect();
    names.join(", ")
}

const fn words(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Mass => "mass",
        Dimension::Volume => "volume",
        Dimension::Length => "length",
        Dimension::Area => "area",
        Dimension::Temperature => "temperature",
        Dimension::Pressure => "pressure",
        Dimension::Speed => "speed",
        Dimension::Angle => "angle",
        Dimension::Share => "share",
        Dimension::People => "people",
        Dimension::Beds => "beds",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn converted(value: f64, unit: &str, column: &str) -> f64 {
        let to = of_column(column).unwrap();
        conversion(unit, column, to).unwrap().apply(value)
    }

    #[test]
    fn known_conversions() {
        for (value, unit, column, expected) in [
            (500.0, "kg", "quantity_t", 0.5),
            (3.0, "公斤", "quantity_t", 0.003),
            (1.2, "万吨", "quantity_t", 12_000.0),
            (1.0, "亩", "floor_area_m2", 10_000.0 / 15.0),
            (0.8, "MPa", "pressure_kpa", 800.0),
            (0.101_325, "MPa（绝压）", "pressure_kpa", 0.0),
            (300.0, "K", "temperature_c", 26.850_000_000_000_023),
            (212.0, "℉", "temperature_c", 100.0),
            (2500.0, "mm", "diameter_m", 2.5),
            (0.5, "m", "diameter_mm", 500.0),
            (1.5, "万人", "people_day", 15_000.0),
            (12.0, "%", "probability", 0.12),
            (5000.0, "L", "volume_m3", 5.0),
            (36.0, "km/h", "speed_m_s", 10.0),
        ] {
            let got = converted(value, unit, column);
            assert!((got - expected).abs() < 1e-9, "{value} {unit}: {got}");
        }
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let tonnes = of_column("quantity_t").unwrap();
        let fault = conversion("桶", "quantity_t", tonnes).unwrap_err();
        assert!(fault.fix.contains("kg"), "{}", fault.fix);
        let fault = conversion("m³", "quantity_t", tonnes).unwrap_err();
        assert!(fault.rule.contains("volume"), "{}", fault.rule);
    }

    #[test]
    fn no_name_means_two_units_of_a_dimension() {
        for (i, a) in UNITS.iter().enumerate() {
            for b in &UNITS[i + 1..] {
                assert!(
                    a.dimension != b.dimension || a.names.iter().all(|n| !b.names.contains(n)),
                    "{} {}",
                    a.name,
                    b.name
                );
            }
        }
    }

    proptest! {
        #[test]
        fn a_conversion_and_back_gives_the_same(value in -1e6_f64..1e6, i in 0..UNITS.len(), j in 0..UNITS.len()) {
            let from = &UNITS[i];
            let same: Vec<&'static Unit> = UNITS.iter().filter(|u| u.dimension == from.dimension).collect();
            let to = same[j % same.len()];
            let there = Conversion { from, to }.apply(value);
            let back = Conversion { from: to, to: from }.apply(there);
            prop_assert!((back - value).abs() <= 1e-6 * value.abs().max(1.0) * (from.d / from.n).max(from.n / from.d).max(1.0));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            let _ = is_unit(&text);
            let _ = conversion(&text, "quantity_t", of_column("quantity_t").unwrap());
        }
    }
}
