//! Every value and geometry of every row, checked; all issues are kept.

use std::sync::Arc;

use analysis::facts::Provenance;
use geo_types::{Geometry, MultiPolygon, Point};
use geozero::ToGeo;
use geozero::wkt::Wkt;

use super::columns::{Assignment, Origin};
use super::place::{Place, coordinates};
use super::report::Issue;
use super::table::{SourceRow, Table};
use super::validity;
use crate::Layer;
use crate::layer::{Column, Fault, Kind, Record, Shape, Value};

/// Name that issues of geometry carry.
const GEOMETRY: &str = "geometry";

/// The geometry of a row in the file's own system.
#[derive(Debug)]
pub(super) struct Sourced {
    /// The geometry, or why there is none.
    pub(super) geometry: Result<Option<Geometry<f64>>, Fault>,
    /// As the file has it, for a message.
    shown: String,
}

/// A row, checked.
#[derive(Debug)]
pub(super) struct Checked {
    /// Counted from 1, without the header; 0 for the file as a whole.
    pub(super) number: u64,
    /// Its values; what cannot be taken is null.
    pub(super) record: Record,
    /// All that is wrong with it.
    pub(super) issues: Vec<Issue>,
    /// Whether its key is in the store already.
    pub(super) updates: bool,
}

fn raw(row: &SourceRow, origin: &Origin) -> Option<String> {
    match origin {
        Origin::Absent => None,
        Origin::Column(i) => row.cells.get(*i)?.text(),
        Origin::Constant(text) => Some(text.clone()),
    }
}

/// The geometries of all rows, from the file's own geometry or from columns.
pub(super) fn geometries(table: &Table, assignment: &Assignment, layer: Layer) -> Vec<Sourced> {
    table
        .rows
        .iter()
        .map(|row| {
            if layer.shape() == Shape::None {
                Sourced {
                    geometry: Ok(None),
                    shown: String::new(),
                }
            } else if table.has_geometry {
                Sourced {
                    geometry: row.geometry.clone(),
                    shown: String::new(),
                }
            } else {
                from_columns(row, assignment)
            }
        })
        .collect()
}

fn from_columns(row: &SourceRow, assignment: &Assignment) -> Sourced {
    if let Some(text) = raw(row, &assignment.wkt) {
        let geometry = Wkt(text.as_str()).to_geo().map(Some).map_err(|_| {
            Fault::new(
                "is no well-known text",
                "write it as POINT (119.97 31.81) or POLYGON ((…))",
            )
        });
        return Sourced {
            geometry,
            shown: text,
        };
    }
    let (lon, lat) = (raw(row, &assignment.lon), raw(row, &assignment.lat));
    let shown = match (&lon, &lat) {
        (None, None) => String::new(),
        (lon, lat) => format!(
            "({}, {})",
            lon.as_deref().unwrap_or_default(),
            lat.as_deref().unwrap_or_default()
        ),
    };
    let geometry = match (lon, lat) {
        (None, None) => Ok(None),
        (Some(lon), Some(lat)) => match (lon.parse::<f64>(), lat.parse::<f64>()) {
            (Ok(x), Ok(y)) => Ok(Some(Point::new(x, y).into())),
            _ => Err(Fault::new(
                "is no pair of numbers",
                "write both coordinates as decimal numbers, such as 119.97 and 31.81",
            )),
        },
        _ => Err(Fault::new(
            "lacks one of its two coordinates",
            "give both coordinates",
        )),
    };
    Sourced { geometry, shown }
}

/// Checks all rows.
pub(super) fn check(
    table: &Table,
    sourced: Vec<Sourced>,
    assignment: &Assignment,
    place: &Place,
    layer: Layer,
    imported_at: &str,
) -> Vec<Checked> {
    let source_file: Arc<str> = table.file.as_str().into();
    let imported_at: Arc<str> = imported_at.into();
    let rows = table.rows.iter().zip(sourced);
    rows.map(|(row, sourced)| {
        let mut issues = Vec::new();
        let mut say = |field: &str, value: &str, fault| {
            issues.push(Issue::new(&table.file, row.number, field, value, fault));
        };
        if let Some(fault) = &row.fault {
            say("row", "", fault.clone());
        }
        let mut values = Vec::with_capacity(assignment.origins.len());
        for (column, origin) in layer.columns().iter().zip(&assignment.origins) {
            let raw = raw(row, origin);
            if let Origin::Column(at) = origin
                && let Some((_, fault)) = row.cell_faults.iter().find(|(i, _)| i == at)
            {
                say(
                    column.name,
                    raw.as_deref().unwrap_or_default(),
                    fault.clone(),
                );
                values.push(Value::Null);
                continue;
            }
            values.push(value(column, raw.as_deref()).unwrap_or_else(|fault| {
                say(column.name, raw.as_deref().unwrap_or_default(), fault);
                Value::Null
            }));
        }
        let synthetic = raw(row, &assignment.synthetic);
        let synthetic = truth(synthetic.as_deref()).unwrap_or_else(|fault| {
            say("synthetic", synthetic.as_deref().unwrap_or_default(), fault);
            false
        });
        let shown = shown(&sourced);
        let geometry = geometry(sourced, place, layer.shape()).unwrap_or_else(|fault| {
            say(GEOMETRY, &shown, fault);
            None
        });
        Checked {
            number: row.number,
            record: Record {
                values,
                geometry,
                provenance: Provenance {
                    source_file: Arc::clone(&source_file),
                    source_row: row.number,
                    imported_at: Arc::clone(&imported_at),
                    synthetic,
                },
            },
            issues,
            updates: false,
        }
    })
    .collect()
}

fn value(column: &Column, raw: Option<&str>) -> Result<Value, Fault> {
    match raw {
        Some(raw) => column.kind.read(raw),
        None if column.required => Err(Fault::new("is missing", required(column))),
        None => Ok(Value::Null),
    }
}

fn required(column: &Column) -> String {
    match column.kind {
        Kind::Word(parse) => match parse("") {
            Err(unknown) => format!("write one of: {}", unknown.allowed),
            Ok(_) => format!("give the {}", column.name),
        },
        _ => format!("give the {}; each row must have it", column.name),
    }
}

fn truth(raw: Option<&str>) -> Result<bool, Fault> {
    raw.map_or(Ok(false), crate::layer::truth)
}

fn shown(sourced: &Sourced) -> String {
    use geo::CoordsIter;
    if !sourced.shown.is_empty() {
        return sourced.shown.clone();
    }
    match &sourced.geometry {
        Ok(Some(geometry)) => {
            let first = geometry.coords_iter().next().map(coordinates);
            format!("{} {}", word(geometry), first.unwrap_or_default())
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
