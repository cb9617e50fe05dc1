//! What several lists take: pages and boxes.

use geo_types::{Coord, Rect};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::Problem;

/// Greatest page.
const MOST: usize = 1000;

/// A page of a list that has no other filter.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// Items on a page, 1 to 1000; 100 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

impl Paging {
    /// Limit and offset, checked.
    ///
    /// # Errors
    /// As [`page`].
    pub fn cut(&self) -> Result<(usize, usize), Problem> {
        page(self.limit.as_deref(), self.offset.as_deref(), 100)
    }
}

/// Limit and offset of a page, checked.
///
/// # Errors
/// 400 for a limit of 0 or over 1,000, and for what is no whole number.
pub fn page(
    limit: Option<&str>,
    offset: Option<&str>,
    usual: usize,
) -> Result<(usize, usize), Problem> {
    let number = |name: &str, text: Option<&str>, usual: usize, least: usize, most: usize| {
        let Some(text) = text else { return Ok(usual) };
        let wrong = || {
            Problem::bad_input(
                name,
                format!("`{text}` is no whole number from {least} to {most}"),
            )
        };
        let number: usize = text.trim().parse().map_err(|_| wrong())?;
        if (least..=most).contains(&number) {
            Ok(number)
        } else {
            Err(wrong())
        }
    };
    Ok((
        number("limit", limit, usual, 1, MOST)?,
        number("offset", offset, 0, 0, usize::MAX)?,
    ))
}

/// A box `west,south,east,north` in degrees.
///
/// # Errors
/// 400 that says what would be right.
pub fn bbox(text: Option<&str>) -> Result<Option<Rect<f64>>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let wrong = |why: &str| {
        Problem::bad_input(
            "bbox",
            format!(
                "`{text}` {why}; give west,south,east,north in degrees, such as 119.5,31.5,120.2,32.0"
            ),
        )
    };
    let numbers: Vec<f64> = text
        .split(',')
        .map(|n| {
            n.trim()
                .parse::<f64>()
                .map_err(|_| wrong("is not four numbers"))
        })
        .collect::<Result<_, _>>()?;
    let [w, s, e, n] = numbers[..] else {
        return Err(wrong("is not four numbers"));
    };
    let in_range = w.abs() <= 180.0 && e.abs() <= 180.0 && s.abs() <= 90.0 && n.abs() <= 90.0;
    if !in_range {
        return Err(wrong("is out of range"));
    }
    if s > n || w > e {
        return Err(wrong("has its corners in the wrong order"));
    }
    Ok(Some(Rect::new(Coord { x: w, y: s }, Coord { x: e, y: n })))
}

/// Whether a place lies in a box; everything lies in no box.
pub fn covers(bbox: Option<&Rect<f64>>, at: [f64; 2]) -> bool {
    bbox.is_none_or(|r| {
        r.min().x <= at[0] && at[0] <= r.max().x && r.min().y <= at[1] && at[1] <= r.max().y
    })
}

/// One of a few words.
///
/// # Errors
/// 400 that lists the words.
pub fn word<'a>(
    pointer: &str,
    given: Option<&'a str>,
    usual: &'a str,
    allowed: &[&str],
) -> Result<&'a str, Problem> {
    let word = given.unwrap_or(usual);
    if allowed.contains(&word) {
        return Ok(word);
    }
    Err(Problem::bad_input(
        pointer,
        format!("`{word}` is not known; give one of {}", allowed.join(", ")),
    ))
}
