//! Score and colour from the answers, as a range where something is open.

use super::answers::{Answers, settled};
use crate::grading::regional::Colour;
use crate::standards::diagnosis::{Counts, DirectRed, Item, Kind, Project, Tenths, items, rules};

/// Whose caps of the projects are taken, where the sources differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caps {
    /// Those of the form of the guideline.
    Guideline,
    /// Those of the other source.
    Other,
}

/// Least and greatest, in tenths of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// Least.
    pub least: Tenths,
    /// Greatest.
    pub most: Tenths,
}

impl Range {
    fn of(points: Tenths) -> Self {
        Self {
            least: points,
            most: points,
        }
    }

    fn add(&mut self, other: Self) {
        self.least += other.least;
        self.most += other.most;
    }

    /// Least and greatest in points.
    pub fn points(self) -> (f64, f64) {
        (points(self.least), points(self.most))
    }
}

/// Tenths as points.
pub fn points(tenths: Tenths) -> f64 {
    tenths as f64 / 10.0
}

/// What a project comes to.
#[derive(Debug, Clone)]
pub struct OfProject {
    /// The project.
    pub project: &'static Project,
    /// Most that is deducted of it, under the caps that were asked for.
    pub cap: Tenths,
    /// Deducted, after the cap.
    pub deducted: Range,
    /// Added.
    pub added: Range,
}

/// The score of an enterprise.
#[derive(Debug, Clone)]
pub struct Score {
    /// Score: the worst and the best that it may be.
    pub range: Range,
    /// Best colour that it may have.
    pub best_colour: Colour,
    /// Worst colour that it may have.
    pub worst_colour: Colour,
    /// By project.
    pub projects: Vec<OfProject>,
    /// Cases of red at once that are the case.
    pub directly_red: Vec<u8>,
    /// Cases of red at once that nobody answered.
    pub directly_red_open: Vec<u8>,
    /// Codes of the items that are open.
    pub open: Vec<String>,
}

impl Score {
    /// The score, where it is one number.
    pub fn exact(&self) -> Option<f64> {
        (self.range.least == self.range.most).then(|| points(self.range.least))
    }

    /// The colour, where only one can be.
    pub fn colour(&self) -> Option<Colour> {
        (self.best_colour == self.worst_colour).then_some(self.best_colour)
    }

    /// Between the worst and the best score, in tenths.
    pub const fn open_points(&self) -> Tenths {
        self.range.most - self.range.least
    }
}

/// The colour of a score.
pub fn colour(score: Tenths) -> Colour {
    let level = rules().levels.iter().rev();
    let found = level.into_iter().find(|l| score >= l.least_score);
    let code = found.map_or("red", |l| l.colour.as_str());
    let mut all = Colour::ALL.into_iter();
    all.find(|c| c.code() == code).unwrap_or(Colour::Red)
}

/// The score of the answers.
pub fn score(answers: &Answers, caps: Caps) -> Score {
    let answers = settled(answers);
    let rules = rules();
    let mut total = Range::of(rules.start_score);
    let mut projects = Vec::new();
    for project in &rules.projects {
        let cap = match caps {
            Caps::Guideline => project.most_deducted,
            Caps::Other => project.other_most_deducted.unwrap_or(project.most_deducted),
        };
        let of_kind = |kind| -> Vec<&'static Item> {
            let all = items().iter();
            all.filter(|i| i.project == project.name && i.kind == kind)
                .collect()
        };
        let deducted = sum(&of_kind(Kind::Deduct), &answers, cap);
        let deducted = Range {
            least: deducted.least.min(cap),
            most: deducted.most.min(cap),
        };
        let added = sum(&of_kind(Kind::Bonus), &answers, Tenths::MAX);
        total.add(Range {
            least: added.least - deducted.most,
            most: added.most - deducted.least,
        });
        projects.push(OfProject {
            project,
            cap,
            deducted,
            added,
        });
    }
    let range = Range {
        least: total.least.max(0),
        most: total.most.max(0),
    };
    let of = |is: &dyn Fn(Option<u32>) -> bool| -> Vec<u8> {
        let all = rules.direct_red.iter();
        all.filter(|d| is(answers.get(&d.code()).copied()))
            .map(|d| d.no)
            .collect()
    };
    let directly_red = of(&|a| a.is_some_and(|n| n > 0));
    let directly_red_open = of(&|a| a.is_none());
    let worst_of = |red: bool, score| if red { Colour::Red } else { colour(score) };
    let mut open: Vec<String> = items().iter().map(Item::code).collect();
    open.extend(rules.direct_red.iter().map(DirectRed::code));
    open.retain(|code| !answers.contains_key(code));
    Score {
        best_colour: worst_of(!directly_red.is_empty(), range.most),
        worst_colour: worst_of(
            !(directly_red.is_empty() && directly_red_open.is_empty()),
            range.least,
        ),
        range,
        projects,
        directly_red,
        directly_red_open,
        open,
    }
}

/// Sum of the points of items of one project and kind. `unbounded` stands for as many as there may be.
fn sum(of: &[&Item], answers: &Answers, unbounded: Tenths) -> Range {
    let mut total = Range::default();
    let mut worst = Range::default();
    let mut level = Range::default();
    for item in of {
        let range = match answers.get(&item.code()) {
            Some(count) => Range::of(item.points * Tenths::from(*count)),
            None if item.counts == Counts::Each && item.kind == Kind::Deduct => Range {
                least: 0,
                most: unbounded,
            },
            None => Range {
                least: 0,
                most: item.points * Tenths::from(item.most),
            },
        };
        let group = match item.counts {
            Counts::Worst => &mut worst,
            Counts::Level => &mut level,
            Counts::Each | Counts::Once => {
                total.add(range);
                continue;
            }
        };
        group.least = group.least.max(range.least);
        group.most = group.most.max(range.most);
    }
    total.add(worst);
    total.add(level);
    total
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn none_of_it() -> Answers {
        let mut all: Answers = items().iter().map(|i| (i.code(), 0)).collect();
        all.extend(rules().direct_red.iter().map(|d| (d.code(), 0)));
        all
    }

    fn with(changes: &[(&str, u32)]) -> Score {
        let mut all = none_of_it();
        for (code, count) in changes {
            all.insert((*code).to_owned(), *count);
        }
        score(&all, Caps::Guideline)
    }

    #[test]
    fn nothing_known_is_anything_from_nought_to_the_best() {
        let of = score(&Answers::new(), Caps::Guideline);
        // Bonus: design 2, persons 2 × 3, team 3, standardisation level 1 15, no accident 5.
        assert_eq!(of.range.points(), (0.0, 131.0));
        assert_eq!(
            (of.best_colour, of.worst_colour),
            (Colour::Blue, Colour::Red)
        );
        assert_eq!((of.colour(), of.exact(), of.open.len()), (None, None, 46));
    }

    #[test]
    fn worked_by_hand() {
        // Nothing wrong, nothing special.
        assert_eq!(with(&[]).exact(), Some(100.0));
        // Levels 1 and 3 are there: 10, not 16. Chlorine (2), three other supervised (0.3). Two processes (4).
        // Six places of 甲 and one of 乙: 6.5, at most 5. Outside a park: 3. 100 − 10 − 2.3 − 4 − 5 − 3 = 75.7.
        let plant = [
            ("1", 1),
            ("3", 1),
            ("6", 1),
            ("7", 3),
            ("8", 2),
            ("9", 6),
            ("10", 1),
            ("12", 1),
        ];
        let of = with(&plant);
        assert_eq!(of.exact(), Some(75.7));
        assert_eq!(of.colour(), Some(Colour::Yellow));
        // External distance not kept (10, with the 3 for the park at most 10 together), no gas alarm at two places (2):
        // 100 − 10 − 2.3 − 4 − 5 − 10 − 2 = 66.7; standardisation level 3 adds 2.
        let mut worse = plant.to_vec();
        worse.extend([("13", 1), ("24", 2), ("38", 1)]);
        assert_eq!(with(&worse).exact(), Some(68.7));
        assert_eq!(with(&worse).colour(), Some(Colour::Orange));
        // Four persons without examination: 20, at most 15.
        worse.push(("27", 4));
        assert_eq!(with(&worse).exact(), Some(53.7));
        assert_eq!(with(&worse).colour(), Some(Colour::Red));
        // Red at once whatever the score.
        let red = with(&[("R2", 1)]);
        assert_eq!(
            (red.exact(), red.colour()),
            (Some(100.0), Some(Colour::Red))
        );
        assert_eq!(red.directly_red, [2]);
    }

    #[test]
    fn every_cap_reached_is_nought_and_the_floor_holds() {
        let all: Answers = items()
            .iter()
            .map(|i| (i.code(), if i.kind == Kind::Deduct { i.most } else { 0 }))
            .collect();
        assert_eq!(score(&all, Caps::Guideline).exact(), Some(0.0));
    }

    #[test]
    fn the_sources_differ_by_five_points_of_the_management_system() {
        let mut all = none_of_it();
        all.insert("33".into(), 1);
        let of = |caps| score(&all, caps).exact();
        assert_eq!(of(Caps::Guideline), Some(90.0));
        assert_eq!(of(Caps::Other), Some(95.0));
        assert_eq!(score(&all, Caps::Guideline).colour(), Some(Colour::Blue));
    }

    #[test]
    fn an_open_item_opens_the_score_by_what_it_may_cost() {
        let mut all = none_of_it();
        all.remove("28");
        // Any number of persons: as much as the project has.
        assert_eq!(score(&all, Caps::Guideline).range.points(), (85.0, 100.0));
        all.insert("27".into(), 2);
        assert_eq!(score(&all, Caps::Guideline).range.points(), (85.0, 90.0));
        // Level 2 is there, whether level 1 is nobody knows.
        let mut all = none_of_it();
        all.insert("2".into(), 1);
        all.remove("1");
        assert_eq!(score(&all, Caps::Guideline).range.points(), (90.0, 92.0));
        // A case of red at once that nobody answered leaves the score but not the colour.
        let mut all = none_of_it();
        all.remove("R3");
        let of = score(&all, Caps::Guideline);
        assert_eq!((of.exact(), of.colour()), (Some(100.0), None));
        assert_eq!(of.worst_colour, Colour::Red);
    }

    proptest! {
        #[test]
        fn knowing_more_never_widens_and_the_truth_lies_within(counts in prop::collection::vec(0..4_u32, 46), known in prop::collection::vec(any::<bool>(), 46)) {
            let codes: Vec<String> = none_of_it().into_keys().collect();
            let mut truth: Answers = codes.iter().zip(&counts).map(|(code, count)| {
                let most = super::super::answers::most("", code).unwrap();
                (code.clone(), (*count).min(most))
            }).collect();
            // One level of standardisation; no accident in five years only without accidents.
            truth.insert("37".into(), 0);
            truth.insert("38".into(), 0);
            if ["39", "40", "41"].iter().any(|c| truth[*c] > 0) {
                truth.insert("42".into(), 0);
            }
            let part: Answers = truth.iter().zip(&known).filter(|(_, k)| **k).map(|((c, n), _)| (c.clone(), *n)).collect();
            for caps in [Caps::Guideline, Caps::Other] {
                let (whole, open) = (score(&truth, caps), score(&part, caps));
                prop_assert!(whole.exact().is_some());
                prop_assert!(open.range.least <= whole.range.least && whole.range.most <= open.range.most);
                prop_assert!(open.best_colour <= whole.best_colour && whole.worst_colour <= open.worst_colour);
                let projects: Tenths = whole.projects.iter().map(|p| p.added.least - p.deducted.least).sum();
                prop_assert_eq!(whole.range.least, (rules().start_score + projects).max(0));
            }
        }
    }
}
