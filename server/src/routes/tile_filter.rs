//! Tiles of a choice of features: `?filter=` (CQL2) and `?datetime=` on the addresses of tiles.
//!
//! A filter is asked of each row of a layer once, not of each tile: what it chooses is kept as one bit a feature.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::HttpRequest;
use actix_web::web::Query;
use moka::sync::Cache;
use rayon::prelude::*;
use serde::Deserialize;
use tiles::Selection;

use super::ogc::is_at;
use super::tile_filter_held as held;
use crate::app::AppState;
use crate::collections::{ALL, Collection, Source, position};
use crate::filter::{self, Compiled, Expr, Span};
use crate::problem::Problem;
use crate::shown_layer::ShownLayer;
use crate::snapshot::Snapshot;
use crate::wanted::Wanted;

/// How long a filter may take over all rows of a layer.
const LONGEST: Duration = Duration::from_secs(5);
/// Choices that are kept.
const KEPT: u64 = 256;

/// Choices that were made, by run, layer and what was asked.
pub type Choices = Cache<String, Arc<Selection>>;

/// A place to keep choices.
pub fn choices() -> Choices {
    Cache::new(KEPT)
}

#[derive(Debug, Default, Deserialize)]
struct Params {
    filter: Option<String>,
    #[serde(rename = "filter-lang")]
    filter_lang: Option<String>,
    datetime: Option<String>,
}

/// What a request chooses.
pub(super) struct Chosen {
    /// All that it asks, as it stands in names of tiles.
    pub(super) text: String,
    filter: Option<Expr>,
    time: Option<Span>,
}

impl Chosen {
    /// What a request chooses; nothing where it wants everything. Parameters that are not known are let pass: clients
    /// add some of their own to addresses of tiles.
    ///
    /// # Errors
    /// 400 for what cannot be taken.
    pub(super) fn of(request: &HttpRequest) -> Result<Option<Self>, Problem> {
        if request.query_string().is_empty() {
            return Ok(None);
        }
        let params = Query::<Params>::from_query(request.query_string());
        let params = params.map_err(|e| Problem::bad_input("query", e.to_string()))?;
        let bad = |e: filter::FilterError| Problem::bad_input("filter", e.to_string());
        let parse = match params.filter_lang.as_deref() {
            None | Some("cql2-text") => filter::parse_text,
            Some("cql2-json") => filter::parse_json,
            Some(_) => {
                let why = "is neither cql2-text nor cql2-json";
                return Err(Problem::bad_input("filter-lang", why));
            }
        };
        let filter = params
            .filter
            .as_deref()
            .map(parse)
            .transpose()
            .map_err(bad)?;
        let time = params.datetime.as_deref().map(filter::interval).transpose();
        let time = time.map_err(|e| Problem::bad_input("datetime", e.to_string()))?;
        if filter.is_none() && time.is_none() {
            return Ok(None);
        }
        let text = format!(
            "{}\n{}\n{}",
            params.filter_lang.as_deref().unwrap_or_default(),
            params.datetime.as_deref().unwrap_or_default(),
            params.filter.as_deref().unwrap_or_default(),
        );
        Ok(Some(Self { text, filter, time }))
    }

    /// Which features of each layer it chooses.
    ///
    /// # Errors
    /// 400 for a property that a layer does not have, times asked of one that has none, or a filter that takes too long.
    pub(super) async fn choose(
        &self,
        state: &AppState,
        snapshot: &Arc<Snapshot>,
        layers: &[ShownLayer],
    ) -> Result<Vec<Arc<Selection>>, Problem> {
        let mut chosen = Vec::with_capacity(layers.len());
        for layer in layers {
            let name = layer.index.spec().name();
            // A layer of others changes apart from the city.
            let (run, version) = (snapshot.version(), layer.version());
            let key = format!("{run}/{version}/{name}/{}", self.text);
            if let Some(known) = state.choices().get(&key) {
                chosen.push(known);
                continue;
            }
            let asked = self.compiled(name, layer)?;
            let snapshot = Arc::clone(snapshot);
            let made = state.work(move |wanted| asked.choice(snapshot.source(), wanted));
            let made = made.await?;
            let made = Arc::new(made.ok_or_else(|| {
                let why = "takes longer than 5 s over the layer; ask for something simpler";
                Problem::bad_input("filter", why)
            })?);
            state.choices().insert(key, Arc::clone(&made));
            chosen.push(made);
        }
        Ok(chosen)
    }

    fn compiled(&self, name: &str, layer: &ShownLayer) -> Result<OfLayer, Problem> {
        let of_city = position(name).map(|at| ALL[at]).zip(layer.rows.clone());
        let (from, schema) = match of_city {
            Some((collection, rows)) => (Asked::Rows(collection, rows), collection.schema()),
            // What is no collection of the city is asked by what its tiles show.
            None if self.time.is_some() => {
                let why = format!("cannot be asked of the layer `{name}`, which has no times");
                return Err(Problem::bad_input("datetime", why));
            }
            None => (Asked::Held(layer.clone()), held::schema(&layer.index)),
        };
        let filter = self.filter.as_ref().map(|f| Compiled::of(f, &schema));
        let filter = filter.transpose();
        Ok(OfLayer {
            from,
            filter: filter.map_err(|e| Problem::bad_input("filter", format!("{name}: {e}")))?,
            time: self.time,
        })
    }
}

/// What is asked of a layer.
struct OfLayer {
    from: Asked,
    filter: Option<Compiled>,
    time: Option<Span>,
}

/// Of what it is asked.
enum Asked {
    /// Rows of a collection, those of the features one after the other.
    Rows(&'static Collection, Arc<[u32]>),
    /// What the layer holds.
    Held(ShownLayer),
}

impl OfLayer {
    /// The choice; nothing where it took too long, or nobody waits for it.
    fn choice(&self, source: Source<'_>, wanted: &Wanted) -> Option<Selection> {
        let (started, is_late) = (Instant::now(), AtomicBool::new(false));
        let goes_on = || {
            if started.elapsed() > LONGEST || !wanted.is() {
                is_late.store(true, Ordering::Relaxed);
            }
            !is_late.load(Ordering::Relaxed)
        };
        let chosen = match &self.from {
            Asked::Rows(collection, rows) => {
                let is_there = |at: usize| {
                    let row = collection.row(source, at);
                    self.time
                        .is_none_or(|time| is_at(collection, source, at, time))
                        && self.filter.as_ref().is_none_or(|f| f.matches(&row))
                };
                let chosen: Vec<bool> = rows
                    .par_iter()
                    .map(|row| goes_on() && is_there(*row as usize))
                    .collect();
                Selection::of(chosen.len(), |at| chosen[at])
            }
            Asked::Held(layer) => {
                let filter = self.filter.as_ref();
                held::choice(&layer.index, filter, goes_on)
            }
        };
        (!is_late.into_inner()).then_some(chosen)
    }
}
