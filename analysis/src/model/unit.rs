//! Units of a model's inputs and outputs, and the way from one to another of the same dimension.

/// Name of a unit, factor and offset.
type Unit = (&'static str, f64, f64);

/// Units by dimension, each with the factor and the offset that lead to the first of its dimension:
/// `first = value × factor + offset`. Definitions: SI Brochure (BIPM, 9th ed.), tables 4, 7 and 8; pound,
/// foot and psi by the international yard and pound agreement of 1959; mmHg conventional.
const UNITS: &[(&str, &[Unit])] = &[
    (
        "length",
        &[
            ("m", 1.0, 0.0),
            ("mm", 1e-3, 0.0),
            ("cm", 1e-2, 0.0),
            ("km", 1e3, 0.0),
            ("in", 0.0254, 0.0),
            ("ft", 0.3048, 0.0),
        ],
    ),
    ("inverse length", &[("1/m", 1.0, 0.0), ("1/km", 1e-3, 0.0)]),
    (
        "area",
        &[
            ("m2", 1.0, 0.0),
            ("mm2", 1e-6, 0.0),
            ("cm2", 1e-4, 0.0),
            ("km2", 1e6, 0.0),
            ("ha", 1e4, 0.0),
        ],
    ),
    (
        "inverse area",
        &[
            ("1/m2", 1.0, 0.0),
            ("1/km2", 1e-6, 0.0),
            ("1/ha", 1e-4, 0.0),
        ],
    ),
    ("volume", &[("m3", 1.0, 0.0), ("L", 1e-3, 0.0)]),
    (
        "volume rate",
        &[("m3/s", 1.0, 0.0), ("m3/h", 1.0 / 3600.0, 0.0)],
    ),
    (
        "time",
        &[
            ("s", 1.0, 0.0),
            ("ms", 1e-3, 0.0),
            ("min", 60.0, 0.0),
            ("h", 3600.0, 0.0),
        ],
    ),
    ("speed", &[("m/s", 1.0, 0.0), ("km/h", 1.0 / 3.6, 0.0)]),
    ("acceleration", &[("m/s2", 1.0, 0.0)]),
    (
        "temperature",
        &[
            ("K", 1.0, 0.0),
            ("degC", 1.0, 273.15),
            ("C", 1.0, 273.15),
            ("°C", 1.0, 273.15),
            ("℃", 1.0, 273.15),
        ],
    ),
    (
        "pressure",
        &[
            ("Pa", 1.0, 0.0),
            ("Pa abs", 1.0, 0.0),
            ("kPa", 1e3, 0.0),
            ("kPa abs", 1e3, 0.0),
            ("MPa", 1e6, 0.0),
            ("MPa abs", 1e6, 0.0),
            ("bar", 1e5, 0.0),
            ("bar abs", 1e5, 0.0),
            ("mbar", 100.0, 0.0),
            ("atm", 101_325.0, 0.0),
            ("psi", 6_894.757_293_168, 0.0),
            ("psia", 6_894.757_293_168, 0.0),
            ("psig", 6_894.757_293_168, 0.0),
            ("mmHg", 133.322_387_415, 0.0),
        ],
    ),
    (
        "impulse",
        &[
            ("Pa s", 1.0, 0.0),
            ("Pa·s", 1.0, 0.0),
            ("kPa s", 1e3, 0.0),
            ("kPa ms", 1.0, 0.0),
        ],
    ),
    (
        "mass",
        &[
            ("kg", 1.0, 0.0),
            ("g", 1e-3, 0.0),
            ("mg", 1e-6, 0.0),
            ("t", 1e3, 0.0),
            ("lb", 0.453_592_37, 0.0),
        ],
    ),
    (
        "mass rate",
        &[
            ("kg/s", 1.0, 0.0),
            ("g/s", 1e-3, 0.0),
            ("kg/h", 1.0 / 3600.0, 0.0),
            ("kg/min", 1.0 / 60.0, 0.0),
            ("t/h", 1.0 / 3.6, 0.0),
            ("lb/min", 0.453_592_37 / 60.0, 0.0),
        ],
    ),
    ("mass flux", &[("kg/m2/s", 1.0, 0.0), ("g/m2/s", 1e-3, 0.0)]),
    (
        "density",
        &[
            ("kg/m3", 1.0, 0.0),
            ("g/m3", 1e-3, 0.0),
            ("mg/m3", 1e-6, 0.0),
            ("g/cm3", 1e3, 0.0),
        ],
    ),
    (
        "molar mass",
        &[
            ("kg/mol", 1.0, 0.0),
            ("g/mol", 1e-3, 0.0),
            ("kg/kmol", 1e-3, 0.0),
        ],
    ),
    (
        "heat",
        &[("J", 1.0, 0.0), ("kJ", 1e3, 0.0), ("MJ", 1e6, 0.0)],
    ),
    (
        "specific heat of change",
        &[("J/kg", 1.0, 0.0), ("kJ/kg", 1e3, 0.0), ("MJ/kg", 1e6, 0.0)],
    ),
    (
        "molar heat of change",
        &[
            ("J/mol", 1.0, 0.0),
            ("J/kmol", 1e-3, 0.0),
            ("kJ/mol", 1e3, 0.0),
        ],
    ),
    (
        "specific heat capacity",
        &[("J/kg/K", 1.0, 0.0), ("kJ/kg/K", 1e3, 0.0)],
    ),
    (
        "molar heat capacity",
        &[("J/mol/K", 1.0, 0.0), ("J/kmol/K", 1e-3, 0.0)],
    ),
    ("conductivity", &[("W/m/K", 1.0, 0.0)]),
    ("diffusivity", &[("m2/s", 1.0, 0.0), ("mm2/s", 1e-6, 0.0)]),
    ("heat flux", &[("W/m2", 1.0, 0.0), ("kW/m2", 1e3, 0.0)]),
    (
        "thermal dose",
        &[("(W/m2)^(4/3) s", 1.0, 0.0), ("(kW/m2)^(4/3) s", 1e4, 0.0)],
    ),
    (
        "scaled distance",
        &[("m/kg^1/3", 1.0, 0.0), ("m/kg^(1/3)", 1.0, 0.0)],
    ),
    (
        "share",
        &[
            ("-", 1.0, 0.0),
            ("", 1.0, 0.0),
            ("1", 1.0, 0.0),
            ("kg/kg", 1.0, 0.0),
            ("mol/mol", 1.0, 0.0),
            ("%", 1e-2, 0.0),
            ("ppm", 1e-6, 0.0),
        ],
    ),
    (
        "angle",
        &[
            ("deg", 1.0, 0.0),
            ("°", 1.0, 0.0),
            ("rad", 180.0 / std::f64::consts::PI, 0.0),
        ],
    ),
    (
        "frequency",
        &[("1/yr", 1.0, 0.0), ("1/a", 1.0, 0.0), ("1/h", 8_760.0, 0.0)],
    ),
    ("share of the year", &[("h/yr", 1.0, 0.0)]),
];

/// A value in another unit of the same dimension; none where either is not known or the dimensions differ.
pub(crate) fn convert(value: f64, from: &str, to: &str) -> Option<f64> {
    if from == to {
        return Some(value);
    }
    UNITS.iter().find_map(|(_, units)| {
        let (_, factor, offset) = units.iter().find(|(name, ..)| *name == from)?;
        let (_, back, shift) = units.iter().find(|(name, ..)| *name == to)?;
        Some((value.mul_add(*factor, *offset) - shift) / back)
    })
}

/// Units of the same dimension, for a message.
pub(crate) fn like(unit: &str) -> Vec<&'static str> {
    UNITS
        .iter()
        .find(|(_, units)| units.iter().any(|(name, ..)| *name == unit))
        .map(|(_, units)| {
            units
                .iter()
                .map(|(name, ..)| *name)
                .filter(|n| !n.is_empty())
                .collect()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_dimension_are_converted() {
        let close =
            |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-9 * b.abs(), "{a:?} {b}");
        close(convert(20.0, "degC", "K"), 293.15);
        close(convert(293.15, "K", "degC"), 20.0);
        close(convert(6.5, "bar", "Pa"), 650_000.0);
        close(convert(12.5, "kW/m2", "W/m2"), 12_500.0);
        close(convert(5.0, "min", "s"), 300.0);
        assert_eq!(convert(1.0, "m", "Pa"), None);
        assert!(like("Pa").contains(&"bar"));
    }
}
