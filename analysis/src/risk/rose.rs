//! The weather of a year: classes of stability, wind speed and time of day, each with its own rose.
//!
//! A rose says where the wind comes from; a cloud goes the other way. It is turned here, once.

use crate::error::Error;
use crate::facts::{Period, Stability, WeatherRow};

/// Fewest angles of a polar table where nothing else is said: 2.5° each.
pub const LEAST_ANGLES: usize = 144;
/// How far directions of a rose may miss their equal spacing, degrees: published roses round 22.5 to 22 and 23.
const SPACING_TOLERANCE_DEG: f64 = 0.6;
/// How far the shares of the weather may miss 1; as the import has it.
const SUM_TOLERANCE: f64 = 1e-3;

/// One class of weather.
#[derive(Debug, Clone, PartialEq)]
pub struct WeatherClass {
    /// Pasquill class.
    pub stability: Stability,
    /// Wind speed at 10 m, m/s.
    pub speed_m_s: f64,
    /// Day or night.
    pub period: Period,
    /// Share of the year, 0 to 1.
    pub probability: f64,
    /// Share of the year by the sector *toward* which the wind blows: sector 0 is centred on
    /// [`Rose::first_deg`], the others follow clockwise. Sums to `probability`.
    pub toward: Vec<f64>,
}

/// All classes of weather, over one division of the horizon into equal sectors.
#[derive(Debug, Clone, PartialEq)]
pub struct Rose {
    /// Centre of sector 0, degrees clockwise from north.
    pub first_deg: f64,
    /// Number of sectors.
    pub sectors: usize,
    /// Fewest angles of a polar table over this rose.
    pub least_angles: usize,
    /// The classes, in the order of period, stability and speed.
    pub classes: Vec<WeatherClass>,
}

impl Rose {
    /// Makes a rose of the rows of the weather layer.
    ///
    /// # Errors
    /// [`Error::Input`] where there are no rows, their shares do not sum to 1, or their directions do not
    /// divide the horizon into equal sectors.
    pub fn of(rows: &[WeatherRow]) -> Result<Self, Error> {
        let wrong = |detail: String| Error::Input {
            pointer: "/weather".to_owned(),
            detail,
        };
        if rows.is_empty() {
            return Err(wrong(
                "there is no weather; import the joint frequencies of wind and stability"
                    .to_owned(),
            ));
        }
        let sum: f64 = rows.iter().map(|r| r.probability).sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(wrong(format!(
                "the shares of the weather sum to {sum}, not to 1"
            )));
        }
        let mut directions: Vec<f64> = rows
            .iter()
            .map(|r| r.direction_deg_cw_north.rem_euclid(360.0))
            .collect();
        directions.sort_by(f64::total_cmp);
        directions.dedup();
        let sectors = directions.len();
        let width = 360.0 / sectors as f64;
        let first = directions.first().copied().unwrap_or(0.0);
        for (i, direction) in directions.iter().enumerate() {
            let even = width.mul_add(i as f64, first);
            if (direction - even).abs() > SPACING_TOLERANCE_DEG {
                return Err(wrong(format!(
                    "the wind comes from {sectors} directions, which do not divide the horizon equally: {direction}° stands where {even}° would"
                )));
            }
        }
        let mut classes: Vec<WeatherClass> = Vec::new();
        for row in rows {
            let sector = directions
                .iter()
                .position(|d| {
                    d.total_cmp(&row.direction_deg_cw_north.rem_euclid(360.0))
                        .is_eq()
                })
                .unwrap_or_default();
            let known = classes.iter().position(|c| {
                c.stability == row.stability
                    && c.speed_m_s.total_cmp(&row.speed_m_s).is_eq()
                    && c.period == row.period
            });
            let at = known.unwrap_or_else(|| {
                classes.push(WeatherClass {
                    stability: row.stability,
                    speed_m_s: row.speed_m_s,
                    period: row.period,
                    probability: 0.0,
                    toward: vec![0.0; sectors],
                });
                classes.len() - 1
            });
            classes[at].toward[sector] += row.probability / sum;
        }
        for class in &mut classes {
            class.probability = class.toward.iter().sum();
        }
        classes.retain(|c| c.probability > 0.0);
        classes.sort_by(|a, b| {
            (a.period, a.stability)
                .cmp(&(b.period, b.stability))
                .then(a.speed_m_s.total_cmp(&b.speed_m_s))
        });
        Ok(Self {
            // What comes from the south goes to the north.
            first_deg: (first + 180.0).rem_euclid(360.0),
            sectors,
            least_angles: LEAST_ANGLES,
            classes,
        })
    }

    /// Width of a sector, radians.
    pub fn width_rad(&self) -> f64 {
        std::f64::consts::TAU / self.sectors as f64
    }

    /// Angles of a polar table over this rose: a multiple of its sectors, so that each of them is a whole number
    /// of steps wide, and even, so that a half turn is one, too.
    pub fn angles(&self) -> usize {
        let angles = self.least_angles.max(1).div_ceil(self.sectors) * self.sectors;
        angles << (angles % 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Provenance;

    fn row(direction: f64, stability: Stability, period: Period, probability: f64) -> WeatherRow {
        WeatherRow {
            direction_deg_cw_north: direction,
            speed_m_s: 2.0,
            stability,
            period,
            probability,
            provenance: Provenance {
                source_file: "weather.csv".into(),
                source_row: 1,
                imported_at: "2026-01-01T00:00:00Z".into(),
                synthetic: true,
            },
        }
    }

    #[test]
    fn wind_from_the_east_blows_toward_the_west() {
        let all: Vec<WeatherRow> = (0..16)
            .map(|i| {
                row(
                    22.5 * f64::from(i),
                    Stability::D,
                    Period::Day,
                    if i == 4 { 0.7 } else { 0.02 },
                )
            })
            .collect();
        let rose = Rose::of(&all).unwrap();
        assert_eq!(
            (rose.sectors, rose.angles(), rose.classes.len()),
            (16, 144, 1)
        );
        let class = &rose.classes[0];
        let sector = class.toward.iter().position(|p| *p > 0.5).unwrap();
        let toward = (rose.first_deg + 22.5 * sector as f64).rem_euclid(360.0);
        assert!((toward - 270.0).abs() < 1e-9, "{toward}");
        assert!((class.probability - 1.0).abs() < 1e-12);
    }

    #[test]
    fn other_divisions_of_the_horizon_are_taken_and_uneven_ones_refused() {
        let even = |n: u32| -> Vec<WeatherRow> {
            (0..n)
                .map(|i| {
                    row(
                        360.0 * f64::from(i) / f64::from(n),
                        Stability::F,
                        Period::Night,
                        1.0 / f64::from(n),
                    )
                })
                .collect()
        };
        assert_eq!(Rose::of(&even(12)).unwrap().angles(), 144);
        assert_eq!(Rose::of(&even(36)).unwrap().angles(), 144);
        assert_eq!(Rose::of(&even(10)).unwrap().angles(), 150);
        assert_eq!(Rose::of(&even(5)).unwrap().angles(), 290);
        let finer = Rose {
            least_angles: 288,
            ..Rose::of(&even(16)).unwrap()
        };
        assert_eq!(finer.angles(), 288);
        let mut uneven = even(8);
        uneven[3].direction_deg_cw_north += 9.0;
        assert!(Rose::of(&uneven).unwrap_err().to_string().contains("144°"));
        assert!(
            Rose::of(&even(8)[..7])
                .unwrap_err()
                .to_string()
                .contains("sum to 0.875")
        );
        assert!(Rose::of(&[]).is_err());
    }
}
