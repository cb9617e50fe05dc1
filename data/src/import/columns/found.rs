//! The columns of a file as they are bound, one wanted column after the other.

use super::fit::{Fit, Wanted, called, fit, keep_filled, unit_behind};
use super::vocabulary::WKT;
use super::{Binding, Origin, Remark};
use crate::import::mapping::Mapping;
use crate::import::names::normal;
use crate::import::report::{ColumnUse, How};
use crate::import::table::Table;
use crate::import::units::{self, Conversion};
use crate::import::values;
use crate::layer::{Column, Fault, Kind};
use crate::{Error, Result};

/// Rows whose words tell what a column holds.
const LOOKED_AT: usize = 50;

pub(super) struct Found {
    pub(super) bindings: Vec<Binding>,
    pub(super) uses: Vec<ColumnUse>,
    pub(super) faults: Vec<Remark>,
    pub(super) notes: Vec<Remark>,
}

impl Found {
    pub(super) fn bind(
        &mut self,
        wanted: &Wanted,
        table: &Table,
        names: &[String],
        mapping: Option<&Mapping>,
        unit_row: &[Option<String>],
    ) -> Result<Binding> {
        if let Some(value) = mapping.and_then(|m| m.constants.get(wanted.name)) {
            self.uses.push(ColumnUse {
                theirs: String::new(),
                ours: Some(wanted.name.to_owned()),
                unit: None,
                how: How::Constant,
                suggestion: None,
                confidence: 1.0,
            });
            return Ok(Binding {
                origin: Origin::Constant(value.clone()),
                ..Binding::default()
            });
        }
        let is_mapped = |i: &usize| {
            mapping.is_some_and(|m| m.columns.keys().any(|theirs| normal(theirs) == names[*i]))
        };
        let told = mapping.and_then(|m| m.columns.iter().find(|(_, ours)| *ours == wanted.name));
        let mut fits: Vec<(usize, Fit)> = match told {
            Some((theirs, _)) => {
                let theirs = normal(theirs);
                let how = if mapping.is_some_and(|m| m.is_saved) {
                    How::SavedMapping
                } else {
                    How::Mapping
                };
                let at = names.iter().position(|n| *n == theirs);
                at.map(|i| {
                    (
                        i,
                        Fit {
                            how,
                            unit: unit_behind(&names[i]),
                            rank: 0,
                        },
                    )
                })
                .into_iter()
                .collect()
            }
            None => (0..names.len())
                .filter(|i| !is_mapped(i))
                .filter_map(|i| Some((i, fit(wanted, &names[i], table.has_short_names)?)))
                .collect(),
        };
        keep_filled(&mut fits, table);
        fits.sort_by_key(|(_, fit)| fit.rank);
        let Some((at, best)) = fits.first().cloned() else {
            return Ok(Binding::default());
        };
        if let Some((second, _)) = fits.get(1).filter(|(_, other)| other.rank == best.rank) {
            return Err(Error::DoubleColumn {
                file: table.file.clone(),
                column: called(wanted),
                first: table.columns[at].clone(),
                second: table.columns[*second].clone(),
            });
        }
        let is_substance = wanted
            .column
            .is_some_and(|c| matches!(c.kind, Kind::Substance));
        let fallback = fits.get(1).filter(|_| is_substance).map(|(i, _)| *i);
        for (other, _) in &fits[1..] {
            let fault = if Some(*other) == fallback {
                self.mark(*other, wanted, How::Alias, None);
                Fault::new(
                    format!("is read where `{}` is empty", table.columns[at]),
                    "",
                )
            } else {
                Fault::new(
                    format!(
                        "is not used, as `{}` is taken for {}",
                        table.columns[at], wanted.name
                    ),
                    "",
                )
            };
            self.notes.push(Remark {
                field: wanted.name.to_owned(),
                value: table.columns[*other].clone(),
                fault,
            });
        }
        let conversion = self.conversion(wanted, &best, at, table, mapping, unit_row);
        self.mark(
            at,
            wanted,
            best.how,
            conversion.filter(|c| !c.is_same()).map(|c| c.from.name),
        );
        Ok(Binding {
            origin: Origin::Column(at),
            fallback,
            conversion,
        })
    }

    /// The columns in which the text of a column goes on, in order: a cell of a workbook takes 32 767
    /// characters, and an outline may have more.
    pub(super) fn continue_text(&mut self, at: usize, names: &[String]) -> Vec<usize> {
        let Origin::Column(first) = self.bindings[at].origin else {
            return Vec::new();
        };
        let next = |part: usize| {
            let name = format!("{}{part}", names[first]);
            names.iter().position(|n| *n == name)
        };
        let rest: Vec<usize> = (2..).map_while(next).collect();
        for &column in &rest {
            // No column of ours: a mapping that is made of these uses must name each once.
            self.uses[column].how = How::Alias;
            self.uses[column].confidence = 1.0;
        }
        if let Some(last) = rest.last() {
            let (first, last) = (&self.uses[first].theirs, &self.uses[*last].theirs);
            self.notes.push(Remark {
                field: WKT[0].to_owned(),
                value: first.clone(),
                fault: Fault::new(format!("goes on in the columns up to `{last}`"), ""),
            });
        }
        rest
    }

    /// 类别 says in many lists what a place is (小学), not how well it is to be protected (高敏感): the words
    /// below it decide, where no other column says what it is.
    pub(super) fn take_subtype(&mut self, columns: &'static [Column], table: &Table) {
        let position = |name| columns.iter().position(|c| c.name == name);
        let (Some(category), Some(subtype)) = (position("category"), position("subtype")) else {
            return;
        };
        let Origin::Column(at) = self.bindings[category].origin else {
            return;
        };
        if self.bindings[subtype].origin != Origin::Absent {
            return;
        }
        let memory = values::Memory::default();
        let read = |column: usize| {
            let cells = table.rows.iter().filter_map(|r| r.cells.get(at));
            let binding = &self.bindings[category];
            cells
                .filter(|c| !c.is_empty())
                .take(LOOKED_AT)
                .filter(|c| values::read(&columns[column], binding, c, None, &memory).is_ok())
                .count()
        };
        if read(subtype) > read(category) {
            self.bindings.swap(category, subtype);
            self.uses[at].ours = Some(columns[subtype].name.to_owned());
            self.notes.push(Remark {
                field: columns[subtype].name.to_owned(),
                value: table.columns[at].clone(),
                fault: Fault::new("says what each place is, and is read so", ""),
            });
        }
    }

    pub(super) fn mark(&mut self, at: usize, wanted: &Wanted, how: How, unit: Option<&str>) {
        let used = &mut self.uses[at];
        used.ours = Some(wanted.name.to_owned());
        used.how = how;
        used.unit = unit.map(str::to_owned);
        used.confidence = 1.0;
    }

    /// The conversion that the mapping, the header or the row of units asks for.
    pub(super) fn conversion(
        &mut self,
        wanted: &Wanted,
        fit: &Fit,
        at: usize,
        table: &Table,
        mapping: Option<&Mapping>,
        unit_row: &[Option<String>],
    ) -> Option<Conversion> {
        let own = units::of_column(wanted.name)?;
        let told = mapping.and_then(|m| m.units.get(wanted.name)).cloned();
        let written = told
            .or_else(|| fit.unit.clone())
            .or_else(|| unit_row.get(at).cloned().flatten())?;
        let remark = |fault| Remark {
            field: wanted.name.to_owned(),
            value: table.columns[at].clone(),
            fault,
        };
        match units::conversion(&written, wanted.name, own) {
            Ok(conversion) => {
                if !conversion.is_same() {
                    self.notes.push(remark(Fault::new(conversion.words(), "")));
                } else if wanted.name == "pressure_kpa" {
                    self.notes.push(remark(Fault::new(
                        "pressures are read as gauge pressures (表压)",
                        "",
                    )));
                }
                Some(conversion)
            }
            Err(fault) => {
                self.faults.push(remark(fault));
                None
            }
        }
    }
}
