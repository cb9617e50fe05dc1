//! Short ways on the ground, in metres east and north, and their words.
//!
//! ```text
//! m_φ = 111132.954 − 559.822 cos 2φ + 1.175 cos 4φ            metres a degree of latitude
//! m_λ = 111412.84 cos φ − 93.5 cos 3φ + 0.118 cos 5φ          metres a degree of longitude
//! ```
//!
//! Good to a metre within ten kilometres, which is all that is asked here: no verdict rests on it.
//!
//! Source: NGA, *The American Practical Navigator*, 2019, appendix "length of a degree" (WGS 84).

use geo_types::Coord;

/// A way, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Way {
    pub(super) east_m: f64,
    pub(super) north_m: f64,
}

/// Metres a degree of longitude and of latitude.
pub(super) fn metres_a_degree(lat: f64) -> (f64, f64) {
    let phi = lat.to_radians();
    let cos = |n: f64| libm::cos(n * phi);
    (
        111_412.84 * cos(1.0) - 93.5 * cos(3.0) + 0.118 * cos(5.0),
        111_132.954 - 559.822 * cos(2.0) + 1.175 * cos(4.0),
    )
}

/// The way from one longitude and latitude to another.
pub(super) fn way(from: Coord<f64>, to: Coord<f64>) -> Way {
    let (m_lon, m_lat) = metres_a_degree(f64::midpoint(from.y, to.y));
    Way {
        east_m: (to.x - from.x) * m_lon,
        north_m: (to.y - from.y) * m_lat,
    }
}

impl Way {
    pub(super) fn length_m(self) -> f64 {
        self.east_m.hypot(self.north_m)
    }

    /// As people say it: `412 m NE`, `3.2 km W`.
    pub(super) fn words(self) -> String {
        const WINDS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
        let bearing_deg_cw_north = libm::atan2(self.east_m, self.north_m)
            .to_degrees()
            .rem_euclid(360.0);
        let wind = WINDS[(bearing_deg_cw_north / 45.0).round() as usize % WINDS.len()];
        format!("{} {wind}", length(self.length_m()))
    }
}

/// A length as people say it.
pub(super) fn length(metres: f64) -> String {
    if metres < 1_000.0 {
        format!("{metres:.0} m")
    } else if metres < 100_000.0 {
        format!("{:.1} km", metres / 1_000.0)
    } else {
        format!("{:.0} km", metres / 1_000.0)
    }
}

/// The middle of some numbers; none of none.
pub(super) fn median(numbers: &mut [f64]) -> Option<f64> {
    if numbers.is_empty() {
        return None;
    }
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    Some(if numbers.len() % 2 == 1 {
        numbers[half]
    } else {
        f64::midpoint(numbers[half - 1], numbers[half])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_has_length_and_wind() {
        let from = Coord {
            x: 119.97,
            y: 31.81,
        };
        let to = Coord {
            x: 119.974_740_854,
            y: 31.807_948_308,
        };
        let way = way(from, to);
        assert!(
            (way.east_m - 448.9).abs() < 1.0 && (way.north_m + 227.5).abs() < 1.0,
            "{way:?}"
        );
        assert_eq!(way.words(), "503 m SE");
        assert_eq!(length(3_240.0), "3.2 km");
        assert_eq!(median(&mut [3.0, 1.0, 2.0, 10.0]), Some(2.5));
        assert_eq!(median(&mut []), None);
    }
}
