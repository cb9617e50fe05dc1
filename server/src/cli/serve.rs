//! `anjie serve`: the map and the API.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::web::Data;
use data::Store;

use super::{Common, Failure, open, say};
use crate::app::AppState;
use crate::basemap::Setting;
use crate::config::{DEFAULT_ADDR, File};
use crate::foreign_layers::ForeignLayers;
use crate::glyphs::Glyphs;
use crate::listen::listen;
use crate::runs::assess_store;
use crate::tile_cache::CAPACITY_MIB;
use crate::uploads::{Imports, Limits};

/// How long to wait before a store that failed is asked again.
const WATCH: Duration = Duration::from_secs(1);
/// How long to wait for word of a change before the store is looked at all the same.
const LOOK_AGAIN: Duration = Duration::from_mins(1);

/// Arguments of the commands that serve.
#[derive(Debug, Clone, clap::Args)]
pub struct ServeArgs {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "ANJIE_ADDR")]
    addr: Option<String>,
    /// Address under which the service is known outside, for links [default: the one that a request names]
    #[arg(long, env = "ANJIE_PUBLIC_URL")]
    public_url: Option<String>,
    /// Number of workers [default: one a core]
    #[arg(long, env = "ANJIE_WORKERS")]
    workers: Option<usize>,
    /// Greatest size of the files of one import over HTTP, MiB [default: 512]
    #[arg(long, env = "ANJIE_MAX_UPLOAD_MIB")]
    max_upload_mib: Option<u64>,
    /// Memory for tiles that were made, MiB; with 0 each is made anew each time [default: 128]
    #[arg(long, env = "ANJIE_TILE_CACHE_MIB")]
    tile_cache_mib: Option<u64>,
}

pub(super) async fn run(common: &Common, args: &ServeArgs) -> Result<(), Failure> {
    let store = open(common).await?;
    serve(common, args, store).await
}

/// Serves a store until it is told to stop.
///
/// # Errors
/// [`Failure`] where the address cannot be listened on or the store cannot be loaded.
pub async fn serve(common: &Common, args: &ServeArgs, store: Store) -> Result<(), Failure> {
    let file = common.file()?;
    let addr = args
        .addr
        .clone()
        .or_else(|| file.addr.clone())
        .unwrap_or_else(|| DEFAULT_ADDR.to_owned());
    let listener = TcpListener::bind(&addr).map_err(|e| {
        Failure::BadInput(format!(
            "cannot listen on {addr}: {e}; give another --addr HOST:PORT"
        ))
    })?;
    // Port 0 asks for any free one: the line below says which it is.
    let addr = listener
        .local_addr()
        .map_or(addr, |bound| bound.to_string());
    let state = Data::new(state(&file, args, &store)?);
    let reading = (!state.foreign.is_empty()).then(|| tokio::spawn(reread(state.clone())));
    // The page waits on /ready while the city is being loaded.
    let server = listen(&state, listener, args.workers.or(file.workers))
        .map_err(|e| Failure::Failed(format!("cannot listen on {addr}: {e}")))?;
    let handle = server.handle();
    let running = tokio::spawn(server);
    let (snapshot, shown) = match assess_store(&store, &file.risk, !common.quiet, None).await {
        Ok(loaded) => loaded,
        Err(error) => {
            handle.stop(false).await;
            return Err(error.into());
        }
    };
    let counts = &snapshot.summary.counts;
    say(format_args!(
        "安界 Anjie: http://{addr} ({} facilities, {} targets, {} violations{})",
        counts.facilities,
        counts.targets,
        snapshot.summary.violations,
        if snapshot.summary.synthetic {
            "; 合成数据 synthetic data"
        } else {
            ""
        },
    ));
    state.swap(snapshot);
    state.shows(shown);
    let watcher = tokio::spawn(watch(store.clone(), state.clone()));
    let ended = running.await;
    watcher.abort();
    if let Some(reading) = reading {
        reading.abort();
    }
    store.close().await;
    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure::Failed(error.to_string())),
        Err(error) => Err(Failure::Failed(error.to_string())),
    }
}

/// What all workers share, before there is a city.
fn state(file: &File, args: &ServeArgs, store: &Store) -> Result<AppState, Failure> {
    let most_mib = args.max_upload_mib.or(file.max_upload_mib);
    let limits = most_mib.map_or_else(Limits::default, |mib| Limits {
        most_bytes: mib.saturating_mul(1 << 20),
        ..Limits::default()
    });
    let imports = Imports::new(store.clone(), limits)
        .map_err(|e| Failure::Failed(format!("no folder for uploads can be made: {e}")))?;
    let foreign = ForeignLayers::new(file.layers.clone())
        .map_err(|e| Failure::BadInput(format!("the settings cannot be taken: {e}")))?;
    let policies = file.grading.policies()?;
    let basemap = file.basemap.as_ref().map(Setting::basemap).transpose();
    let basemap =
        basemap.map_err(|e| Failure::BadInput(format!("the settings cannot be taken: {e}")))?;
    let tile_cache_mib = args.tile_cache_mib.or(file.tile_cache_mib);
    Ok(AppState::empty()
        .caching(tile_cache_mib.unwrap_or(CAPACITY_MIB))
        .importing(imports)
        .keeping(store.clone())
        .assuming(file.risk)
        .grading_under(policies)
        .scanning(file.hazards.scanner()?)
        .showing(foreign)
        .drawing_with(Glyphs::default().with(file.fonts.clone()))
        .over(basemap)
        .published_at(args.public_url.clone().or_else(|| file.public_url.clone())))
}

/// Reads the files of others, and those that change again.
async fn reread(state: Data<AppState>) {
    loop {
        let state = state.clone();
        let read = tokio::task::spawn_blocking(move || state.foreign.refresh());
        if let Err(error) = read.await {
            tracing::error!(%error, "the layers of others could not be read");
        }
        tokio::time::sleep(WATCH).await;
    }
}

/// Swaps in a new snapshot whenever the facts in the store are no longer those that are shown.
pub async fn watch(store: Store, state: Data<AppState>) {
    loop {
        let shown = state.shown();
        let imports = state.imports().ok();
        let imported = async {
            match &imports {
                // What was imported here is shown at once.
                Some(imports) => imports.changed().await,
                None => std::future::pending().await,
            }
        };
        let now = tokio::select! {
            now = store.changed(shown, LOOK_AGAIN) => now,
            () = imported => store.data_version().await.map(|v| v.counter),
        };
        if let Some(imports) = &imports {
            imports.sweep();
        }
        let now = match now {
            Ok(counter) => counter,
            Err(error) => {
                tracing::warn!(%error, "the store cannot be asked for changes");
                tokio::time::sleep(WATCH).await;
                continue;
            }
        };
        // A step of a hidden hazard that is under way shows what it stores itself.
        let stepping = state.stepping().lock().await;
        let is_shown = state.shown() == now || state.shown() != shown;
        drop(stepping);
        if is_shown {
            continue;
        }
        match assess_store(&store, state.assumptions(), false, state.snapshot().ok()).await {
            Ok((snapshot, loaded)) => {
                state.swap(snapshot);
                state.shows(loaded);
                tracing::info!(version = loaded, "the city was swapped");
            }
            Err(error) => {
                tracing::error!(%error, "the changed store cannot be shown; the former city stays");
                tokio::time::sleep(WATCH).await;
            }
        }
    }
}
