//! The worked grid point of the Purple Book (CPR 18E, 1999, app. 6.B) by the machinery of a city: plume, probit,
//! footprint, kernel, risk at a point and on the grid; and a chlorine release by the same rule.
//!
//! The book does not integrate over the wind: it takes a plume for as wide as its equivalent width and asks which share
//! of the sector that covers (eq. 6.11). In the middle of a sector that holds the whole plume the two are the same but
//! for three things, whose sizes follow from the numbers of the example:
//!
//! * the book measures along the chord, a kernel along the arc: `asin(y/r)` is up to 0.7 % more than `y/r` at
//!   the edge of the plume (74 m at 361 m), 1.1 % in the chlorine case;
//! * the book leaves out what is less deadly than 1 % across the plume, a footprint only along it: 0.1 %;
//! * a ring of a footprint is a stack of eight arcs: 1 % at most (see `footprint`).
//!
//! So the exact number, which the test integrates by itself, is met within 1 %, and the printed one within 2 %:
//! these and the rounding of 7.0e-9 to two digits.

use std::f64::consts::{FRAC_PI_2, PI};

use geo_types::Coord;
use serde_json::Value;

use super::source::{Origin, Source, Spot};
use super::{Fineness, Kernel, Risk, Weigh, kernel};
use crate::consequence::dispersion::plume::Plume;
use crate::consequence::dispersion::sigma::Sigma;
use crate::consequence::dispersion::stability::{Stability, Terrain};
use crate::consequence::vulnerability::toxic::{Toxicity, cut_off_probit};
use crate::facts::{Period, Stability as Letter, Storage};
use crate::risk::footprint::Radii;
use crate::risk::grid::Grid;
use crate::risk::probability;
use crate::risk::rose::{Rose, WeatherClass};
use crate::scenario::cloud::Weather;
use crate::scenario::contents::Contents;
use crate::scenario::contents::tests::vessel;
use crate::scenario::equipment::{FrequencySet, Loss, losses};
use crate::scenario::isolation::Branch;
use crate::scenario::outcome::{Kind, Outcome, Piece, course};
use crate::scenario::poison::{self, Axis};
use crate::scenario::tables::{Scenario, Table, Tables};

/// A release with a grid point, as the book has it.
struct Example {
    plume: Plume,
    toxicity: Toxicity,
    receptor_m: f64,
    minutes: f64,
    distance_m: f64,
    per_year: f64,
    weather_and_sector: f64,
}

impl Example {
    fn of(inputs: &Value) -> Self {
        let number = |name: &str| inputs[name].as_f64().unwrap_or_else(|| panic!("{name}"));
        let rate = inputs["Q_kg_s"].as_f64().unwrap();
        let (wind, x) = (number("u_m_s"), number("x_m"));
        let sigma = Sigma::through(x, number("sigma_y"), number("sigma_z"));
        let probit = |name: &str| inputs["probit"][name].as_f64().unwrap();
        Self {
            plume: Plume::new(rate, wind, number("h"), sigma, None).unwrap(),
            toxicity: Toxicity {
                a: probit("a"),
                b: probit("b"),
                n: probit("n"),
            },
            receptor_m: number("z"),
            minutes: number("t_min"),
            distance_m: x,
            per_year: number("f_per_yr"),
            weather_and_sector: number("PM_Pphi"),
        }
    }

    fn mg_m3(&self, x_m: f64) -> f64 {
        1e6 * self.plume.concentration_kg_m3(x_m, 0.0, self.receptor_m)
    }

    fn axis(&self, x_m: f64) -> Axis {
        Axis {
            load: self.mg_m3(x_m).powf(self.toxicity.n) * self.minutes,
            sigma_m: self.plume.sigma.y_m(x_m),
            around: 0.0,
        }
    }

    fn probit(&self) -> f64 {
        self.toxicity.probit(self.axis(self.distance_m).load)
    }

    /// `f P_w n/2π ∫ P(r sin ψ) dψ` over a half turn, by Simpson's rule.
    fn exact_per_year(&self, sectors: f64) -> f64 {
        let steps = 20_000_u32;
        let h = PI / f64::from(steps);
        let slope =
            0.5 * self.toxicity.b * self.toxicity.n / self.axis(self.distance_m).sigma_m.powi(2);
        let mut sum = 0.0;
        for i in 0..=steps {
            let y = self.distance_m * (h * f64::from(i) - FRAC_PI_2).sin();
            let weight = match i {
                0 => 1.0,
                i if i == steps => 1.0,
                i if i % 2 == 1 => 4.0,
                _ => 2.0,
            };
            sum += weight * probability(self.probit() - slope * y * y);
        }
        self.per_year * self.weather_and_sector * sectors / (2.0 * PI) * sum * h / 3.0
    }

    /// A city that holds this release and nothing else, in a rose of twelve sectors with one wind, toward 30°.
    fn city(&self, radii: Radii) -> Risk {
        let mut toward = vec![0.0; 12];
        toward[1] = self.weather_and_sector;
        self.under(radii, toward)
    }

    fn under(&self, radii: Radii, toward: Vec<f64>) -> Risk {
        let fineness = Fineness::default();
        let rose = Rose {
            first_deg: 0.0,
            sectors: toward.len(),
            least_angles: fineness.angles,
            classes: vec![WeatherClass {
                stability: Letter::D,
                speed_m_s: self.plume.wind_m_s,
                period: Period::Day,
                probability: toward.iter().sum(),
                toward,
            }],
        };
        let weather = Weather {
            stability: Stability::D,
            speed_m_s: self.plume.wind_m_s,
            air_k: 293.15,
            terrain: Terrain::Rural,
        };
        // Any poison will do: what becomes of it is put in place of what would.
        let contents = Contents::of(&vessel("氯", Storage::PressurisedLiquefied, 180.0), 293.15);
        let contents = contents.unwrap();
        let mut course = course(&contents, Loss::TenMinutes, &weather, &radii)
            .unwrap()
            .unwrap();
        let footprint =
            poison::footprint(&radii, &self.toxicity, |k| vec![self.axis(radii.node_m(k))]);
        course.outcomes = vec![Outcome {
            kind: Kind::Toxic,
            probability: 1.0,
            reach_m: footprint.reach_m(&radii),
            pieces: vec![Piece {
                footprint,
                individual: 1.0,
                outdoors: 1.0,
                indoors: 0.1,
            }],
        }];
        let loss = losses(None, contents.storage, None, FrequencySet::PurpleBook).unwrap()[1];
        // A pressure vessel that loses all in ten minutes is as frequent as the book's release.
        assert!((loss.per_year - self.per_year).abs() < 1e-20);
        let scenarios = vec![Scenario {
            loss,
            per_year: loss.per_year,
            branch: Branch::OPEN,
            table: 0,
        }];
        let tables = Tables {
            radii,
            weathers: vec![weather],
            weather_of_class: vec![0],
            tables: vec![Some(Table {
                contents,
                loss: loss.loss,
                courses: vec![Some(course)],
            })],
        };
        let kernels: Vec<Kernel> = vec![kernel(&tables, &rose, &scenarios, |_| {
            Some(Weigh::Individual)
        })];
        let spot = Spot {
            at: Coord { x: 0.0, y: 0.0 },
            weight: 1.0,
        };
        Risk {
            fineness,
            rose,
            tables,
            sources: vec![Source {
                origin: Origin::Vessel { site: 0, vessel: 0 },
                chains: vec![vec![spot]],
                pieces: vec![spot],
                scenarios,
                kernel: 0,
            }],
            reach_m: vec![radii.node_m(kernels[0].rings())],
            kernels,
            unknown: Vec::new(),
            without_risk: Vec::new(),
        }
    }

    fn point(&self, bearing_deg: f64) -> Coord<f64> {
        let (sin, cos) = bearing_deg.to_radians().sin_cos();
        Coord {
            x: self.distance_m * sin,
            y: self.distance_m * cos,
        }
    }
}

fn benchmark() -> Value {
    let text = include_str!("../../../../tests/cases/benchmarks/A_purplebook_6B.json");
    serde_json::from_str(text).unwrap()
}

fn is_close(got: f64, expected: f64, relative: f64) {
    assert!(
        (got / expected - 1.0).abs() <= relative,
        "{got} instead of {expected}"
    );
}

/// Risk at the point by every way: the kernel, its shares, a cell of the grid.
fn risks(risk: &Risk, point: Coord<f64>) -> [f64; 3] {
    let shares = risk.at(point);
    assert_eq!(shares.shares.len(), 1);
    let cell = 50.0;
    let grid = Grid {
        west_m: point.x - 0.5 * cell,
        south_m: point.y - 0.5 * cell,
        cell_m: cell,
        columns: 1,
        rows: 1,
    };
    [
        risk.sum_at(point),
        shares.lsir_per_year,
        risk.lsir(&grid)[0],
    ]
}

#[test]
fn each_step_is_what_the_book_prints() {
    let benchmark = benchmark();
    let printed = |name: &str| benchmark["printed"][name].as_f64().unwrap();
    let book = Example::of(&benchmark["inputs"]);
    let x = book.distance_m;
    // Printed numbers have two or three digits; the collection asks for 1 %.
    is_close(book.mg_m3(x) / 1e3, printed("C_g_m3"), 0.01);
    is_close(book.probit(), printed("Pr"), 0.01);
    is_close(probability(book.probit()), printed("Pcl"), 0.01);
    let sigma = book.axis(x).sigma_m;
    let across = |cut_off| book.toxicity.across_m(book.probit(), sigma, cut_off);
    is_close(across(cut_off_probit()), printed("PI_m"), 0.01);
    let width = book
        .toxicity
        .equivalent_width_m(book.probit(), sigma, cut_off_probit());
    is_close(width, printed("ECW_m"), 0.01);
}

#[test]
fn the_grid_point_of_the_book_and_the_chlorine_release() {
    let benchmark = benchmark();
    let chlorine = &benchmark["derived_case_chlorine"];
    for (inputs, told) in [
        (&benchmark["inputs"], &benchmark["printed"]["dIR_per_yr"]),
        (&benchmark["inputs"], &benchmark["computed"]["dIR_per_yr"]),
        (&chlorine["inputs"], &chlorine["computed"]["dIR_per_yr"]),
    ] {
        let example = Example::of(inputs);
        let exact = example.exact_per_year(12.0);
        // A node of the table at the point, then the table of the city, which is read between two nodes.
        let on_node = Radii {
            first_m: example.distance_m / 64.0,
            per_octave: 8,
            count: 80,
        };
        for radii in [on_node, Radii::default()] {
            for got in risks(&example.city(radii), example.point(30.0)) {
                is_close(got, exact, 0.01);
                is_close(got, told.as_f64().unwrap(), 0.02);
            }
        }
    }
}

/// Where the book's rule and the integral part: at the border of a sector the plume is half in it.
#[test]
fn at_the_border_of_a_sector_half_a_plume_counts_and_both_sides_make_a_whole() {
    let example = Example::of(&benchmark()["inputs"]);
    let exact = example.exact_per_year(12.0);
    let risk = example.city(Radii::default());
    is_close(risk.sum_at(example.point(15.0)), 0.5 * exact, 0.01);
    is_close(risk.sum_at(example.point(45.0)), 0.5 * exact, 0.01);
    assert!(risk.sum_at(example.point(0.0)).abs() < 1e-3 * exact);
    assert!(risk.sum_at(example.point(210.0)).abs() < 1e-300);
    // With the same wind in all sectors there is no border.
    let even = example.under(Radii::default(), vec![example.weather_and_sector; 12]);
    for bearing in [0.0, 15.0, 33.69, 45.0, 200.0] {
        is_close(even.sum_at(example.point(bearing)), exact, 0.01);
    }
}
