//! Which features a request selects, and where the next page begins.
//!
//! Features come in the order of their identifiers, or in that of `sortby`. A page ends with one of them, and the next begins after it,
//! whatever was added or removed in between: no page repeats or leaves out a feature that was there all along.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use geo::{BoundingRect, Intersects};
use geo_types::{Coord, Geometry, LineString, Polygon, Rect};

use super::asked::Asked;
use super::crs::Crs;
use super::sort::{Cell, Order};
use crate::collections::{Collection, Index, Source};
use crate::filter::{self, Compiled, Expr, Function, Kind, Lookup, Span, Value};
use crate::problem::Problem;
use crate::wanted::{Stopped, Wanted};

/// Features on a page, where nothing is said.
pub(super) const USUAL: usize = 100;
/// Greatest page.
pub(super) const MOST: usize = 10_000;
/// How long a page is searched for, when something was found.
const SEARCH: Duration = Duration::from_secs(5);
/// How long, when nothing was.
const LONGEST: Duration = Duration::from_secs(20);
/// Edges of a box in metres are bent in degrees: corners on each.
const BENT: u32 = 16;

/// A window in longitude and latitude.
struct Window {
    bounds: Rect<f64>,
    /// Its outline, where that is not its box.
    outline: Option<Geometry<f64>>,
}

/// What a request selects.
pub(super) struct Selection {
    windows: Option<Vec<Window>>,
    time: Option<Span>,
    filter: Option<Compiled>,
    order: Option<Order>,
    after: Option<Position>,
    /// Greatest number of features.
    pub(super) limit: usize,
}

/// The last feature of a page: its identifier, how many of the same came before it, and what it was sorted by.
struct Position {
    key: String,
    repeats: usize,
    cells: Option<Vec<Cell>>,
}

/// Rows of a page.
pub(super) struct Found {
    /// Rows in order.
    pub(super) rows: Vec<usize>,
    /// Where the next page begins, if there is one.
    pub(super) next: Option<String>,
    /// Number of all that are selected, where that needs no counting.
    pub(super) matched: Option<usize>,
}

impl Selection {
    /// Reads what a request selects of a collection.
    ///
    /// # Errors
    /// 400 that says what would be right.
    pub(super) fn of(asked: &Asked, collection: &'static Collection) -> Result<Self, Problem> {
        let time = asked.get("datetime").map(filter::interval).transpose();
        let order = asked.get("sortby");
        let order = order.map(|text| Order::of(text, collection)).transpose()?;
        let after = asked.get("next");
        let after = after.map(|token| Position::read(token, order.as_ref()));
        let after = after.transpose()?;
        Ok(Self {
            windows: windows(asked)?,
            time: time.map_err(|e| Problem::bad_input("datetime", e.to_string()))?,
            filter: compiled(asked, collection)?,
            order,
            after,
            limit: limit(asked.get("limit"))?,
        })
    }

    /// Finds the rows of the page, as long as they are wanted.
    ///
    /// # Errors
    /// 400 for an order that takes too long to find; whatever, where nobody waits any more.
    pub(super) fn rows(
        &self,
        collection: &'static Collection,
        index: &Index,
        source: Source<'_>,
        wanted: &Wanted,
    ) -> Result<Found, Problem> {
        let after = self.start(collection, index, source);
        // In another order, what comes after the page may stand anywhere.
        let start = if self.order.is_some() { 0 } else { after };
        let windows: Option<Vec<Rect<f64>>> = match (&self.windows, &self.filter) {
            (Some(windows), _) => Some(windows.iter().map(|w| w.bounds).collect()),
            (None, Some(filter)) => filter.bounds().map(|b| vec![b]),
            (None, None) => None,
        };
        let places: Box<dyn Iterator<Item = usize>> = match windows {
            None => Box::new(start..index.len()),
            Some(windows) => {
                let found = windows.iter().flat_map(|w| index.within(w, start));
                let mut places: Vec<usize> = found.collect();
                places.sort_unstable();
                places.dedup();
                Box::new(places.into_iter())
            }
        };
        let places = places.filter_map(|place| Some((place, index.row(place)?)));
        let (rows, more) = match &self.order {
            None => self.page(places.map(|(_, row)| row), collection, source, wanted)?,
            Some(order) => self.sorted((order, after), places, collection, source, wanted)?,
        };
        let next = more.map(|last| {
            let key = (collection.key)(source, last);
            let first = index.first_from(collection, source, &key);
            let repeats = (first..index.len()).take_while(|place| index.row(*place) != Some(last));
            Position {
                repeats: repeats.count(),
                key: key.into_owned(),
                cells: self
                    .order
                    .as_ref()
                    .map(|o| o.cells(collection, source, last)),
            }
            .token()
        });
        let is_all = self.windows.is_none() && self.time.is_none() && self.filter.is_none();
        Ok(Found {
            rows,
            next,
            matched: is_all.then(|| index.len()),
        })
    }

    /// The rows of a page in another order than that of the identifiers, and where there is more, the last of them.
    /// As many as a page has are kept while all are looked at.
    fn sorted(
        &self,
        (order, after): (&Order, usize),
        places: impl Iterator<Item = (usize, usize)>,
        collection: &'static Collection,
        source: Source<'_>,
        wanted: &Wanted,
    ) -> Result<(Vec<usize>, Option<usize>), Problem> {
        let begun = Instant::now();
        let last_before = self.after.as_ref().and_then(|p| p.cells.as_ref());
        let mut first: BinaryHeap<(Vec<Cell>, usize, usize)> = BinaryHeap::new();
        for (place, row) in places {
            wanted.check()?;
            if begun.elapsed() > LONGEST {
                let detail = "takes longer than 20 s over all that is selected; select less";
                return Err(Problem::bad_input("sortby", detail));
            }
            let cells = order.cells(collection, source, row);
            let is_before = last_before.is_some_and(|last| match cells.cmp(last) {
                Ordering::Less => true,
                Ordering::Equal => place < after,
                Ordering::Greater => false,
            });
            let at = (cells, place, row);
            let is_full = first.len() > self.limit;
            let is_beyond = is_full && first.peek().is_some_and(|last| at >= *last);
            if is_before || is_beyond || !self.selects(collection, source, row) {
                continue;
            }
            first.push(at);
            if is_full {
                first.pop();
            }
        }
        let found = first.into_sorted_vec().into_iter().map(|(.., row)| row);
        let mut rows: Vec<usize> = found.collect();
        let has_more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let last = rows.last().copied().filter(|_| has_more);
        Ok((rows, last))
    }

    /// The rows of a page, and where there is more, the last row that was looked at. A search that takes long ends
    /// with what it has: the next page goes on from there.
    fn page(
        &self,
        rows: impl Iterator<Item = usize>,
        collection: &'static Collection,
        source: Source<'_>,
        wanted: &Wanted,
    ) -> Result<(Vec<usize>, Option<usize>), Stopped> {
        let begun = Instant::now();
        let (mut page, mut last) = (Vec::new(), None);
        for row in rows {
            wanted.check()?;
            let is_late =
                begun.elapsed() > SEARCH && (!page.is_empty() || begun.elapsed() > LONGEST);
            if last.is_some() && is_late {
                return Ok((page, last));
            }
            if self.selects(collection, source, row) {
                if page.len() == self.limit {
                    return Ok((page, last));
                }
                page.push(row);
            }
            last = Some(row);
        }
        Ok((page, None))
    }

    /// First place of the page.
    fn start(&self, collection: &'static Collection, index: &Index, source: Source<'_>) -> usize {
        let Some(Position { key, repeats, .. }) = &self.after else {
            return 0;
        };
        let first = index.first_from(collection, source, key);
        let same = (first..index.len()).take(*repeats + 1).take_while(|place| {
            let row = index.row(*place);
            row.is_some_and(|row| (collection.key)(source, row) == key.as_str())
        });
        first + same.count()
    }

    fn selects(&self, collection: &'static Collection, source: Source<'_>, at: usize) -> bool {
        let row = collection.row(source, at);
        if let Some(filter) = &self.filter
            && !filter.matches(&row)
        {
            return false;
        }
        if let Some(time) = self.time
            && !is_at(collection, source, at, time)
        {
            return false;
        }
        let Some(windows) = &self.windows else {
            return true;
        };
        row.geometry().is_some_and(|shape| {
            windows.iter().any(|window| match &window.outline {
                None => shape.intersects(&window.bounds),
                Some(outline) => shape.intersects(outline),
            })
        })
    }
}

/// Whether a row holds in a stretch of time; one without a beginning always does.
pub(in crate::routes) fn is_at(
    collection: &Collection,
    source: Source<'_>,
    at: usize,
    time: Span,
) -> bool {
    let day = |name: &str| -> Option<Span> {
        match (collection.column(name)?.get)(source, at)? {
            Value::Text(text) => filter::interval(&text).ok(),
            _ => None,
        }
    };
    let Some((from, to)) = collection.time else {
        return true;
    };
    day(from).is_none_or(|from| {
        let own = Span {
            start: from.start,
            end: to.and_then(day).map_or(i64::MAX, |to| to.end),
        };
        own.meets(time)
    })
}

fn limit(text: Option<&str>) -> Result<usize, Problem> {
    let Some(text) = text else { return Ok(USUAL) };
    let number = text.trim().parse::<usize>().ok().filter(|n| *n > 0);
    // What is more than a page is answered with a page, as the standard wants.
    let of_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = number.or((of_digits && text.bytes().any(|b| b != b'0')).then_some(MOST));
    number
        .map(|n| n.min(MOST))
        .ok_or_else(|| Problem::bad_input("limit", format!("is no whole number from 1 to {MOST}")))
}

fn windows(asked: &Asked) -> Result<Option<Vec<Window>>, Problem> {
    let plane = &asked.snapshot.city.plane;
    let crs = match asked.get("bbox-crs") {
        Some(text) => Crs::of("bbox-crs", text, plane)?,
        None => Crs::Crs84,
    };
    let Some(text) = asked.get("bbox") else {
        return Ok(None);
    };
    let wrong = |why: &str| {
        Problem::bad_input(
            "bbox",
            format!("{why}; give 4 numbers, or 6 with heights, such as 119.5,31.5,120.2,32.0"),
        )
    };
    let numbers: Option<Vec<f64>> = text
        .split(',')
        .map(|n| n.trim().parse::<f64>().ok().filter(|n| n.is_finite()))
        .collect();
    let (a, b) = match numbers.as_deref() {
        Some([a, b, c, d] | [a, b, _, c, d, _]) => (Coord { x: *a, y: *b }, Coord { x: *c, y: *d }),
        _ => return Err(wrong("is not 4 or 6 numbers")),
    };
    if matches!(crs, Crs::Crs84 | Crs::LatLon(_)) {
        let (a, b) = (
            crs.to_lon_lat("bbox", a, plane)?,
            crs.to_lon_lat("bbox", b, plane)?,
        );
        if a.y > b.y {
            return Err(wrong("has its corners in the wrong order"));
        }
        let part = |west: f64, east: f64| Window {
            bounds: Rect::new(Coord { x: west, y: a.y }, Coord { x: east, y: b.y }),
            outline: None,
        };
        // West of the meridian of 180° and east of it.
        return Ok(Some(if a.x > b.x {
            vec![part(a.x, 180.0), part(-180.0, b.x)]
        } else {
            vec![part(a.x, b.x)]
        }));
    }
    if a.x > b.x || a.y > b.y {
        return Err(wrong("has its corners in the wrong order"));
    }
    let corners = [a, Coord { x: b.x, y: a.y }, b, Coord { x: a.x, y: b.y }];
    let mut ring = Vec::new();
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        for step in 0..BENT {
            let t = f64::from(step) / f64::from(BENT);
            let at = *from + (*to - *from) * t;
            ring.push(crs.to_lon_lat("bbox", at, plane)?);
        }
    }
    let outline = Polygon::new(LineString(ring), Vec::new());
    let bounds = outline.bounding_rect();
    let bounds = bounds.ok_or_else(|| wrong("is empty"))?;
    Ok(Some(vec![Window {
        bounds,
        outline: Some(outline.into()),
    }]))
}

/// The filter, and the properties that are asked for by their own names.
fn compiled(asked: &Asked, collection: &'static Collection) -> Result<Option<Compiled>, Problem> {
    let mut all = expression(asked)?;
    for (name, value) in asked.parameters() {
        let Some(column) = collection.column(name) else {
            continue;
        };
        let value = fixed(column.kind, value)
            .ok_or_else(|| Problem::bad_input(name, format!("is not {}", column.kind.words())))?;
        let equal = Expr::Call(Function::Equal, vec![Expr::Property(name.clone()), value]);
        all = Some(match all {
            Some(before) => before.and(equal),
            None => equal,
        });
    }
    let compiled = all.map(|expr| Compiled::of(&expr, &collection.schema()));
    compiled
        .transpose()
        .map_err(|e| Problem::bad_input("filter", e.to_string()))
}

fn expression(asked: &Asked) -> Result<Option<Expr>, Problem> {
    let plane = &asked.snapshot.city.plane;
    let language = asked.get("filter-lang").unwrap_or("cql2-text");
    let crs = match asked.get("filter-crs") {
        Some(text) => Crs::of("filter-crs", text, plane)?,
        None => Crs::Crs84,
    };
    let read = match language {
        "cql2-text" => filter::parse_text,
        "cql2-json" => filter::parse_json,
        _ => {
            let detail = "is not known; give cql2-text or cql2-json";
            return Err(Problem::bad_input("filter-lang", detail));
        }
    };
    let Some(text) = asked.get("filter") else {
        return Ok(None);
    };
    let expr = read(text).map_err(|e| Problem::bad_input("filter", e.to_string()))?;
    if crs == Crs::Crs84 {
        return Ok(Some(expr));
    }
    let to_lon_lat = |shape: Geometry<f64>| {
        use geo::MapCoords;
        shape.try_map_coords(|at| crs.to_lon_lat("filter", at, plane))
    };
    Ok(Some(expr.map_geometries(&to_lon_lat)?))
}

/// A value of a column's kind.
fn fixed(kind: Kind, text: &str) -> Option<Expr> {
    Some(match kind {
        Kind::Text => Expr::Text(text.to_owned()),
        Kind::Number | Kind::Integer => {
            Expr::Number(text.trim().parse::<f64>().ok().filter(|n| n.is_finite())?)
        }
        Kind::Bool => Expr::Bool(text.trim().parse().ok()?),
        Kind::Date | Kind::Timestamp if text.contains('/') => return None,
        Kind::Date | Kind::Timestamp => Expr::Time(filter::interval(text).ok()?),
    })
}

impl Position {
    fn token(&self) -> String {
        let Self {
            key,
            repeats,
            cells,
        } = self;
        let text = match cells {
            None => format!("{repeats}:{key}"),
            // Plain values always have a text.
            Some(cells) => serde_json::to_string(&(cells, repeats, key)).unwrap_or_default(),
        };
        URL_SAFE_NO_PAD.encode(text)
    }

    fn read(token: &str, order: Option<&Order>) -> Result<Self, Problem> {
        let text = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        let position = text.and_then(|text| {
            let Some(order) = order else {
                let (repeats, key) = text.split_once(':')?;
                return Some(Self {
                    repeats: repeats.parse::<u32>().ok()? as usize,
                    key: key.to_owned(),
                    cells: None,
                });
            };
            let (cells, repeats, key): (Vec<Cell>, u32, String) =
                serde_json::from_str(&text).ok()?;
            (cells.len() == order.len()).then_some(Self {
                key,
                repeats: repeats as usize,
                cells: Some(cells),
            })
        });
        position.ok_or_else(|| {
            let detail = "is no place to go on from; follow the link of the page before";
            Problem::bad_input("next", detail)
        })
    }
}
