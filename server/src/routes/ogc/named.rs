//! A collection under the name that it is asked for by: one of the city, or a situation.

use std::borrow::Cow;
use std::sync::Arc;

use super::asked::{Asked, encode};
use crate::app::AppState;
use crate::collections::{ALL, Collection, Index, SITUATION, Source, position};
use crate::problem::Problem;
use crate::shown_layer::ShownLayer;
use crate::situated::Situated;
use crate::snapshot::Snapshot;

/// A collection and its name.
#[derive(Clone)]
pub(super) struct Named {
    /// Its identifier in addresses.
    pub(super) id: Cow<'static, str>,
    /// What it is made of.
    pub(super) collection: &'static Collection,
    /// The situation that its rows are of.
    pub(super) situation: Option<Arc<Situated>>,
}

impl Named {
    /// One of the city.
    pub(super) const fn of(collection: &'static Collection) -> Self {
        Self {
            id: Cow::Borrowed(collection.id),
            collection,
            situation: None,
        }
    }

    fn of_situation(situation: Arc<Situated>) -> Self {
        Self {
            id: Cow::Owned(situation.id.clone()),
            collection: SITUATION,
            situation: Some(situation),
        }
    }

    /// The collection of an identifier.
    ///
    /// # Errors
    /// 404 where there is none, or not any more.
    pub(super) fn find(state: &AppState, id: &str) -> Result<Self, Problem> {
        if let Some(at) = position(id) {
            return Ok(Self::of(ALL[at]));
        }
        let short: String = id.chars().take(60).collect();
        let situation = state.situated(id);
        situation
            .map(Self::of_situation)
            .ok_or_else(|| Problem::not_found("collection", &short))
    }

    /// Every collection: those of the city, then the situations that are kept, by their names.
    pub(super) fn all(state: &AppState) -> Vec<Self> {
        let of_city = ALL.iter().copied().map(Self::of);
        let situations = state.situations().into_iter().map(Self::of_situation);
        of_city.chain(situations).collect()
    }

    /// Title in both languages.
    pub(super) fn title(&self) -> String {
        let of = self.collection;
        match &self.situation {
            None => format!("{} {}", of.title_zh, of.title_en),
            Some(situation) => format!("{} {} {}", of.title_zh, of.title_en, situation.id),
        }
    }

    /// Path of the collection.
    pub(super) fn path(&self) -> String {
        format!("/ogc/collections/{}", self.id)
    }

    /// Address of a feature.
    pub(super) fn address(&self, asked: &Asked, feature: &str) -> String {
        asked.url(&format!("{}/items/{}", self.path(), encode(feature)))
    }

    /// What its rows are read from.
    pub(super) fn source<'a>(&'a self, snapshot: &'a Snapshot) -> Source<'a> {
        let source = snapshot.source();
        match &self.situation {
            None => source,
            Some(situation) => situation.source(source),
        }
    }

    /// Its index; none for one of the risk as long as that is not known.
    pub(super) fn index<'a>(&'a self, snapshot: &'a Snapshot) -> Option<&'a Index> {
        match &self.situation {
            None => snapshot.index(self.collection),
            Some(situation) => Some(situation.index_in(snapshot.source())),
        }
    }

    /// Its tile layer, where that is there by now.
    pub(super) fn layer<'a>(&'a self, snapshot: &'a Snapshot) -> Option<&'a ShownLayer> {
        match &self.situation {
            None => snapshot.layer(self.collection.id),
            Some(situation) => Some(&situation.layer),
        }
    }

    /// The run that it is of, or that it is compared with.
    pub(super) fn run<'a>(&'a self, snapshot: &'a Snapshot) -> &'a str {
        let of_situation = self.situation.as_ref().map(|s| s.base_run.as_str());
        of_situation.unwrap_or_else(|| snapshot.version())
    }
}
