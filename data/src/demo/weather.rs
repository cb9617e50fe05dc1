//! Weather: 16 sectors × six classes, made from a small parametric rose.
//!
//! Direction shares and stability shares are the published percentages of Shanghai Hongqiao (TMYx
//! 1956–2023, climate.onebuilding.org; classes by Turner's radiation index); their product and the
//! split into day and night are invented. The rows say so: a proxy 140 km away, not Changzhou.

use analysis::facts::{Period, Stability, WeatherRow};

use super::Origin;

/// Share of the wind from each sector, per cent, from north clockwise; calms are shared out.
const ROSE: [f64; 16] = [
    11.8, 6.0, 4.9, 3.9, 5.4, 7.8, 9.7, 10.3, 7.2, 3.9, 3.4, 2.4, 3.1, 3.0, 4.9, 7.3,
];

/// Class, speed, share by day and by night. Day: A and B 18, C 29, D 53 %; night: D 33, E 29, F 38 %.
/// The speeds are those that such tables are reduced to (TNO *Purple Book*, CPR 18E, 4.A.2).
const CLASSES: [(Stability, f64, f64, f64); 6] = [
    (Stability::B, 3.0, 0.18, 0.0),
    (Stability::C, 4.0, 0.29, 0.0),
    (Stability::D, 5.0, 0.38, 0.23),
    (Stability::D, 9.0, 0.15, 0.10),
    (Stability::E, 4.0, 0.0, 0.29),
    (Stability::F, 1.5, 0.0, 0.38),
];

/// Parts into which the year is cut: probabilities are whole numbers of them and sum to 1 exactly.
const PARTS: u64 = 1 << 20;

/// Rows of the layer `weather`.
pub(super) fn rows(origin: &Origin) -> Vec<WeatherRow> {
    let mut keys = Vec::new();
    let mut weights = Vec::new();
    for period in [Period::Day, Period::Night] {
        for (sector, share) in ROSE.iter().enumerate() {
            for (stability, speed_m_s, day, night) in CLASSES {
                let of_class = if period == Period::Day { day } else { night };
                if of_class > 0.0 {
                    keys.push((period, sector, stability, speed_m_s));
                    weights.push(share * of_class);
                }
            }
        }
    }
    let parts = super::population::largest_remainder(&weights, PARTS);
    keys.into_iter()
        .zip(parts)
        .enumerate()
        .map(
            |(number, ((period, sector, stability, speed_m_s), parts))| WeatherRow {
                direction_deg_cw_north: 22.5 * sector as f64,
                speed_m_s,
                stability,
                period,
                probability: parts as f64 / PARTS as f64,
                provenance: origin.invented(
                    "demo generator: Shanghai Hongqiao proxy (TMYx), parametric rose",
                    number + 1,
                ),
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_whole_and_the_rose_is_kept() {
        let rows = rows(&Origin::test());
        assert!(
            (rows.iter().map(|r| r.probability).sum::<f64>() - 1.0).abs() <= 0.0,
            "exact: parts of a power of two"
        );
        let from_north: f64 = rows
            .iter()
            .filter(|r| r.direction_deg_cw_north < 1.0)
            .map(|r| r.probability)
            .sum();
        assert!((from_north - 11.8 / ROSE.iter().sum::<f64>()).abs() < 1e-5);
        assert!(
            rows.iter()
                .all(|r| r.probability > 0.0 && r.provenance.synthetic)
        );
    }
}
