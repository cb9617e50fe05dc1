//! The HTTP application: shared state, and the table of paths.

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use analysis::grading::regional::Policies;
use arc_swap::ArcSwapOption;
use data::Store;
use moka::sync::Cache;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::assumptions::Assumptions;
use crate::basemap::Basemap;
use crate::foreign_layers::ForeignLayers;
use crate::glyphs::Glyphs;
use crate::problem::{self, Problem};
use crate::risk_rows;
use crate::routes;
use crate::routes::ogc::Jobs;
use crate::routes::tile_filter::{Choices, choices};
use crate::shown_layer::ShownLayer;
use crate::snapshot::Snapshot;
use crate::tile_cache::TileCache;
use crate::uploads::Imports;

/// Greatest body of a request, bytes.
const MOST_BODY: usize = 1 << 20;

/// Situations whose layers are kept.
const SITUATIONS: u64 = 200;

/// What all workers share.
pub struct AppState {
    snapshot: ArcSwapOption<Snapshot>,
    /// Tiles that were made.
    pub tiles: TileCache,
    /// Files that were sent in; none where the service has no store.
    imports: Option<Arc<Imports>>,
    /// State of the facts that is shown.
    shown: AtomicU64,
    /// Where the risk of a run is kept; none where the service has no store.
    runs: Option<Store>,
    /// What the risk assumes.
    assumptions: Assumptions,
    /// Rulesets of the grades.
    policies: Arc<Policies>,
    /// Fonts for maps.
    glyphs: Arc<Glyphs>,
    /// Base map of another service, if the settings name one.
    basemap: Option<Basemap>,
    /// Layers of others.
    pub foreign: ForeignLayers,
    /// What situations change, as layers; those that nobody asks for are forgotten.
    situations: Cache<String, ShownLayer>,
    /// What filters chose for tiles.
    choices: Choices,
    /// Address that links begin with; that of the request where there is none.
    public_url: Option<String>,
    /// Runs of processes that nobody waits for.
    jobs: Arc<Jobs>,
    /// Searches and analyses for a client that waits: no more at a time than there are processors.
    turns: Semaphore,
}

impl AppState {
    /// State without a snapshot: `/ready` says so.
    pub fn empty() -> Self {
        Self {
            snapshot: ArcSwapOption::empty(),
            tiles: TileCache::default(),
            imports: None,
            shown: AtomicU64::new(0),
            runs: None,
            assumptions: Assumptions::default(),
            policies: Arc::default(),
            glyphs: Arc::default(),
            basemap: None,
            foreign: ForeignLayers::default(),
            situations: Cache::new(SITUATIONS),
            choices: choices(),
            public_url: None,
            jobs: Arc::default(),
            turns: Semaphore::new(std::thread::available_parallelism().map_or(1, NonZero::get)),
        }
    }

    /// State with a snapshot.
    pub fn with(snapshot: Snapshot) -> Self {
        let state = Self::empty();
        state.swap(snapshot);
        state
    }

    /// Keeps the risk of each run in a store.
    #[must_use]
    pub fn keeping(mut self, store: Store) -> Self {
        self.runs = Some(store);
        self
    }

    /// Assumes for the risk what the settings say.
    #[must_use]
    pub fn assuming(mut self, assumptions: Assumptions) -> Self {
        self.assumptions = assumptions;
        self
    }

    /// Grades under these rulesets beside that of the program.
    #[must_use]
    pub fn grading_under(mut self, policies: Policies) -> Self {
        self.policies = Arc::new(policies);
        self
    }

    /// Shows layers of others too.
    #[must_use]
    pub fn showing(mut self, foreign: ForeignLayers) -> Self {
        self.foreign = foreign;
        self
    }

    /// What filters chose for tiles.
    pub const fn choices(&self) -> &Choices {
        &self.choices
    }

    /// Keeps the layer of a situation, under its name.
    pub fn keep_situation(&self, id: String, layer: ShownLayer) {
        self.situations.insert(id, layer);
    }

    /// The layer of a situation, as long as it is kept.
    pub fn situation(&self, id: &str) -> Option<ShownLayer> {
        self.situations.get(id)
    }

    /// Names itself in links by the address under which it is known outside, such as `https://map.example.cn`.
    #[must_use]
    pub fn published_at(mut self, public_url: Option<String>) -> Self {
        self.public_url = public_url.map(|url| url.trim_end_matches('/').to_owned());
        self
    }

    /// Address that links begin with, where the settings say one.
    pub fn public_url(&self) -> Option<&str> {
        self.public_url.as_deref()
    }

    /// Runs of processes that nobody waits for.
    pub const fn jobs(&self) -> &Arc<Jobs> {
        &self.jobs
    }

    /// Waits until a processor may be taken for a search or an analysis; it is given back with what is returned.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.turns.acquire().await.ok()
    }

    /// What the risk assumes.
    pub const fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// Draws maps with these fonts.
    #[must_use]
    pub fn drawing_with(mut self, glyphs: Glyphs) -> Self {
        self.glyphs = Arc::new(glyphs);
        self
    }

    /// Lays maps over a base map of another service.
    #[must_use]
    pub fn over(mut self, basemap: Option<Basemap>) -> Self {
        self.basemap = basemap;
        self
    }

    /// The base map of another service, if there is one.
    pub const fn basemap(&self) -> Option<&Basemap> {
        self.basemap.as_ref()
    }

    /// Fonts for maps.
    pub const fn glyphs(&self) -> &Arc<Glyphs> {
        &self.glyphs
    }

    /// Puts another snapshot in place of the present one; requests under way keep theirs. Its risk is
    /// computed on a thread of its own, one after the other; one that nobody looks at any more is left out.
    pub fn swap(&self, snapshot: Snapshot) {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let snapshot = Arc::new(snapshot.graded_under(Arc::clone(&self.policies)));
        let shown = Arc::downgrade(&snapshot);
        self.snapshot.store(Some(snapshot));
        let named = std::thread::Builder::new().name("risk".to_owned());
        let keep = self.runs.clone().zip(Handle::try_current().ok());
        let spawned = named.spawn(move || {
            let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(snapshot) = shown.upgrade() else {
                return;
            };
            snapshot.compute_risk(|_, _| {});
            snapshot.draw_grades(&today());
            if let Some((store, runtime)) = keep
                && let Err(error) = runtime.block_on(risk_rows::keep(&store, &snapshot))
            {
                tracing::error!(%error, "the risk of the run is shown but not kept");
            }
        });
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for the risk");
        }
    }

    /// Takes files for a store.
    #[must_use]
    pub fn importing(mut self, imports: Imports) -> Self {
        self.imports = Some(Arc::new(imports));
        self
    }

    /// Where files are sent in.
    ///
    /// # Errors
    /// 503 where there is no store to import into.
    pub fn imports(&self) -> Result<Arc<Imports>, Problem> {
        self.imports
            .clone()
            .ok_or_else(|| Problem::not_ready("this service has no store to import into"))
    }

    /// Says which state of the facts is shown from now on.
    pub fn shows(&self, version: u64) {
        self.shown.store(version, Ordering::Release);
    }

    /// State of the facts that is shown.
    pub fn shown(&self) -> u64 {
        self.shown.load(Ordering::Acquire)
    }

    /// The present snapshot.
    ///
    /// # Errors
    /// 503 while there is none.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Problem> {
        self.snapshot
            .load_full()
            .ok_or_else(|| Problem::not_ready("the city is being loaded; ask again in a moment"))
    }
}

/// Today, `2026-11-28` (UTC).
pub fn today() -> String {
    let now = data::now_rfc3339();
    now.get(..10).unwrap_or(&now).to_owned()
}

/// All paths of the application.
pub fn configure(state: Data<AppState>) -> impl FnOnce(&mut ServiceConfig<'_>) {
    move |config| {
        config
            .configure(configure_tiles(state.clone()))
            .configure(configure_rest(state));
    }
}

/// Paths of tiles, of which a viewer asks for hundreds: what is wrapped round other paths (a log line each,
/// compression) would take longer than they do.
pub fn configure_tiles(state: Data<AppState>) -> impl FnOnce(&mut ServiceConfig<'_>) {
    move |config| {
        config
            .app_data(state)
            .app_data(web::PathConfig::default().error_handler(problem::path_error))
            .service(routes::tiles::tile)
            .service(routes::tiles::tile_of_set);
    }
}

/// All other paths.
pub fn configure_rest(state: Data<AppState>) -> impl FnOnce(&mut ServiceConfig<'_>) {
    move |config| {
        config
            .app_data(state)
            .app_data(web::QueryConfig::default().error_handler(problem::query_error))
            .app_data(
                web::JsonConfig::default()
                    .limit(MOST_BODY)
                    .error_handler(problem::json_error),
            )
            .app_data(web::PathConfig::default().error_handler(problem::path_error))
            .service(routes::summary::summary)
            .service(routes::search::search)
            .service(routes::facilities::list)
            .service(routes::facilities::one)
            .service(routes::violations::list)
            .service(routes::regional_grades::list)
            .service(routes::regional_grades::rulesets)
            .service(routes::regional_grades::comparison)
            .service(routes::grades::one)
            .service(routes::risk::at_point)
            .service(routes::risk::contours)
            .service(routes::assumptions::all)
            .service(routes::risk::scenarios)
            .service(routes::risk::pipeline)
            .service(routes::matrix::matrix)
            .service(routes::bands::levels)
            .service(routes::fn_curves::one)
            .service(routes::bands::curve)
            .service(routes::doctor::doctor)
            .service(routes::situations::create)
            .service(routes::imports::create)
            .service(routes::imports::list)
            .service(routes::imports::one)
            .service(routes::imports::drop_upload)
            .service(routes::imports::check)
            .service(routes::imports::commit)
            .service(routes::imports::report_json)
            .service(routes::imports::report_xlsx)
            .service(routes::imports::rows)
            .service(routes::imports::layers)
            .service(routes::history::changes)
            .service(routes::history::of_row)
            .service(routes::exports::one)
            .service(routes::tiles::tile_json)
            .service(routes::styles::list)
            .service(routes::styles::style)
            .service(routes::sprites::sheet)
            .service(routes::fonts::glyphs)
            .service(routes::health::health)
            .service(routes::health::ready)
            .configure(routes::ogc::configure);
    }
}

/// What no other path takes: the page, or a problem.
pub async fn fallback(request: HttpRequest) -> HttpResponse {
    use actix_web::ResponseError;
    use actix_web::http::Method;
    let path = request.path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::method_not_allowed(request.method().as_str(), path).error_response();
    }
    routes::page::asset(&request).unwrap_or_else(|| Problem::no_such_path(path).error_response())
}
