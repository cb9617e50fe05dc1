//! The courses of every loss of containment of a city in every weather; equal equipment once.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::cloud::Weather;
use super::contents::{Contents, Pipe};
use super::equipment::{Loss, LossOfContainment, losses};
use super::isolation::Branch;
use super::outcome::{Course, course};
use super::{Settings, Unmodelled};
use super::{connections, pipeline};
use crate::consequence::dispersion::stability::Stability;
use crate::facts::{Pipeline, Vessel};
use crate::risk::footprint::Radii;
use crate::risk::rose::Rose;

/// What can release something, as the facts have it.
#[derive(Debug, Clone, Copy)]
pub enum Holder<'a> {
    /// A vessel.
    Vessel(&'a Vessel),
    /// A pipeline, and its length, m.
    Pipeline(&'a Pipeline, f64),
}

impl Holder<'_> {
    /// What it holds and how it can lose it, in the order of the table.
    fn losses(self, settings: &Settings) -> Result<Vec<(Contents, LossOfContainment)>, Unmodelled> {
        match self {
            Self::Vessel(vessel) => {
                let contents = Contents::of(vessel, settings.air_k)?;
                let equipment = vessel.equipment.as_deref();
                let (placement, set) = (vessel.placement, settings.frequencies);
                let all = losses(equipment, contents.storage, placement, set)?;
                let connected = connections::losses(
                    &contents,
                    settings.piping,
                    settings.loading,
                    settings.frequencies,
                );
                let own = all.into_iter().map(|loss| (contents, loss));
                Ok(own.chain(connected).collect())
            }
            Self::Pipeline(of, length_m) => pipeline::losses(of, length_m, settings),
        }
    }
}

/// A scenario: a loss of containment and its course in every weather.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// The loss, with its row of the table.
    pub loss: LossOfContainment,
    /// How often, 1/yr, with the factor for management; of a pipeline, 1/yr of each metre.
    pub per_year: f64,
    /// Whether valves close, and how likely that is; its probability is in the frequency.
    pub branch: Branch,
    /// Number of its table.
    pub table: usize,
}

/// The courses of a loss of containment, by weather of [`Tables::weathers`].
#[derive(Debug, Clone)]
pub struct Table {
    /// What is lost.
    pub contents: Contents,
    /// How.
    pub loss: Loss,
    /// What becomes of it, by weather; none where the vessel is empty.
    pub courses: Vec<Option<Course>>,
}

/// All tables.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Radii of every footprint.
    pub radii: Radii,
    /// The kinds of weather that differ for a cloud.
    pub weathers: Vec<Weather>,
    /// Number of the weather of each class of the rose.
    pub weather_of_class: Vec<usize>,
    /// The tables, each of equipment that differs; none for one that cannot be followed, which no scenario names.
    pub tables: Vec<Option<Table>>,
}

/// The scenarios of a vessel or pipeline, or why it has none.
pub type OfHolder = Result<Vec<Scenario>, Unmodelled>;

/// What makes two tables the same.
type Key = (&'static str, Option<&'static str>, u8, [u64; 9], Loss);

fn key(contents: &Contents, loss: Loss) -> Key {
    let storage = crate::facts::Storage::ALL
        .iter()
        .position(|s| *s == contents.storage)
        .unwrap_or(0);
    // The size of a leak makes no difference to a rupture, nor the length of the pipe to a leak.
    let pipe = contents.pipe.map_or([0.0; 5], |p| match loss {
        Loss::Leak => [0.0, p.leak_m, 0.0, p.head_m, p.open_s],
        _ => [p.bore_m, f64::from(p.sides), p.side_m, p.head_m, p.open_s],
    });
    (
        contents.chemical.cas.as_str(),
        // A mixture is named in its own table.
        contents.stands_for.map(|s| s.cas.as_str()),
        storage as u8,
        [
            contents.temperature_k.to_bits(),
            contents.pressure_pa.to_bits(),
            contents.mass_kg.to_bits(),
            contents.bund_m2.unwrap_or(-1.0).to_bits(),
            pipe[0].to_bits(),
            pipe[1].to_bits(),
            pipe[2].to_bits(),
            pipe[3].to_bits(),
            pipe[4].to_bits(),
        ],
        loss,
    )
}

/// A release with its branches: valves shut off what flows through a pipe, and nothing else.
fn branches(
    contents: &Contents,
    loss: Loss,
    settings: &Settings,
) -> Result<Vec<(Contents, Branch)>, Unmodelled> {
    let (Some(valves), Some(pipe), Loss::Rupture | Loss::Leak) =
        (settings.isolation, contents.pipe, loss)
    else {
        return Ok(vec![(*contents, Branch::OPEN)]);
    };
    let with = |branch: Branch| {
        let pipe = Pipe {
            open_s: branch.open_s,
            ..pipe
        };
        let contents = Contents {
            pipe: Some(pipe),
            ..*contents
        };
        (contents, branch)
    };
    Ok(valves.branches()?.into_iter().map(with).collect())
}

impl Tables {
    /// Follows every loss of containment of every vessel and pipeline; `done` is called after each table. Also gives the
    /// scenarios of each, in the order in which they were given.
    pub fn build<'a>(
        holders: impl Iterator<Item = Holder<'a>>,
        rose: &Rose,
        radii: Radii,
        settings: &Settings,
        done: impl Fn(usize, usize) + Sync,
    ) -> (Self, Vec<OfHolder>) {
        let (weathers, weather_of_class) = weathers(rose, settings);
        let mut number: BTreeMap<Key, usize> = BTreeMap::new();
        let mut wanted: Vec<(Contents, Loss)> = Vec::new();
        let mut all: Vec<OfHolder> = holders
            .map(|holder| {
                let mut scenarios = Vec::new();
                for (contents, loss) in holder.losses(settings)? {
                    for (contents, branch) in branches(&contents, loss.loss, settings)? {
                        let next = wanted.len();
                        let table = *number.entry(key(&contents, loss.loss)).or_insert(next);
                        if table == next {
                            wanted.push((contents, loss.loss));
                        }
                        scenarios.push(Scenario {
                            loss,
                            per_year: loss.per_year
                                * settings.management_factor
                                * branch.probability,
                            branch,
                            table,
                        });
                    }
                }
                Ok(scenarios)
            })
            .collect();
        let count = wanted.len();
        let finished = std::sync::atomic::AtomicUsize::new(0);
        let followed: Vec<Result<Table, Unmodelled>> = wanted
            .into_par_iter()
            .map(|(contents, loss)| {
                let courses = weathers
                    .iter()
                    .map(|weather| course(&contents, loss, weather, &radii))
                    .collect::<Result<_, _>>();
                let before = finished.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                done(before + 1, count);
                courses.map(|courses| Table {
                    contents,
                    loss,
                    courses,
                })
            })
            .collect();
        // What has one loss that cannot be followed is not known as a whole: part of a risk would pass for all.
        for one in &mut all {
            let why = one.as_ref().ok().and_then(|scenarios| {
                let mut tables = scenarios.iter().map(|s| &followed[s.table]);
                tables.find_map(|t| t.as_ref().err()).cloned()
            });
            if let Some(why) = why {
                *one = Err(why);
            }
        }
        let tables = Self {
            radii,
            weathers,
            weather_of_class,
            tables: followed.into_iter().map(Result::ok).collect(),
        };
        (tables, all)
    }

    /// The course of a scenario in a class of the rose.
    pub fn course(&self, table: usize, class: usize) -> Option<&Course> {
        let weather = *self.weather_of_class.get(class)?;
        self.table(table)?.courses.get(weather)?.as_ref()
    }

    /// A table by its number.
    pub fn table(&self, number: usize) -> Option<&Table> {
        self.tables.get(number)?.as_ref()
    }
}

/// The kinds of weather of a rose, day and night together.
fn weathers(rose: &Rose, settings: &Settings) -> (Vec<Weather>, Vec<usize>) {
    let mut all: Vec<Weather> = Vec::new();
    let of_class = rose
        .classes
        .iter()
        .map(|class| {
            let at = class.stability as usize;
            let weather = Weather {
                stability: Stability::ALL[at.min(Stability::ALL.len() - 1)],
                speed_m_s: class.speed_m_s,
                air_k: settings.air_k,
                terrain: settings.terrain,
            };
            let known = all.iter().position(|w| *w == weather);
            known.unwrap_or_else(|| {
                all.push(weather);
                all.len() - 1
            })
        })
        .collect();
    (all, of_class)
}

#[cfg(test)]
mod tests {
    use super::super::contents::tests::vessel;
    use super::super::isolation::{Isolation, System};
    use super::super::pipeline::tests::line;
    use super::*;
    use crate::facts::{Period, Stability as Letter, Storage};
    use crate::risk::rose::WeatherClass;

    pub(crate) fn rose() -> Rose {
        let class = |stability, speed_m_s, period, probability: f64| WeatherClass {
            stability,
            speed_m_s,
            period,
            probability,
            toward: (0..16)
                .map(|i| probability * f64::from(i + 1) / 136.0)
                .collect(),
        };
        Rose {
            first_deg: 0.0,
            sectors: 16,
            classes: vec![
                class(Letter::D, 5.0, Period::Day, 0.5),
                class(Letter::D, 5.0, Period::Night, 0.2),
                class(Letter::F, 1.5, Period::Night, 0.3),
            ],
        }
    }

    #[test]
    fn letters_are_the_same_in_both_vocabularies() {
        for (at, letter) in Letter::ALL.iter().enumerate() {
            assert_eq!(*letter as usize, at);
            assert_eq!(Stability::parse(letter.code()), Some(Stability::ALL[at]));
        }
    }

    #[test]
    fn equal_equipment_is_computed_once_and_day_and_night_share_a_weather() {
        let all = [
            vessel("氯", Storage::PressurisedLiquefied, 20.0),
            vessel("7782-50-5", Storage::PressurisedLiquefied, 20.0),
            vessel("氯", Storage::PressurisedLiquefied, 21.0),
            vessel("沙子", Storage::Solid, 21.0),
        ];
        let (tables, vessels) = Tables::build(
            all.iter().map(Holder::Vessel),
            &rose(),
            Radii::default(),
            &Settings::default(),
            |_, _| {},
        );
        assert_eq!(tables.tables.len(), 6);
        assert_eq!(tables.weathers.len(), 2);
        assert_eq!(tables.weather_of_class, [0, 0, 1]);
        let numbers = |i: usize| -> Vec<usize> {
            let found = vessels[i].as_ref().unwrap();
            found.iter().map(|s| s.table).collect()
        };
        assert_eq!(numbers(0), numbers(1));
        assert_ne!(numbers(0), numbers(2));
        assert!(vessels[3].is_err());
    }

    #[test]
    fn assumed_pipes_and_loading_add_their_losses() {
        let tank = vessel("propane", Storage::PressurisedLiquefied, 50.0);
        let settings = Settings {
            piping: connections::Piping::new(40.0, 100.0).ok(),
            loading: connections::Loading::new(connections::By::Arm, 500.0, 80.0).ok(),
            ..Settings::default()
        };
        let (tables, all) = Tables::build(
            [Holder::Vessel(&tank), Holder::Vessel(&tank)].into_iter(),
            &rose(),
            Radii::default(),
            &settings,
            |_, _| {},
        );
        let scenarios = all[0].as_ref().unwrap();
        assert_eq!((scenarios.len(), tables.tables.len()), (7, 7));
        for scenario in &scenarios[3..] {
            let course = tables.course(scenario.table, 0).unwrap();
            assert!(course.release.mass_kg <= 50_000.0 * (1.0 + 1e-12));
            assert!(!course.outcomes.is_empty());
        }
    }

    #[test]
    fn valves_split_what_flows_through_a_pipe_and_nothing_else() {
        let line = line("7664-41-7", 114.3, 2_500.0);
        let tank = vessel("7664-41-7", Storage::PressurisedLiquefied, 50.0);
        let holders = [Holder::Pipeline(&line, 6_000.0), Holder::Vessel(&tank)];
        let of = |isolation| {
            let settings = Settings {
                isolation,
                ..Settings::default()
            };
            Tables::build(
                holders.into_iter(),
                &rose(),
                Radii::default(),
                &settings,
                |_, _| {},
            )
        };
        let valves = |p, s| Isolation::new(System::Remote, p, s).ok();
        let (_, without) = of(None);
        let (tables, with) = of(valves(0.1, 120.0));
        let (without, with_line) = (without[0].as_ref().unwrap(), with[0].as_ref().unwrap());
        assert_eq!((without.len(), with_line.len()), (2, 4));
        assert_eq!(with[1].as_ref().unwrap().len(), 3);
        for (whole, parts) in without.iter().zip(with_line.chunks(2)) {
            let sum: f64 = parts.iter().map(|s| s.per_year).sum();
            assert!((sum / whole.per_year - 1.0).abs() < 1e-15);
            let mass = |s: &Scenario| tables.course(s.table, 0).unwrap().release.mass_kg;
            // 120 s of 1,800 s at one rate.
            assert!((mass(&parts[1]) / mass(&parts[0]) * 15.0 - 1.0).abs() < 1e-12);
            let reach = |s: &Scenario| tables.course(s.table, 2).unwrap().outcomes[0].reach_m;
            assert!(reach(&parts[1]) < reach(&parts[0]));
        }
        // Valves that close at once leave nothing; those that take half an hour change nothing.
        let (tables, at_once) = of(valves(0.1, 0.0));
        assert!(
            tables
                .course(at_once[0].as_ref().unwrap()[1].table, 0)
                .is_none()
        );
        let (tables, late) = of(valves(0.1, 1_800.0));
        let late = late[0].as_ref().unwrap();
        assert_eq!(late[0].table, late[1].table);
        assert!(tables.course(late[0].table, 0).is_some());
    }
}
