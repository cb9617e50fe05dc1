//! A grade in sentences: which index decides and by how much, what would make it better, what worse.

use super::{Action, Colour, Grade, Index, Object, Unit, Worse};

/// A sentence in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Objects that are named in a sentence; of more their number is told.
const MOST_NAMED: usize = 5;

/// A number with as many digits as it deserves: two decimals of decades, whole persons.
fn persons(n: f64) -> String {
    if n > 0.0 && n < 1.0 {
        format!("{n:.1}")
    } else {
        format!("{}", n.round())
    }
}

/// A factor, to three digits; taken up, so that it is enough.
fn factor(f: f64) -> String {
    if f >= 100.0 {
        format!("{}", f.ceil())
    } else if f >= 10.0 {
        format!("{:.1}", (f * 10.0).ceil() / 10.0)
    } else {
        format!("{:.2}", (f * 100.0).ceil() / 100.0)
    }
}

/// How a place stands to its line.
fn stands(decades: f64) -> Sentence {
    let by = format!("{:.2}", decades.abs());
    if decades >= 0.0 {
        Sentence {
            zh: format!("高出 {by} 个数量级"),
            en: format!("{by} decades over"),
        }
    } else {
        Sentence {
            zh: format!("低 {by} 个数量级"),
            en: format!("{by} decades below"),
        }
    }
}

/// Names of objects with commas between; of many the first and how many more.
fn listed(names: &[String]) -> Sentence {
    let shown = &names[..names.len().min(MOST_NAMED)];
    let more = names.len() - shown.len();
    let (mut zh, mut en) = (shown.join("、"), shown.join(", "));
    if more > 0 {
        zh = format!("{zh} 等 {} 处", names.len());
        en = format!("{en} and {more} more");
    }
    Sentence { zh, en }
}

/// Why a unit has its colour; `name` turns identifiers into names.
pub fn of_grade(unit: &Unit, of: &Grade, name: &dyn Fn(Index, &str) -> String) -> Sentence {
    let reasons: Vec<Sentence> = if of.colour == Colour::Blue {
        vec![Sentence {
            zh: "各项指标均低于黄色界线".to_owned(),
            en: "every index is below the line of yellow".to_owned(),
        }]
    } else {
        let decided = of.decided_by().into_iter();
        decided.map(|index| reason(unit, of, index, name)).collect()
    };
    let zh: Vec<&str> = reasons.iter().map(|r| r.zh.as_str()).collect();
    let en: Vec<&str> = reasons.iter().map(|r| r.en.as_str()).collect();
    let code = of.colour.code();
    Sentence {
        zh: format!("{}：{}。", of.colour.zh(), zh.join("；")),
        en: format!(
            "{}{}: {}.",
            code[..1].to_uppercase(),
            &code[1..],
            en.join("; ")
        ),
    }
}

fn reason(unit: &Unit, of: &Grade, index: Index, name: &dyn Fn(Index, &str) -> String) -> Sentence {
    match index {
        Index::Individual => individual(unit, of, name),
        Index::Societal => {
            let Some((at, decades, n)) = of.societal.worst else {
                return Sentence::default();
            };
            let who = name(index, &unit.societies[at].id);
            let how = stands(decades);
            let n = persons(n);
            Sentence {
                zh: format!("{who} 的社会风险在 N={n} 处比不可接受线{}", how.zh),
                en: format!(
                    "the societal risk of {who} is {} the line at N = {n}",
                    how.en
                ),
            }
        }
        Index::Exposure => {
            let (Some(decades), Some(per_year)) = (of.exposure.decades, of.exposure.per_year)
            else {
                return Sentence::default();
            };
            let how = stands(decades);
            Sentence {
                zh: format!("居民平均个人风险 {per_year:.1e}/年，比基准{}", how.zh),
                en: format!(
                    "the mean risk of its people, {per_year:.1e} a year, is {} its line",
                    how.en
                ),
            }
        }
        Index::Floor => {
            let n = unit.overdue_major_hazards;
            Sentence {
                zh: format!("一、二级重大危险源有 {n} 项重大隐患逾期未整改"),
                en: format!(
                    "{n} major hidden hazards at installations of level 1 or 2 are overdue"
                ),
            }
        }
    }
}

fn individual(unit: &Unit, of: &Grade, name: &dyn Fn(Index, &str) -> String) -> Sentence {
    let Some((at, decades)) = of.individual.worst else {
        return Sentence::default();
    };
    let who = name(Index::Individual, &unit.targets[at].id);
    let how = stands(decades);
    let over = persons(of.individual.persons_over_limit);
    let near = persons(of.individual.persons_within_half_decade);
    let many = persons(of.individual.threshold_persons);
    let badge = if of.individual.has_sensitive_breach {
        (
            "，其中有学校、医院等敏感场所超限",
            ", a sensitive place over its limit among them",
        )
    } else {
        ("", "")
    };
    Sentence {
        zh: format!(
            "个人风险超限 {over} 人，限值下半个数量级以内（含超限）{near} 人（门槛 {many} 人），{who} 比限值{}{}",
            how.zh, badge.0
        ),
        en: format!(
            "{over} persons are over their limit of individual risk, {near} over it or within half a decade of it (many: {many}); {who} is {} its limit{}",
            how.en, badge.1
        ),
    }
}

/// What has to be done for a better colour.
pub fn actions(
    unit: &Unit,
    colour: Colour,
    of: &[Action],
    name: &dyn Fn(Index, &str) -> String,
) -> Sentence {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for action in of {
        match action.object {
            Object::Society(at) => {
                let who = name(action.index, &unit.societies[at].id);
                let by = factor(action.factor());
                zh.push(format!("{who} 的社会风险降至 1/{by} 以下"));
                en.push(format!(
                    "the societal risk of {who} falls by a factor of {by} or more"
                ));
            }
            Object::Mean => {
                let by = factor(action.factor());
                zh.push(format!("居民平均个人风险降至 1/{by} 以下"));
                en.push(format!("the mean risk falls by a factor of {by} or more"));
            }
            Object::Hazards(n) => {
                zh.push(format!("{n} 项逾期重大隐患全部整改销号"));
                en.push(format!("all {n} overdue major hidden hazards are closed"));
            }
            Object::Target(_) => {}
        }
    }
    // Targets that have to come below the same line are told together.
    let mut lines: Vec<f64> = Vec::new();
    for action in of.iter().filter(|a| matches!(a.object, Object::Target(_))) {
        if !lines
            .iter()
            .any(|l| l.total_cmp(&action.below_decades).is_eq())
        {
            lines.push(action.below_decades);
        }
    }
    for line in lines {
        let of_line = of.iter().filter_map(|a| match a.object {
            Object::Target(at) if a.below_decades.total_cmp(&line).is_eq() => Some((at, a)),
            _ => None,
        });
        let of_line: Vec<(usize, &Action)> = of_line.collect();
        let names: Vec<String> = of_line
            .iter()
            .map(|(at, _)| name(Index::Individual, &unit.targets[*at].id))
            .collect();
        let by = of_line.iter().map(|(_, a)| a.factor()).fold(1.0, f64::max);
        let (who, by) = (listed(&names), factor(by));
        if line < 0.0 {
            let far = format!("{:.1}", -line);
            zh.push(format!(
                "{} 的个人风险降到限值以下 {far} 个数量级（最多降至 1/{by}）",
                who.zh
            ));
            en.push(format!(
                "{} more than {far} decades under their limits (by up to a factor of {by})",
                who.en
            ));
        } else {
            zh.push(format!(
                "{} 的个人风险降到限值以下（最多降至 1/{by}）",
                who.zh
            ));
            en.push(format!(
                "{} under their limits (by up to a factor of {by})",
                who.en
            ));
        }
    }
    let code = colour.code();
    Sentence {
        zh: format!("降为{}须同时：{}。", colour.zh(), zh.join("；")),
        en: format!(
            "{}{} needs all of: {}.",
            code[..1].to_uppercase(),
            &code[1..],
            en.join("; ")
        ),
    }
}

/// What would make a unit worse, the nearest of it.
pub fn of_worse(unit: &Unit, of: &Worse, name: &dyn Fn(Index, &str) -> String) -> Sentence {
    let by = factor(of.factor());
    let (colour_zh, colour) = (of.colour.zh(), of.colour.code());
    match of.object {
        Object::Target(at) => {
            let who = name(of.index, &unit.targets[at].id);
            Sentence {
                zh: format!("各目标个人风险升至 {by} 倍，{who} 即越线，转为{colour_zh}"),
                en: format!(
                    "{colour} if the risk of its targets rises by a factor of {by}: {who} then comes to its line"
                ),
            }
        }
        Object::Society(at) => {
            let who = name(of.index, &unit.societies[at].id);
            Sentence {
                zh: format!("{who} 的社会风险升至 {by} 倍，转为{colour_zh}"),
                en: format!("{colour} if the societal risk of {who} rises by a factor of {by}"),
            }
        }
        Object::Mean => Sentence {
            zh: format!("居民平均个人风险升至 {by} 倍，转为{colour_zh}"),
            en: format!("{colour} if the mean risk rises by a factor of {by}"),
        },
        Object::Hazards(_) => Sentence {
            zh: format!("一、二级重大危险源出现一项逾期重大隐患，转为{colour_zh}"),
            en: format!(
                "{colour} with one overdue major hidden hazard at an installation of level 1 or 2"
            ),
        },
    }
}
