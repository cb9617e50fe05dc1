//! The HTTP application: shared state, and the table of paths.

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, guard};
use analysis::grading::regional::Policies;
use arc_swap::ArcSwapOption;
use data::Store;
use moka::sync::Cache;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::assumptions::Assumptions;
use crate::background::in_background;
use crate::basemap::Basemap;
use crate::foreign_layers::ForeignLayers;
use crate::glyphs::Glyphs;
use crate::kept_runs::{KeptRun, KeptRuns};
use crate::problem::{self, Problem};
use crate::risk_rows;
use crate::routes;
use crate::routes::ogc::Jobs;
use crate::routes::tile_filter::{Choices, choices};
use crate::scanner::Scanner;
use crate::shown_layer::ShownLayer;
use crate::situated::Situated;
use crate::snapshot::Snapshot;
use crate::tile_cache::TileCache;
use crate::uploads::Imports;
use crate::wanted::{Waiting, Wanted};

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
    /// Held while a step of a hidden hazard is stored and shown, and while it is looked whether the store changed.
    stepping: tokio::sync::Mutex<()>,
    /// Whether another system is told of steps.
    tells_hazards: bool,
    /// Looks at evidence, if the settings name one.
    scanner: Option<Scanner>,
    /// Where the risk of a run and answers to forms are kept; none where the service has no store.
    runs: Option<Store>,
    /// Runs that a later one can be compared with.
    kept: Arc<KeptRuns>,
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
    /// What situations change; those that nobody asks for are forgotten.
    situations: Cache<String, Arc<Situated>>,
    /// What filters chose for tiles.
    choices: Choices,
    /// Address that links begin with; that of the request where there is none.
    public_url: Option<String>,
    /// Runs of processes that nobody waits for.
    jobs: Arc<Jobs>,
    /// Searches and analyses for a client that waits: no more at a time than there are processors.
    turns: Arc<Semaphore>,
}

/// Searches and analyses that are under way at a time: as many as there are processors.
fn most_turns() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

impl AppState {
    /// State without a snapshot: `/ready` says so.
    pub fn empty() -> Self {
        Self {
            snapshot: ArcSwapOption::empty(),
            tiles: TileCache::default(),
            imports: None,
            shown: AtomicU64::new(0),
            stepping: tokio::sync::Mutex::new(()),
            tells_hazards: false,
            scanner: None,
            runs: None,
            kept: Arc::default(),
            assumptions: Assumptions::default(),
            policies: Arc::default(),
            glyphs: Arc::default(),
            basemap: None,
            foreign: ForeignLayers::default(),
            situations: Cache::new(SITUATIONS),
            choices: choices(),
            public_url: None,
            jobs: Arc::default(),
            turns: Arc::new(Semaphore::new(most_turns())),
        }
    }

    /// State with a snapshot.
    pub fn with(snapshot: Snapshot) -> Self {
        let state = Self::empty();
        state.swap(snapshot);
        state
    }

    /// Takes so much memory for tiles that were made, MiB.
    #[must_use]
    pub fn caching(mut self, tile_cache_mib: u64) -> Self {
        self.tiles = TileCache::of_mib(tile_cache_mib);
        self
    }

    /// Keeps the risk of each run and answers to forms in a store.
    #[must_use]
    pub fn keeping(mut self, store: Store) -> Self {
        self.runs = Some(store);
        self
    }

    /// Where runs and answers are kept; none where the service has no store.
    pub const fn store(&self) -> Option<&Store> {
        self.runs.as_ref()
    }

    /// Runs that a later one can be compared with.
    pub fn kept_runs(&self) -> &KeptRuns {
        &self.kept
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

    /// Keeps a situation, under its name.
    pub fn keep_situation(&self, situation: Arc<Situated>) {
        self.situations.insert(situation.id.clone(), situation);
    }

    /// The layer of a situation, as long as it is kept.
    pub fn situation(&self, id: &str) -> Option<ShownLayer> {
        self.situated(id).map(|s| s.layer.clone())
    }

    /// A situation, as long as it is kept.
    pub fn situated(&self, id: &str) -> Option<Arc<Situated>> {
        self.situations.get(id)
    }

    /// Every situation that is kept, by their names.
    pub fn situations(&self) -> Vec<Arc<Situated>> {
        let mut all: Vec<_> = self.situations.iter().map(|(_, s)| s).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
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

    /// Runs a search or an analysis on a thread for it, as soon as a processor is free. It is told when nobody waits
    /// any more, that is when what this returns is dropped; the processor is free again when it has stopped.
    ///
    /// # Errors
    /// 500 where it panics.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Wanted) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|e| Problem::internal(&e))?;
        let waiting = Waiting::default();
        let wanted = waiting.wanted();
        let done = web::block(move || {
            let _turn = turn;
            work(&wanted)
        });
        done.await.map_err(|e| Problem::internal(&e))
    }

    /// Searches and analyses that are under way.
    pub fn at_work(&self) -> usize {
        most_turns() - self.turns.available_permits()
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

    /// Tells another system of steps of hidden hazards.
    #[must_use]
    pub const fn telling_hazards(mut self, tells: bool) -> Self {
        self.tells_hazards = tells;
        self
    }

    /// Whether another system is told of steps of hidden hazards.
    pub const fn tells_hazards(&self) -> bool {
        self.tells_hazards
    }

    /// Lets a scanner look at evidence.
    #[must_use]
    pub fn scanning(mut self, scanner: Option<Scanner>) -> Self {
        self.scanner = scanner;
        self
    }

    /// Who looks at evidence, if anybody does.
    pub const fn scanner(&self) -> Option<&Scanner> {
        self.scanner.as_ref()
    }

    /// Held while a step of a hidden hazard is stored and shown.
    pub const fn stepping(&self) -> &tokio::sync::Mutex<()> {
        &self.stepping
    }

    /// Puts another snapshot in place of the present one; requests under way keep theirs. Its risk is
    /// computed on a thread of its own, one after the other; one that nobody looks at any more is left out.
    pub fn swap(&self, snapshot: Snapshot) {
        let keep = self.runs.clone().zip(Handle::try_current().ok());
        self.show(snapshot, keep);
    }

    /// Puts a city after a step of a hidden hazard in place of the present one: the risk is that of the run, and kept
    /// with it already unless it is still to be computed.
    pub fn swap_after_step(&self, snapshot: Snapshot) {
        let keep = self.runs.clone().zip(Handle::try_current().ok());
        let keep = keep.filter(|_| snapshot.risk().is_none());
        self.show(snapshot, keep);
    }

    fn show(&self, snapshot: Snapshot, keep: Option<(Store, Handle)>) {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let snapshot = Arc::new(snapshot.graded_under(Arc::clone(&self.policies)));
        let shown = Arc::downgrade(&snapshot);
        self.snapshot.store(Some(snapshot));
        let named = std::thread::Builder::new().name("risk".to_owned());
        let kept = Arc::clone(&self.kept);
        let spawned = named.spawn(move || {
            // The colours after a step do not wait for the doubt of those before it.
            if let Some(snapshot) = shown.upgrade().filter(|s| s.is_after_step()) {
                snapshot.draw_colours(&today());
            }
            let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(snapshot) = shown.upgrade() else {
                return;
            };
            in_background(|| {
                snapshot.compute_risk(|_, _| {});
                let day = today();
                snapshot.draw_grades(&day);
                if let Some(run) = KeptRun::of(&snapshot, &day) {
                    kept.add(run);
                }
            });
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
            .service(routes::diagnosis::one)
            .service(routes::diagnosis::answer)
            .service(routes::diagnosis::history)
            .service(routes::classification::one)
            .service(routes::classification::answer)
            .service(routes::classification::history)
            .service(routes::controls::list)
            .service(routes::controls::assign)
            .service(routes::cards::announcement)
            .service(routes::cards::operation)
            .service(routes::violations::list)
            .service(routes::regional_grades::list)
            .service(routes::regional_grades::rulesets)
            .service(routes::regional_grades::comparison)
            .service(routes::grade_change::runs)
            .service(routes::grade_change::change)
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
            .service(routes::hidden_hazards::list)
            .service(routes::hidden_hazards::as_file)
            .service(routes::hidden_hazards::tasks)
            .service(routes::hidden_hazards::statistics)
            .service(routes::hidden_hazards::words)
            .service(routes::hidden_hazards::one)
            .service(routes::hazard_steps::report)
            .service(routes::hazard_steps::step)
            .service(routes::hazard_evidence::add)
            .service(routes::hazard_evidence::one)
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

/// The API document at `/openapi.json`, and whatever no path takes.
pub fn configure_document(document: OpenApi) -> impl FnOnce(&mut web::ServiceConfig) {
    move |config| {
        let document = move || std::future::ready(web::Json(document.clone()));
        let reading = guard::Any(guard::Get()).or(guard::Head());
        let resource = web::resource("/openapi.json").guard(reading);
        config
            .service(resource.to(document))
            .default_service(web::to(fallback));
    }
}

/// What no other path takes: the page, what methods a path has, or a problem.
pub async fn fallback(request: HttpRequest) -> HttpResponse {
    use actix_web::ResponseError;
    use actix_web::http::Method;
    use actix_web::http::header::{ALLOW, HeaderValue};
    use routes::{methods, page};
    let (method, path) = (request.method(), request.path());
    let missing = || Problem::no_such_path(path).error_response();
    let Some(allowed) = methods::of(path) else {
        return missing();
    };
    if *method == Method::OPTIONS {
        return methods::options(path, &allowed);
    }
    if allowed.contains(&method.as_str()) {
        return page::asset(&request).unwrap_or_else(missing);
    }
    let mut refused = Problem::method_not_allowed(method.as_str(), path).error_response();
    if let Ok(allowed) = HeaderValue::from_str(&allowed.join(", ")) {
        refused.headers_mut().insert(ALLOW, allowed);
    }
    refused
}
