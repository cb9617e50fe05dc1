//! A city with its results and tile layers: immutable, swapped whole when the store changes.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use analysis::assessment::{SiteResult, assess};
use analysis::city::City;
use analysis::facts::{DistrictLevel, Facts, HiddenHazard};
use analysis::grading::regional::Policies;
use analysis::quality::{Finding, Report, sift};
use analysis::siting::separation::Verdict;
use geo::BoundingRect;

use crate::assumptions::Assumptions;
use crate::collections::{ALL, Collection, Index, RiskRows, Rows, Source, position};
use crate::diagnosis;
use crate::doctor;
use crate::forms::Forms;
use crate::grade_layers;
use crate::grades::{CityGrades, CityParts};
use crate::hazard_layer;
use crate::layers::{self, Layers};
use crate::layers_to_come::TO_COME;
use crate::risk::CityRisk;
use crate::shown_layer::ShownLayer;
use crate::views::summary::{
    Attribution, Counts, DistrictName, Installations, People, RunView, Summary,
};
use crate::views::{LonLat, Text, round};

/// A city with everything that is shown of it.
pub struct Snapshot {
    /// The facts, indexed.
    pub city: City,
    /// Results by facility.
    pub results: Arc<Vec<SiteResult>>,
    /// What the risk assumes.
    pub assumptions: Assumptions,
    /// Risk and its tile layers, or why there is none; nothing as long as it is being computed. Shared with the same
    /// city after a step of a hidden hazard or other answers to forms.
    risk: Arc<OnceLock<Result<Computed, String>>>,
    /// Tile layers of the last risk that was known before.
    risk_before: Option<Layers>,
    /// Rulesets of the grades.
    policies: Arc<Policies>,
    /// Answers to forms.
    forms: Arc<Forms>,
    /// What grades are made of without hidden hazards, or why there is nothing; made when it is first asked for.
    parts: Arc<OnceLock<Result<Arc<CityParts>, String>>>,
    /// The same with hidden hazards.
    grades: OnceLock<Result<CityGrades, String>>,
    /// Tile layers of the grades of the day on which they were drawn: without, and with how sure they are.
    grades_drawn: [OnceLock<Layers>; 2],
    /// Name of this state of the hidden hazards, where a step led to it.
    after_step: Option<Arc<str>>,
    /// Those that were known before.
    grades_before: Option<Layers>,
    /// Tile layers.
    pub layers: Layers,
    /// The city at a glance.
    pub summary: Summary,
    /// Position of each facility by identifier.
    pub site_by_id: BTreeMap<String, usize>,
    /// Where nested rows stand.
    rows: Arc<Rows>,
    /// Indexes of the collections, in their order; each made when it is first asked for.
    indexes: Vec<Arc<OnceLock<Index>>>,
    /// Rows that no city can hold.
    sifted: Vec<Finding>,
    /// The health of the data, by the day on which it was asked for.
    health: Mutex<Option<(String, Arc<Report>)>>,
}

/// The risk, its rows and its tile layers.
struct Computed {
    risk: CityRisk,
    rows: RiskRows,
    layers: Layers,
}

/// A city with results, before anything is drawn of it.
pub struct Assessed {
    /// The facts, indexed.
    pub city: City,
    /// Results by facility.
    pub results: Vec<SiteResult>,
    /// Rows that no city can hold, which were taken out before.
    pub sifted: Vec<Finding>,
}

impl Assessed {
    /// Indexes the facts and assesses every facility; `done` is called after each one. Rows that no city
    /// can hold, as one whose facility is not there, are taken out and told, so that one of them does not
    /// keep a city from being shown.
    ///
    /// # Errors
    /// As [`City::build`] and [`assess`].
    pub fn of(
        mut facts: Facts,
        started: impl FnOnce(usize),
        done: impl Fn() + Sync,
    ) -> Result<Self, analysis::Error> {
        let sifted = sift(&mut facts);
        let city = City::build(facts)?;
        started(city.sites.len());
        let results = assess(&city, done)?;
        Ok(Self {
            city,
            results,
            sifted,
        })
    }
}

impl Snapshot {
    /// Builds the layers and the summary of an assessed city.
    pub fn build(assessed: Assessed, run: RunView, attributions: Vec<Attribution>) -> Self {
        Self::build_after(assessed, run, attributions, None)
    }

    /// The same after another city was shown: layers that did not change are taken over, and tiles that did not
    /// change keep their names.
    pub fn build_after(
        assessed: Assessed,
        run: RunView,
        attributions: Vec<Attribution>,
        before: Option<&Self>,
    ) -> Self {
        let Assessed {
            city,
            results,
            sifted,
        } = assessed;
        let rows = Arc::new(Rows::of(&city, &results));
        let id: Arc<str> = Arc::from(run.id.as_str());
        let source = Source {
            city: &city,
            results: &results,
            rows: &rows,
            risk: None,
            situation: &[],
        };
        let layers_before = before.map(|b| &b.layers);
        let mut layers = layers::build(source, &id, layers_before);
        let known = layers_before.and_then(|l| l.get(hazard_layer::NAME));
        layers.insert(hazard_layer::NAME, hazard_layer::build(&city, &id, known));
        let summary = summary(&city, &results, run, attributions);
        let site_by_id = city
            .sites
            .iter()
            .enumerate()
            .map(|(i, s)| (s.facility.id.clone(), i))
            .collect();
        Self {
            city,
            results: Arc::new(results),
            assumptions: Assumptions::default(),
            risk: Arc::default(),
            risk_before: before.and_then(Self::last_risk_layers),
            policies: Arc::default(),
            parts: Arc::default(),
            forms: Arc::default(),
            grades: OnceLock::new(),
            grades_drawn: <[OnceLock<Layers>; 2]>::default(),
            after_step: None,
            grades_before: before.and_then(Self::last_grade_layers),
            layers,
            summary,
            site_by_id,
            rows,
            indexes: ALL.iter().map(|_| Arc::default()).collect(),
            sifted,
            health: Mutex::new(None),
        }
    }

    /// The same city with other answers to forms: only grades are made anew.
    pub fn answered(before: &Self, forms: Forms) -> Self {
        Self {
            city: before.city.clone(),
            results: before.results.clone(),
            assumptions: before.assumptions,
            risk: Arc::clone(&before.risk),
            risk_before: before.last_risk_layers(),
            policies: Arc::clone(&before.policies),
            forms: Arc::new(forms),
            parts: Arc::default(),
            grades: OnceLock::new(),
            grades_drawn: <[OnceLock<Layers>; 2]>::default(),
            after_step: before.after_step.clone(),
            grades_before: before.last_grade_layers(),
            layers: before.layers.clone(),
            summary: before.summary.clone(),
            site_by_id: before.site_by_id.clone(),
            rows: Arc::clone(&before.rows),
            indexes: before.indexes.clone(),
            sifted: before.sifted.clone(),
            health: Mutex::new(None),
        }
    }

    /// With answers to forms.
    #[must_use]
    pub fn with_forms(mut self, forms: Forms) -> Self {
        self.forms = Arc::new(forms);
        self
    }

    /// The answers to forms that the grades rest on.
    pub fn forms(&self) -> &Forms {
        &self.forms
    }

    /// What tells two states of the grades apart: the run, the last step of a hidden hazard after it, and the answers to
    /// forms where there are any.
    pub fn grading_run(&self) -> String {
        let run = self.after_step.as_deref().unwrap_or(self.version());
        match self.forms.hash() {
            None => run.to_owned(),
            Some(hash) => format!("{run}.{}", hash.get(..8).unwrap_or(hash)),
        }
    }

    /// Under other assumptions than those of the program.
    #[must_use]
    pub fn assuming(mut self, assumptions: Assumptions) -> Self {
        self.assumptions = assumptions;
        self
    }

    /// Graded under these rulesets beside that of the program.
    #[must_use]
    pub fn graded_under(mut self, policies: Arc<Policies>) -> Self {
        self.policies = policies;
        self
    }

    /// The rulesets of the grades.
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// What grades are made of, measured when it is first asked for, which takes seconds; nothing as long as the risk is
    /// being computed, else it or why there is none.
    pub fn grades(&self) -> Option<Result<&CityGrades, &str>> {
        let risk = match self.risk()? {
            Ok(risk) => risk,
            Err(why) => return Some(Err(why)),
        };
        let fault =
            || "a fault of the program, which its log describes; please report it".to_owned();
        let parts = self.parts.get_or_init(|| {
            let made = catch_unwind(AssertUnwindSafe(|| {
                let management = diagnosis::factors(self);
                let method = format!(
                    "{} {}",
                    self.assumptions.ruleset(),
                    env!("CARGO_PKG_VERSION")
                );
                let parts = CityParts::of(&self.city, &self.results, risk, management, &method);
                parts.map(Arc::new).map_err(|e| e.to_string())
            }));
            made.unwrap_or_else(|_| Err(fault()))
        });
        let parts = match parts {
            Ok(parts) => parts,
            Err(why) => return Some(Err(why)),
        };
        let made = self.grades.get_or_init(|| {
            let is_prompt = self.after_step.is_some();
            let made = catch_unwind(AssertUnwindSafe(|| {
                Ok(CityGrades::of(&self.city, Arc::clone(parts), is_prompt))
            }));
            made.unwrap_or_else(|_| Err(fault()))
        });
        Some(made.as_ref().map_err(String::as_str))
    }

    /// What grades are made of, where it was measured by now.
    pub fn grades_by_now(&self) -> Option<&CityGrades> {
        self.grades.get()?.as_ref().ok()
    }

    /// Draws the grades of a day as tile layers, where they can be known; after a step of a hidden hazard first the colours
    /// alone, as how sure they are takes longer.
    pub fn draw_grades(&self, day: &str) {
        if self.after_step.is_some() {
            self.draw_colours(day);
        }
        if let Some(Ok(grades)) = self.grades() {
            grades.doubt(&grades.ruled(self.policies.on(day), day));
            self.draw(grades, day, 1);
        }
    }

    /// Draws the colours of a day as tile layers, where they can be known.
    pub fn draw_colours(&self, day: &str) {
        if let Some(Ok(grades)) = self.grades() {
            self.draw(grades, day, 0);
        }
    }

    fn draw(&self, grades: &CityGrades, day: &str, how_sure: usize) {
        self.grades_drawn[how_sure].get_or_init(|| {
            let run = self.grading_run();
            let version = match &self.after_step {
                Some(_) if how_sure == 1 => Arc::from(format!("{run}s")),
                _ => Arc::from(run),
            };
            grade_layers::build(
                &self.city,
                grades,
                &grades.ruled(self.policies.on(day), day),
                self.summary.synthetic,
                &version,
                self.grades_drawn[0].get().or(self.grades_before.as_ref()),
            )
        });
    }

    fn drawn_grades(&self) -> Option<&Layers> {
        let [colours, whole] = &self.grades_drawn;
        whole.get().or_else(|| colours.get())
    }

    fn last_grade_layers(&self) -> Option<Layers> {
        let known = self.drawn_grades().cloned();
        known.or_else(|| self.grades_before.clone())
    }

    /// Whether a step of a hidden hazard led to it.
    pub const fn is_after_step(&self) -> bool {
        self.after_step.is_some()
    }

    /// The same city with other hidden hazards, in the order of their identifiers: all else is shared, also what is still
    /// being computed. `name` tells it apart from others of the run.
    #[must_use]
    pub fn after_step(&self, hazards: Vec<HiddenHazard>, name: &str) -> Self {
        let version: Arc<str> = Arc::from(format!("{}-{name}", self.version()));
        let city = self.city.with_hidden_hazards(hazards);
        let mut layers = self.layers.clone();
        layers.insert(
            hazard_layer::NAME,
            hazard_layer::build(&city, &version, self.layers.get(hazard_layer::NAME)),
        );
        let mut indexes = self.indexes.clone();
        if let Some(slot) = position("hidden_hazards").and_then(|at| indexes.get_mut(at)) {
            *slot = Arc::default();
        }
        Self {
            city,
            results: Arc::clone(&self.results),
            assumptions: self.assumptions,
            risk: Arc::clone(&self.risk),
            risk_before: self.risk_before.clone(),
            policies: Arc::clone(&self.policies),
            forms: Arc::clone(&self.forms),
            parts: Arc::clone(&self.parts),
            grades: OnceLock::new(),
            grades_drawn: <[OnceLock<Layers>; 2]>::default(),
            after_step: Some(version),
            grades_before: self.last_grade_layers(),
            layers,
            summary: self.summary.clone(),
            site_by_id: self.site_by_id.clone(),
            rows: Arc::clone(&self.rows),
            indexes,
            sifted: self.sifted.clone(),
            health: Mutex::new(None),
        }
    }

    /// The health of the data on a day (`2026-11-24`), examined when it is first asked for.
    pub fn health(&self, today: &str) -> Arc<Report> {
        let mut known = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((day, report)) = known.as_ref()
            && day == today
        {
            return Arc::clone(report);
        }
        let report = Arc::new(doctor::examine_city(
            &self.city,
            &self.results,
            today,
            self.sifted.clone(),
        ));
        *known = Some((today.to_owned(), Arc::clone(&report)));
        report
    }

    /// Computes the risk, which takes seconds: the map is there before. `done` is called with how many steps of
    /// how many are done.
    pub fn compute_risk(&self, done: impl Fn(u64, u64) + Sync) {
        self.risk.get_or_init(|| {
            // A fault of the program must not leave the risk "being computed" for good.
            let computed = catch_unwind(AssertUnwindSafe(|| {
                let settings = self.assumptions.settings().map_err(|e| e.to_string())?;
                let risk = CityRisk::of(&self.city, &settings, done).map_err(|e| e.to_string())?;
                let rows = RiskRows::of(&self.city, &risk);
                let run = Arc::from(self.version());
                let source = self.source_with(Some((&risk, &rows)));
                let layers = layers::of_risk(source, &run, self.risk_before.as_ref());
                Ok(Computed { risk, rows, layers })
            }));
            computed.unwrap_or_else(|_| {
                Err("a fault of the program, which its log describes; please report it".to_owned())
            })
        });
    }

    /// The risk; nothing as long as it is being computed, else it or why there is none.
    pub fn risk(&self) -> Option<Result<&CityRisk, &str>> {
        let known = self.risk.get()?;
        Some(known.as_ref().map(|c| &c.risk).map_err(String::as_str))
    }

    /// What the rows of collections are read from.
    pub fn source(&self) -> Source<'_> {
        let computed = self.risk.get().and_then(|known| known.as_ref().ok());
        self.source_with(computed.map(|c| (&c.risk, &c.rows)))
    }

    fn source_with<'a>(&'a self, risk: Option<(&'a CityRisk, &'a RiskRows)>) -> Source<'a> {
        Source {
            city: &self.city,
            results: self.results.as_slice(),
            rows: &self.rows,
            risk,
            situation: &[],
        }
    }

    /// The index of a collection; nothing for one of the risk as long as that is not known.
    pub fn index(&self, collection: &'static Collection) -> Option<&Index> {
        let source = self.source();
        if collection.of_risk && source.risk.is_none() {
            return None;
        }
        let slot = self.indexes.get(position(collection.id)?)?;
        Some(slot.get_or_init(|| Index::of(collection, source)))
    }

    /// The city at a glance, with what is known of the risk by now.
    pub fn at_a_glance(&self) -> Summary {
        let mut summary = self.summary.clone();
        match self.risk() {
            None => {}
            Some(Ok(_)) => summary.risk = "ready",
            Some(Err(why)) => {
                summary.risk = "unknown";
                summary.risk_why = Some(why.to_owned());
            }
        }
        summary
    }

    fn last_risk_layers(&self) -> Option<Layers> {
        match self.risk.get() {
            Some(Ok(computed)) => Some(computed.layers.clone()),
            _ => self.risk_before.clone(),
        }
    }

    /// A tile layer by its name; a layer of the risk as long as it is there.
    pub fn layer(&self, name: &str) -> Option<&ShownLayer> {
        let of_risk = || match self.risk.get() {
            Some(Ok(computed)) => computed.layers.get(name),
            _ => None,
        };
        let known = self.layers.get(name).or_else(of_risk);
        let of_grades = || {
            // After a step the colours before it are shown until the new ones are drawn.
            let before = || self.after_step.as_ref().and(self.grades_before.as_ref());
            self.drawn_grades().or_else(before)?.get(name)
        };
        known.or_else(of_grades).or_else(|| TO_COME.get(name))
    }

    /// What tells two snapshots' tiles apart.
    pub fn version(&self) -> &str {
        &self.summary.run.id
    }

    /// Position of a facility.
    pub fn site(&self, id: &str) -> Option<usize> {
        self.site_by_id.get(id).copied()
    }
}

fn summary(
    city: &City,
    results: &[SiteResult],
    run: RunView,
    attributions: Vec<Attribution>,
) -> Summary {
    let ground = &city.ground;
    let bbox = bbox(city);
    let count = |verdict| results.iter().map(|r| r.count(verdict)).sum();
    Summary {
        city: ground
            .districts
            .iter()
            .find(|d| d.level == DistrictLevel::City)
            .map(|d| DistrictName {
                code: d.code.clone(),
                name: d.name.clone(),
            }),
        center: bbox.map(|[w, s, e, n]| -> LonLat {
            [
                round(f64::midpoint(w, e), 1e6),
                round(f64::midpoint(s, n), 1e6),
            ]
        }),
        bbox,
        synthetic: city.sites.iter().any(|s| s.facility.provenance.synthetic)
            || ground.targets.iter().any(|t| t.provenance.synthetic)
            || ground.population.iter().any(|p| p.provenance.synthetic),
        attributions,
        counts: Counts {
            districts: ground.districts.len(),
            parks: ground.parks.len(),
            facilities: city.sites.len(),
            units: city.sites.iter().map(|s| s.units.len()).sum(),
            vessels: city.sites.iter().map(|s| s.vessels.len()).sum(),
            targets: ground.targets.len(),
            population: ground.population.len(),
        },
        people: People {
            day: ground.population.iter().map(|p| p.people_day).sum(),
            night: ground.population.iter().map(|p| p.people_night).sum(),
        },
        installations: installations(results),
        violations: count(Verdict::Violation),
        unknown_verdicts: count(Verdict::Unknown),
        run,
        risk: "computing",
        risk_why: None,
        gaps: gaps(),
    }
}

/// Facilities by the level of their worst unit.
pub fn installations<'a>(results: impl IntoIterator<Item = &'a SiteResult>) -> Installations {
    use analysis::grading::major_hazard::Verdict as Of;
    let mut counts = Installations::default();
    for result in results {
        let worst = result.worst();
        let count = match (worst.map(|g| g.verdict), worst.and_then(|g| g.level)) {
            (Some(Of::Graded), Some(1)) => &mut counts.level_1,
            (Some(Of::Graded), Some(2)) => &mut counts.level_2,
            (Some(Of::Graded), Some(3)) => &mut counts.level_3,
            (Some(Of::Graded), _) => &mut counts.level_4,
            (Some(Of::NotMajorHazard), _) => &mut counts.not_major_hazard,
            (Some(Of::Unknown) | None, _) => &mut counts.unknown,
        };
        *count += 1;
    }
    counts
}

/// West, south, east, north of the districts, else of the facilities and targets.
fn bbox(city: &City) -> Option<[f64; 4]> {
    let districts: Vec<_> = city
        .ground
        .districts
        .iter()
        .filter_map(|d| d.geometry.bounding_rect())
        .collect();
    let rects = if districts.is_empty() {
        let facilities = city
            .sites
            .iter()
            .filter_map(|s| s.facility.geometry.bounding_rect());
        facilities
            .chain(
                city.ground
                    .targets
                    .iter()
                    .filter_map(|t| t.geometry.bounding_rect()),
            )
            .collect()
    } else {
        districts
    };
    rects
        .into_iter()
        .map(|r| [r.min().x, r.min().y, r.max().x, r.max().y])
        .reduce(|a, b| {
            [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]
        })
}

/// What the tables of this release do not cover, said on every result.
fn gaps() -> Vec<Text> {
    [
        ("标准数值来自公开转录, 未核对标准原文; 每条都注明可信度", "numbers of the standards are from public transcriptions, not from the printed texts; each carries its confidence"),
        ("GB 51283-2020、GB 50161-2022、GB 50160 表4.1.10 的距离数值未收录", "distances of GB 51283-2020, GB 50161-2022 and GB 50160 table 4.1.10 are not in the tables"),
        ("管道、厂内道路和厂内单体建筑未参与判定", "pipelines, roads and single buildings inside plants are not judged"),
    ]
    .into_iter()
    .map(|(zh, en)| Text { zh: zh.to_owned(), en: en.to_owned() })
    .collect()
}
