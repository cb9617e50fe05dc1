//! Every value and geometry of every row, checked; all issues are kept.

use std::borrow::Cow;
use std::sync::Arc;

use analysis::facts::Provenance;
use geo_types::{Geometry, MultiPolygon, Point};
use geozero::ToGeo;
use geozero::wkt::Wkt;
use rayon::prelude::*;

use super::columns::{Assignment, Binding, Origin};
use super::place::{Place, coordinates};
use super::report::Issue;
use super::table::{Cell, SourceRow, Table};
use super::values::{self, Memory};
use super::{angles, validity};
use crate::Layer;
use crate::layer::{Column, Fault, Kind, Record, Shape, Value};

/// Name that issues of geometry carry.
pub(super) const GEOMETRY: &str = "geometry";

/// The geometry of a row in the file's own system.
#[derive(Debug)]
pub(super) struct Sourced {
    /// The geometry, or why there is none.
    pub(super) geometry: Result<Option<Geometry<f64>>, Fault>,
    /// As the file has it, for a message.
    shown: String,
    /// Whether the latitude stood first.
    is_turned: bool,
    /// Whether it stands in columns, so that a message shows numbers alone.
    is_in_columns: bool,
}

/// A row, checked.
#[derive(Debug)]
pub(super) struct Checked {
    /// Counted from 1, without the header; 0 for the file as a whole.
    pub(super) number: u64,
    /// Its values; what cannot be taken is null.
    pub(super) record: Record,
    /// Row of the sheet, for what a spreadsheet program opens.
    pub(super) line: Option<u32>,
    /// All that is wrong with it.
    pub(super) issues: Vec<Issue>,
    /// How it was understood, and what looks odd.
    pub(super) notes: Vec<Issue>,
    /// Whether its key is in the store already.
    pub(super) updates: bool,
}

/// A cell of a row, or of the mapping; with the column that it stands in.
fn cell<'a>(row: &'a SourceRow, origin: &Origin, constant: &'a Cell) -> (&'a Cell, Option<usize>) {
    match origin {
        Origin::Absent => (&Cell::Empty, None),
        Origin::Column(i) => (row.cells.get(*i).unwrap_or(&Cell::Empty), Some(*i)),
        Origin::Constant(_) => (constant, None),
    }
}

/// The text that a row has for an origin.
pub(super) fn raw<'a>(row: &'a SourceRow, origin: &'a Origin) -> Option<Cow<'a, str>> {
    match origin {
        Origin::Absent => None,
        Origin::Column(i) => values::text(row.cells.get(*i)?),
        Origin::Constant(text) => Some(Cow::Borrowed(text)),
    }
}

/// The same, where it says something.
pub(super) fn said<'a>(row: &'a SourceRow, origin: &'a Origin) -> Option<Cow<'a, str>> {
    raw(row, origin).filter(|text| !values::is_missing(text))
}

/// The geometries of all rows, taken out of them where the file has its own, else from columns.
pub(super) fn geometries(table: &mut Table, assignment: &Assignment, layer: Layer) -> Vec<Sourced> {
    let has_geometry = table.has_geometry;
    table
        .rows
        .par_iter_mut()
        .map(|row| {
            if layer.shape() == Shape::None {
                Sourced::of(Ok(None), String::new())
            } else if has_geometry {
                let taken = std::mem::replace(&mut row.geometry, Ok(None));
                Sourced::of(taken, String::new())
            } else {
                from_columns(row, assignment)
            }
        })
        .collect()
}

impl Sourced {
    /// Whether the file says where the row is, rightly or not.
    pub(super) const fn is_given(&self) -> bool {
        !matches!(self.geometry, Ok(None))
    }

    const fn of(geometry: Result<Option<Geometry<f64>>, Fault>, shown: String) -> Self {
        Self {
            geometry,
            shown,
            is_turned: false,
            is_in_columns: false,
        }
    }
}

fn from_columns(row: &SourceRow, assignment: &Assignment) -> Sourced {
    if let Some(text) = well_known_text(row, assignment) {
        let geometry = Wkt(&*text).to_geo().map(Some).map_err(|_| {
            Fault::new(
                "is no well-known text",
                "write it as POINT (119.97 31.81) or POLYGON ((…))",
            )
        });
        return Sourced::of(geometry, text.into_owned());
    }
    if let Some((x, y)) = numbers_of(row, assignment) {
        let mut sourced = Sourced::of(Ok(Some(Point::new(x, y).into())), String::new());
        sourced.is_in_columns = true;
        return sourced;
    }
    let (lon, lat) = (said(row, &assignment.lon), said(row, &assignment.lat));
    let both = match (&lon, &lat) {
        (None, None) => said(row, &assignment.pair),
        // A column of longitudes that holds both.
        (Some(one), None) | (None, Some(one)) if angles::pair(one).is_ok() => Some(one.clone()),
        _ => None,
    };
    if let Some(text) = both {
        let read = angles::pair(&text);
        let mut sourced = Sourced::of(
            read.clone().map(|(x, y, _)| Some(Point::new(x, y).into())),
            text.into_owned(),
        );
        sourced.is_turned = read.is_ok_and(|(.., is_turned)| is_turned);
        return sourced;
    }
    let (lon, lat) = match (lon, lat) {
        (None, None) => return Sourced::of(Ok(None), String::new()),
        pair => pair,
    };
    let shown = format!(
        "({}, {})",
        lon.as_deref().unwrap_or_default(),
        lat.as_deref().unwrap_or_default()
    );
    let geometry = match (lon, lat) {
        (Some(lon), Some(lat)) => point(&lon, &lat).map(Some),
        _ => Err(Fault::new(
            "lacks one of its two coordinates",
            "give both coordinates",
        )),
    };
    Sourced::of(geometry, shown)
}

/// Well-known text, put together again where it goes on in further columns. Spaces at the seams belong to
/// it.
fn well_known_text<'a>(row: &'a SourceRow, assignment: &'a Assignment) -> Option<Cow<'a, str>> {
    let text = said(row, &assignment.wkt)?;
    let pieces = || {
        let columns = assignment.wkt_rest.iter();
        columns.filter_map(|i| match row.cells.get(*i)? {
            Cell::Text(piece) if !piece.is_empty() => Some(piece.as_str()),
            _ => None,
        })
    };
    let (Origin::Column(first), Some(_)) = (&assignment.wkt, pieces().next()) else {
        return Some(text);
    };
    let Some(Cell::Text(start)) = row.cells.get(*first) else {
        return Some(text);
    };
    Some(std::iter::once(start.as_str()).chain(pieces()).collect())
}

/// Both coordinates where they are plain numbers, as nearly always.
fn numbers_of(row: &SourceRow, assignment: &Assignment) -> Option<(f64, f64)> {
    let number = |origin: &Origin| match origin {
        Origin::Column(i) => match row.cells.get(*i)? {
            Cell::Real(number) => Some(*number),
            Cell::Whole(number) => Some(*number as f64),
            Cell::Text(text) => text.trim().parse().ok(),
            Cell::Empty => None,
        },
        _ => None,
    };
    Some((number(&assignment.lon)?, number(&assignment.lat)?))
}

fn point(lon: &str, lat: &str) -> Result<Geometry<f64>, Fault> {
    match (angles::parse(lon), angles::parse(lat)) {
        (Ok(x), Ok(y)) => Ok(Point::new(x, y).into()),
        (Err(fault), _) | (_, Err(fault)) if fault.rule.starts_with("has ") => Err(fault),
        _ => Err(Fault::new(
            "is no pair of numbers",
            "write both coordinates as decimal degrees, such as 119.97 and 31.81, or as 119°58′12.5″",
        )),
    }
}

/// Checks all rows of a table, which has given them away: each is dropped once it is understood, as a million of
/// them need as much memory as what becomes of them.
pub(super) fn check(
    table: &Table,
    rows: Vec<SourceRow>,
    sourced: Vec<Sourced>,
    assignment: &Assignment,
    place: &Place,
    layer: Layer,
    imported_at: &str,
) -> Vec<Checked> {
    let memory = Memory::default();
    let constants: Vec<Cell> = assignment
        .bindings
        .iter()
        .map(|b| match &b.origin {
            Origin::Constant(text) => Cell::Text(text.clone()),
            _ => Cell::Empty,
        })
        .collect();
    let context = Context {
        table,
        assignment,
        layer,
        constants,
        memory,
        source_file: table.file.as_str().into(),
        imported_at: imported_at.into(),
    };
    rows.into_par_iter()
        .zip(sourced)
        .map(|(row, sourced)| context.check(&row, sourced, place))
        .collect()
}

struct Context<'a> {
    table: &'a Table,
    assignment: &'a Assignment,
    layer: Layer,
    constants: Vec<Cell>,
    memory: Memory,
    source_file: Arc<str>,
    imported_at: Arc<str>,
}

impl Context<'_> {
    fn issue(
        &self,
        row: &SourceRow,
        at: Option<usize>,
        field: &str,
        value: &str,
        fault: Fault,
    ) -> Issue {
        let mut issue = Issue::new(&self.table.file, row.number, field, value, fault);
        issue.part.clone_from(&self.table.part);
        issue.cell = place_of(self.table, row.line, at);
        issue
    }

    /// What to do where a row lacks a value that it must have.
    fn to_give(&self, column: &Column, binding: &Binding) -> String {
        // Rows of plants without numbers are identified by their credit codes, which some plants lack.
        let is_of_code = column.name == "id"
            && self
                .layer
                .position("uscc")
                .is_some_and(|at| self.assignment.bindings[at].origin == binding.origin);
        if is_of_code {
            "give the unified social credit code (统一社会信用代码) in this cell; or, if no two rows have one \
             name, import with --key name (以名称作标识)"
                .to_owned()
        } else {
            required(column)
        }
    }

    fn check(&self, row: &SourceRow, sourced: Sourced, place: &Place) -> Checked {
        let (mut issues, mut notes) = (Vec::new(), Vec::new());
        if let Some(fault) = &row.fault {
            issues.push(self.issue(row, None, "row", "", fault.clone()));
        }
        let row_unit = said(row, &self.assignment.unit);
        let columns = self.layer.columns();
        let mut values = Vec::with_capacity(columns.len());
        for ((column, binding), constant) in columns
            .iter()
            .zip(&self.assignment.bindings)
            .zip(&self.constants)
        {
            let (mut found, mut at) = cell(row, &binding.origin, constant);
            if let Some(other) = binding.fallback
                && values::text(found).is_none_or(|t| values::is_missing(&t))
            {
                (found, at) = (row.cells.get(other).unwrap_or(&Cell::Empty), Some(other));
            }
            let unit = row_unit.as_deref().filter(|_| column.name == "quantity_t");
            let broken = row.cell_faults.iter().find(|(i, _)| Some(*i) == at);
            let read = match broken {
                Some((_, fault)) => Err(fault.clone()),
                None => values::read(column, binding, found, unit, &self.memory),
            };
            let shown = || values::text(found).unwrap_or_default();
            let value = match read {
                Ok(reading) => {
                    for note in reading.notes {
                        notes.push(self.issue(row, at, column.name, &shown(), note));
                    }
                    if reading.value == Value::Null && column.required {
                        let fault = Fault::new("is missing", self.to_give(column, binding));
                        issues.push(self.issue(row, at, column.name, &shown(), fault));
                    }
                    reading.value
                }
                Err(fault) => {
                    issues.push(self.issue(row, at, column.name, &shown(), fault));
                    Value::Null
                }
            };
            values.push(value);
        }
        let synthetic = raw(row, &self.assignment.synthetic)
            .map_or(Ok(false), |text| values::mark(&text))
            .unwrap_or_else(|fault| {
                let text = raw(row, &self.assignment.synthetic).unwrap_or_default();
                issues.push(self.issue(row, None, "synthetic", &text, fault));
                false
            });
        if sourced.is_turned {
            let note = Fault::new("has the latitude first; it is read so", "");
            notes.push(self.issue(row, None, GEOMETRY, &sourced.shown, note));
        }
        let columns = self.assignment;
        let at = [&columns.lon, &columns.pair, &columns.wkt]
            .into_iter()
            .find_map(|origin| match origin {
                Origin::Column(i) => Some(*i),
                _ => None,
            });
        let shown = shown(&sourced);
        let geometry = geometry(sourced, place, self.layer.shape()).unwrap_or_else(|fault| {
            issues.push(self.issue(row, at, GEOMETRY, &shown, fault));
            None
        });
        Checked {
            number: row.number,
            line: row.line,
            record: Record {
                values,
                geometry,
                provenance: Provenance {
                    source_file: Arc::clone(&self.source_file),
                    source_row: row.number,
                    imported_at: Arc::clone(&self.imported_at),
                    synthetic,
                },
            },
            issues,
            notes,
            updates: false,
        }
    }
}

/// A cell as a spreadsheet program names it.
pub(super) fn place_of(table: &Table, line: Option<u32>, at: Option<usize>) -> Option<String> {
    let mut column = *table.column_at.get(at?)?;
    let line = line?;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    let name: String = letters.iter().rev().collect();
    Some(format!("{name}{line}"))
}

fn required(column: &Column) -> String {
    let zh = column.zh.first().copied().unwrap_or_default();
    match column.kind {
        Kind::Word(parse) => match parse("") {
            Err(unknown) => format!("write one of: {}", unknown.allowed),
            Ok(_) => format!("give the {} ({zh})", column.name),
        },
        _ => format!("give the {} ({zh}); each row must have it", column.name),
    }
}

fn shown(sourced: &Sourced) -> String {
    use geo::CoordsIter;
    if !sourced.shown.is_empty() {
        return sourced.shown.clone();
    }
    match &sourced.geometry {
        Ok(Some(geometry)) => {
            let first = geometry.coords_iter().next().map(coordinates);
            let first = first.unwrap_or_default();
            if sourced.is_in_columns {
                first
            } else {
                format!("{} {first}", word(geometry))
            }
        }
        _ => String::new(),
    }
}

const fn word(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "point",
        Geometry::Line(_) | Geometry::LineString(_) => "line",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "polygon",
        Geometry::MultiPoint(_) => "multipoint",
        Geometry::MultiLineString(_) => "multiline",
        Geometry::MultiPolygon(_) => "multipolygon",
        Geometry::GeometryCollection(_) => "collection",
    }
}

fn geometry(sourced: Sourced, place: &Place, shape: Shape) -> Result<Option<Geometry<f64>>, Fault> {
    use geo::CoordsIter;
    let given = sourced
        .geometry?
        .filter(|g| g.coords_iter().next().is_some());
    let Some(given) = given else {
        return if shape.is_optional() {
            Ok(None)
        } else {
            Err(Fault::new(
                "has no geometry, or an empty one",
                format!("give {}", shape.words()),
            ))
        };
    };
    let Some(shaped) = shaped(given, shape) else {
        return Err(Fault::new(
            "is of the wrong type for this layer",
            format!("give {}", shape.words()),
        ));
    };
    let placed = place.convert(&shaped)?;
    validity::check(&placed)?;
    Ok(Some(placed))
}

/// A geometry in the form that the layer holds, where it can be; a multi-geometry of one is that one,
/// as some formats know nothing else.
fn shaped(given: Geometry<f64>, shape: Shape) -> Option<Geometry<f64>> {
    let given = match given {
        Geometry::MultiPoint(mut points) if points.0.len() == 1 => points.0.remove(0).into(),
        other => other,
    };
    match (&given, shape) {
        (Geometry::Polygon(_), Shape::Area) => match given {
            Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon]).into()),
            other => Some(other),
        },
        (
            Geometry::MultiPolygon(_),
            Shape::Area | Shape::PointOrArea | Shape::PointOrAreaOrNone | Shape::Any,
        )
        | (
            Geometry::Point(_),
            Shape::Point
            | Shape::PointOrNone
            | Shape::PointOrArea
            | Shape::PointOrAreaOrNone
            | Shape::Any,
        )
        | (Geometry::Polygon(_), Shape::PointOrArea | Shape::PointOrAreaOrNone | Shape::Any)
        | (Geometry::LineString(_) | Geometry::MultiLineString(_), Shape::Line | Shape::Any) => {
            Some(given)
        }
        _ => None,
    }
}
