//! CQL2 JSON.

use serde_json::Value as Json;

use super::error::short;
use super::expr::{Expr, Function};
use super::{FilterError, MOST_DEPTH, shape, text, time};

/// Reads a filter.
pub(super) fn parse(filter: &str) -> Result<Expr, FilterError> {
    let json: Json = serde_json::from_str(filter)
        .map_err(|e| FilterError::Json(format!("the filter is no JSON: {e}")))?;
    expr(&json, MOST_DEPTH)
}

/// A function with another number of values than it takes.
pub(super) fn count(function: &'static str, got: usize, takes: &'static str) -> FilterError {
    FilterError::Arguments {
        function,
        got,
        takes,
    }
}

fn expr(json: &Json, depth: usize) -> Result<Expr, FilterError> {
    let below = depth.checked_sub(1).ok_or(FilterError::TooDeep)?;
    Ok(match json {
        Json::Bool(b) => Expr::Bool(*b),
        Json::Number(n) => Expr::Number(finite(n)?),
        Json::String(s) => Expr::Text(s.clone()),
        Json::Array(all) => Expr::List(list(all, below)?),
        Json::Null => {
            return Err(FilterError::Json(
                "null is no value; write {\"op\": \"isNull\", \"args\": [{\"property\": …}]}"
                    .to_owned(),
            ));
        }
        Json::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Json::as_str);
            if let Some(op) = text("op") {
                let args = object.get("args").and_then(Json::as_array);
                let args = args.ok_or_else(|| {
                    FilterError::Json(format!("`{}` has no list of args", short(op)))
                })?;
                let function = Function::named(op)?;
                Expr::Call(function, list(args, below)?)
            } else if let Some(name) = text("property") {
                Expr::Property(name.to_owned())
            } else if let Some(day) = text("date") {
                Expr::Time(time::date(day)?)
            } else if let Some(moment) = text("timestamp") {
                Expr::Time(time::timestamp(moment)?)
            } else if let Some(Json::Array(ends)) = object.get("interval") {
                let ends = list(ends, below)?;
                let [from, to] =
                    <[Expr; 2]>::try_from(ends).map_err(|all| count("interval", all.len(), "2"))?;
                Expr::Interval(text::end(from)?, text::end(to)?)
            } else if let Some(Json::Array(numbers)) = object.get("bbox") {
                let numbers: Option<Vec<f64>> = numbers.iter().map(Json::as_f64).collect();
                let why = || FilterError::Json("bbox has something that is no number".to_owned());
                Expr::Geometry(shape::bbox(&numbers.ok_or_else(why)?)?)
            } else if text("type").is_some() {
                Expr::Geometry(shape::from_json(json, below)?)
            } else {
                return Err(FilterError::Json(
                    "an object is none of op with args, property, date, timestamp, interval, bbox and a GeoJSON geometry"
                        .to_owned(),
                ));
            }
        }
    })
}

fn list(all: &[Json], depth: usize) -> Result<Vec<Expr>, FilterError> {
    all.iter().map(|one| expr(one, depth)).collect()
}

fn finite(number: &serde_json::Number) -> Result<f64, FilterError> {
    let found = number.as_f64().filter(|n| n.is_finite());
    found.ok_or_else(|| {
        FilterError::Json(format!(
            "{} is no finite number",
            short(&number.to_string())
        ))
    })
}
