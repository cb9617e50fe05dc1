//! A colour opened: which index decides and by how much, which objects, what would make it better or worse, who and
//! what causes it, and how sure it is.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::graded::{Bench, GradedUnit, Which, rule};
use super::measured::{Causer, Deaths};
use super::{Doubt, Level, Pll};
use crate::grading::regional::{
    Action, Better, Colour, Index, Object, Sentence, Unit, Worse, actions, better, of_grade,
    of_worse, worse,
};

/// A target or society of a unit that counts for its colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Deciding {
    /// Of which index.
    pub index: Index,
    /// `target`, `enterprise` or `park`.
    pub kind: &'static str,
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it is, longitude and latitude; none of a park.
    pub at: Option<Coord<f64>>,
    /// Decades over its line.
    pub decades: f64,
    /// Persons in a target; deaths at which a curve is worst.
    pub persons: f64,
    /// Whether it is a place of sensitive people.
    pub is_sensitive: bool,
    /// Colour that its decades have by the bands of its index.
    pub colour: Colour,
    /// The firms that add most to a target: position and share.
    pub by_firm: Vec<(usize, f64)>,
}

/// An opened unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What the method looked at.
    pub unit: Unit,
    /// Why it has its colour.
    pub sentence: Sentence,
    /// What pipelines add, where the mean does not count them; none where they add nothing.
    pub pipelines: Option<Sentence>,
    /// How sure it is; none where that is not computed.
    pub certainty: Option<Sentence>,
    /// What counts for the colour, the farthest over its line first.
    pub deciding: Vec<Deciding>,
    /// The fewest actions for a better colour; none where it is blue.
    pub better: Option<Better>,
    /// The same in words.
    pub better_sentence: Option<Sentence>,
    /// What would make it worse, the nearest first, in numbers and words.
    pub worse: Vec<(Worse, Sentence)>,
}

/// Names of what a unit speaks of.
struct Names<'a> {
    bench: &'a Bench<'a>,
    targets: BTreeMap<String, usize>,
    societies: BTreeMap<String, usize>,
}

impl Names<'_> {
    fn of(&self, id: &str) -> String {
        let target = self.targets.get(id);
        if let Some(at) = target {
            return self.bench.measured.targets[*at].name.clone();
        }
        match self.societies.get(id) {
            Some(curve) => name(self.bench, self.bench.curves[*curve].who),
            None => id.to_owned(),
        }
    }
}

/// Name of a unit.
pub fn name(bench: &Bench<'_>, which: Which) -> String {
    match which {
        Which::Firm(firm) => bench.measured.firms[firm].name.clone(),
        Which::Place(place) => bench.measured.places[place].name.clone(),
    }
}

/// What is caused in a unit: borne in a unit of land, caused by an enterprise.
pub fn deaths<'a>(bench: &Bench<'a>, which: Which) -> &'a Deaths {
    match which {
        Which::Place(place) => &bench.measured.lands[place].bears,
        Which::Firm(firm) => &bench.measured.firms[firm].causes,
    }
}

/// Opens a graded unit.
pub fn open(bench: &Bench<'_>, graded: &GradedUnit, doubt: Option<&Doubt>) -> Opened {
    let which = graded.which;
    let policy = bench.policy;
    let rule = rule(graded.level);
    let unit = bench.unit(which);
    let targets = bench.targets(which);
    let shares = bench.shares(which);
    let names = Names {
        bench,
        targets: targets
            .iter()
            .map(|t| (bench.measured.targets[*t].id.clone(), *t))
            .collect(),
        societies: shares
            .iter()
            .map(|(c, _)| (bench.society_id(*c), *c))
            .collect(),
    };
    let name = |_: Index, id: &str| names.of(id);
    let better = better(policy, rule, &unit, &graded.grade);
    let better_sentence = better
        .as_ref()
        .map(|b| actions(&unit, b.colour, &b.actions, &name));
    let worse = worse(policy, rule, &unit, &graded.grade)
        .into_iter()
        .map(|w| (w, of_worse(&unit, &w, &name)))
        .collect();
    Opened {
        sentence: of_grade(&unit, &graded.grade, &name),
        pipelines: pipelines(bench, graded),
        certainty: doubt.and_then(|d| certainty(bench, graded.grade.colour, d)),
        deciding: deciding(bench, graded, &unit, &targets, &shares),
        better,
        better_sentence,
        worse,
        unit,
    }
}

fn pipelines(bench: &Bench<'_>, graded: &GradedUnit) -> Option<Sentence> {
    let lines = graded.pll - graded.pll_of_firms;
    if bench.policy.mean_counts_pipelines || lines.is_zero() || graded.level == Level::Enterprise {
        return None;
    }
    let percent = 100.0 * lines.share_of(graded.pll);
    let value = lines.value();
    Some(Sentence {
        zh: format!(
            "另有长输管道造成的预期死亡 {value:.1e}/年（占本单元 {percent:.0}%），按规则 {} 不计入平均风险：管道频率凭记忆，待核对。",
            bench.policy.id
        ),
        en: format!(
            "Pipelines cause another {value:.1e} deaths a year ({percent:.0} % of those here), which by ruleset {} the mean risk does not count: their frequencies are from memory and not checked.",
            bench.policy.id
        ),
    })
}

/// How sure a colour is, in words.
pub fn certainty(bench: &Bench<'_>, colour: Colour, doubt: &Doubt) -> Option<Sentence> {
    let share = doubt.share(colour)?;
    let percent = |s: f64| format!("{:.0}", 100.0 * s);
    let code = colour.code();
    let head = format!("{}{}", code[..1].to_uppercase(), &code[1..]);
    if share >= bench.policy.firm_from_share {
        return Some(Sentence {
            zh: format!("{}，确定（{}% 的运行一致）", colour.zh(), percent(share)),
            en: format!("{head}, firm ({} % of the runs agree)", percent(share)),
        });
    }
    let others = doubt.others(colour);
    let zh: Vec<String> = others
        .iter()
        .map(|(c, s)| format!("可能为{}（{}%）", c.zh(), percent(*s)))
        .collect();
    let en: Vec<String> = others
        .iter()
        .map(|(c, s)| format!("may be {} ({} %)", c.code(), percent(*s)))
        .collect();
    Some(Sentence {
        zh: format!("{}（{}%），{}", colour.zh(), percent(share), zh.join("，")),
        en: format!("{head} ({} %), {}", percent(share), en.join(", ")),
    })
}

fn deciding(
    bench: &Bench<'_>,
    graded: &GradedUnit,
    unit: &Unit,
    targets: &[usize],
    shares: &[(usize, f64)],
) -> Vec<Deciding> {
    let policy = bench.policy;
    let measured = bench.measured;
    let mut all: Vec<Deciding> = Vec::new();
    for (of, at) in unit.targets.iter().zip(targets) {
        let bearer = &measured.targets[*at];
        let decades = of.decades();
        if decades < policy.individual.yellow {
            continue;
        }
        all.push(Deciding {
            index: Index::Individual,
            kind: "target",
            id: of.id.clone(),
            name: bearer.name.clone(),
            at: Some(bearer.at),
            decades,
            persons: of.persons,
            is_sensitive: of.is_sensitive,
            colour: policy.individual.colour(Some(decades)),
            by_firm: match graded.which {
                Which::Firm(firm) => vec![(firm, 1.0)],
                Which::Place(_) => {
                    let first = bearer.by_firm.iter().take(3);
                    first
                        .map(|(f, added)| (*f, added / bearer.per_year))
                        .collect()
                }
            },
        });
    }
    for (of, (curve, _)) in unit.societies.iter().zip(shares) {
        let Some((decades, n)) = of.worst(policy) else {
            continue;
        };
        if decades < policy.societal.yellow {
            continue;
        }
        let who = bench.curves[*curve].who;
        let (kind, id, at) = match who {
            Which::Firm(f) => (
                "enterprise",
                &measured.firms[f].id,
                Some(measured.firms[f].at),
            ),
            Which::Place(p) => ("park", &measured.places[p].id, None),
        };
        all.push(Deciding {
            index: Index::Societal,
            kind,
            id: id.clone(),
            name: name(bench, who),
            at,
            decades,
            persons: n,
            is_sensitive: false,
            colour: policy.societal.colour(Some(decades)),
            by_firm: Vec::new(),
        });
    }
    all.sort_by(|a, b| {
        b.colour
            .cmp(&a.colour)
            .then(b.decades.total_cmp(&a.decades))
    });
    all
}

/// What an action is about: kind, identifier, name, place.
pub fn subject(
    bench: &Bench<'_>,
    which: Which,
    action: &Action,
) -> (&'static str, String, String, Option<Coord<f64>>) {
    match action.object {
        Object::Target(at) => {
            let of = &bench.measured.targets[bench.targets(which)[at]];
            ("target", of.id.clone(), of.name.clone(), Some(of.at))
        }
        Object::Society(at) => {
            let curve = bench.shares(which)[at].0;
            match bench.curves[curve].who {
                Which::Firm(f) => {
                    let of = &bench.measured.firms[f];
                    ("enterprise", of.id.clone(), of.name.clone(), Some(of.at))
                }
                Which::Place(p) => {
                    let of = &bench.measured.places[p];
                    ("park", of.id.clone(), of.name.clone(), None)
                }
            }
        }
        Object::Mean => ("mean", String::new(), String::new(), None),
        Object::Hazards(n) => ("hidden_hazards", n.to_string(), String::new(), None),
    }
}

/// The greatest causers of a unit, and what the others cause together; the sum is that of the unit to the last digit.
pub fn greatest(deaths: &Deaths, most: usize) -> (Vec<(Causer, Pll)>, Pll) {
    let shown: Vec<(Causer, Pll)> = deaths.by_causer.iter().take(most).copied().collect();
    let others = deaths
        .by_causer
        .iter()
        .skip(most)
        .map(|(_, pll)| *pll)
        .sum();
    (shown, others)
}

/// The greatest strands of a unit, and what the others cause together.
pub fn greatest_strands(deaths: &Deaths, most: usize) -> (Vec<(u32, Pll)>, Pll) {
    let mut all = deaths.by_strand.clone();
    all.sort_by_key(|(strand, pll)| (std::cmp::Reverse(*pll), *strand));
    let others = all.iter().skip(most).map(|(_, pll)| *pll).sum();
    all.truncate(most);
    (all, others)
}
