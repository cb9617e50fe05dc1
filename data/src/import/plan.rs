//! Which table of a file goes where.
//!
//! A chosen layer takes every table whose header has the columns that it needs. `auto` tries every layer and
//! the register on every table: the columns that are recognised count, and a column of words whose words are
//! none of the vocabulary's speaks against. Where two fit alike the user is asked.

use super::Goal;
use super::columns::{self, Assignment, Binding, Origin};
use super::mapping::Mapping;
use super::report::How;
use super::table::Table;
use super::values::{self, Memory};
use super::{history, register};
use crate::layer::{Column, Kind, Shape};
use crate::{Error, Layer, Result, store};

/// Rows whose words are tried.
const TRIED: usize = 20;

/// A table, and where it goes.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) goal: Goal,
    pub(super) table: Table,
    pub(super) assignment: Assignment,
}

/// What the user wants of the tables.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wishes<'a> {
    /// Where rows go.
    pub(super) goal: Goal,
    /// The mapping file.
    pub(super) mapping: Option<&'a Mapping>,
    /// Mappings of earlier imports.
    pub(super) saved: &'a [store::Mapping],
    /// Column that identifies a row.
    pub(super) key: Option<&'a str>,
}

/// The tables that are read, in the order in which their layers are filled, and what is said about the
/// others.
pub(super) fn plan(
    mut tables: Vec<Table>,
    wishes: &Wishes<'_>,
) -> Result<(Vec<Part>, Vec<String>)> {
    let Wishes {
        goal,
        mapping,
        saved,
        key,
    } = *wishes;
    let is_one = tables.len() == 1;
    let units: Vec<_> = tables.iter_mut().map(columns::take_unit_row).collect();
    let mut parts = Vec::new();
    let mut left_out = Vec::new();
    let mut first_error = None;
    for (table, units) in tables.into_iter().zip(units) {
        let kept = history::saved(saved, goal.layer(), &table);
        let mapping = mapping.or(kept.as_ref());
        let found = match goal {
            Goal::Auto => choose(&table, mapping, &units, key),
            chosen => assign(&table, chosen, mapping, &units, key).map(|a| (chosen, a)),
        };
        match found {
            Ok((goal, assignment)) => parts.push(Part {
                goal,
                table,
                assignment,
            }),
            // A question must be answered; a cover sheet needs no answer.
            Err(error) if is_one || matches!(error, Error::ChooseLayer { .. }) => {
                return Err(error);
            }
            Err(error) => {
                left_out.push(table.part.clone().unwrap_or_default());
                let recognised = recognised(&table, goal);
                if first_error
                    .as_ref()
                    .is_none_or(|(best, _)| recognised > *best)
                {
                    first_error = Some((recognised, error));
                }
            }
        }
    }
    if parts.is_empty() {
        return Err(first_error.map_or_else(
            || Error::NoRows {
                file: String::new(),
                parts: Vec::new(),
            },
            |(_, error)| error,
        ));
    }
    parts.sort_by_key(|p| order(p.goal));
    Ok((parts, left_out))
}

/// Facilities before their units, and a register with the facilities.
fn order(goal: Goal) -> (usize, usize) {
    let place = |layer: Layer| {
        Layer::ALL
            .iter()
            .position(|l| *l == layer)
            .unwrap_or_default()
    };
    match goal {
        Goal::Layer(layer) => (place(layer), 0),
        Goal::Register | Goal::Auto => (place(Layer::Facilities), 1),
    }
}

pub(super) fn columns_of(goal: Goal) -> (&'static [Column], Shape) {
    match goal {
        Goal::Layer(layer) => (layer.columns(), layer.shape()),
        // The places of its enterprises may be in the store; where they are not, each row is told.
        Goal::Register | Goal::Auto => (register::columns(), Shape::PointOrAreaOrNone),
    }
}

fn recognised(table: &Table, goal: Goal) -> usize {
    columns::score(table, columns_of(goal).0).0
}

fn assign(
    table: &Table,
    goal: Goal,
    mapping: Option<&Mapping>,
    units: &[Option<String>],
    key: Option<&str>,
) -> Result<Assignment> {
    let (columns, shape) = columns_of(goal);
    columns::assign(table, goal, columns, shape, mapping, units, key)
}

/// The goal that a table fits best.
pub(super) fn choose(
    table: &Table,
    mapping: Option<&Mapping>,
    units: &[Option<String>],
    key: Option<&str>,
) -> Result<(Goal, Assignment)> {
    let goals = || {
        Layer::ALL
            .into_iter()
            .map(Goal::Layer)
            .chain([Goal::Register])
    };
    let named = |goal: &Goal| {
        table
            .part
            .as_deref()
            .is_some_and(|part| part.eq_ignore_ascii_case(goal.name()) || part == goal.zh())
    };
    let mut fitting: Vec<(usize, Goal, Assignment)> = goals()
        .filter_map(|goal| {
            let assignment = assign(table, goal, mapping, units, key).ok()?;
            // Without tanks a register is a list of enterprises.
            if goal == Goal::Register && !register::has_tanks(&assignment) {
                return None;
            }
            let (columns, _) = columns_of(goal);
            if !words_fit(table, columns, &assignment.bindings) {
                return None;
            }
            let used = assignment
                .uses
                .iter()
                .filter(|u| u.how != How::Unused)
                .count();
            Some((2 * used + usize::from(named(&goal)), goal, assignment))
        })
        .collect();
    fitting.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let is_clear = match &fitting[..] {
        [] => false,
        [_] => true,
        [best, second, ..] => best.0 > second.0,
    };
    if is_clear {
        let (_, goal, assignment) = fitting.swap_remove(0);
        return Ok((goal, assignment));
    }
    let scores: Vec<String> = if fitting.is_empty() {
        let mut all: Vec<(usize, usize, Goal)> = goals()
            .map(|goal| {
                let (used, missing) = columns::score(table, columns_of(goal).0);
                (used, missing, goal)
            })
            .filter(|(used, ..)| *used > 0)
            .collect();
        all.sort_by_key(|(used, missing, _)| (std::cmp::Reverse(*used), *missing));
        all.iter()
            .take(4)
            .map(|(used, missing, goal)| {
                format!("{goal} ({used} columns recognised, {missing} needed ones missing)")
            })
            .collect()
    } else {
        fitting
            .iter()
            .take(4)
            .map(|(score, goal, _)| format!("{goal} ({} columns recognised)", score / 2))
            .collect()
    };
    if scores.is_empty() {
        return Err(Error::NoKnownColumn {
            file: table.file.clone(),
            layer: Goal::Auto,
            found: table.columns.join(", "),
            known: "the columns of docs/layers.md".to_owned(),
        });
    }
    Err(Error::ChooseLayer {
        file: match &table.part {
            Some(part) => format!("{} [{part}]", table.file),
            None => table.file.clone(),
        },
        choices: scores.join(", "),
    })
}

/// Whether most words of the first rows are of the vocabularies that they would have to be of.
fn words_fit(table: &Table, columns: &[Column], bindings: &[Binding]) -> bool {
    let memory = Memory::default();
    columns.iter().zip(bindings).all(|(column, binding)| {
        let (Kind::Word(_), Origin::Column(at)) = (column.kind, &binding.origin) else {
            return true;
        };
        let mut read = 0_usize;
        let mut wrong = 0_usize;
        for cell in table
            .rows
            .iter()
            .take(TRIED)
            .filter_map(|r| r.cells.get(*at))
        {
            if values::text(cell).is_some() {
                read += 1;
                wrong += usize::from(values::read(column, binding, cell, None, &memory).is_err());
            }
        }
        2 * wrong <= read
    })
}

/// What is said about tables that are left out.
pub(super) fn left_out(names: &[String], goal: Goal) -> Option<(String, String)> {
    if names.is_empty() {
        return None;
    }
    let rule = format!("is left out, as it has not the columns of {goal}");
    Some((names.join(", "), rule))
}
