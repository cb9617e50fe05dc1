//! Standard interfaces under `/ogc`: OGC API Features 1 to 3, Tiles, Styles and Processes.
//!
//! | file | what |
//! |---|---|
//! | `landing` | `/ogc`, which is also the catalogue, and `/ogc/conformance` |
//! | `collections`, `named` | what there is, and what of it can be asked; collections of the city, and situations |
//! | `items` | features: `select` finds them, `sort` orders them, `geojson` and `files` write them |
//! | `tiles`, `styles` | tile matrix sets, tile sets, styles |
//! | `processes`, `process`, `jobs` | the analyses, at once or as jobs |
//! | `asked`, `format`, `link`, `crs`, `reply`, `html` | what they share: parameters, forms, links, axes, headers, pages |
//!
//! No parameter is taken that is not listed, no name is evaluated, no address of a client is fetched, and what a
//! client wrote comes back only escaped.

mod asked;
mod collections;
mod crs;
mod files;
mod format;
mod geojson;
mod html;
mod items;
mod jobs;
mod landing;
mod link;
mod named;
mod process;
mod processes;
mod reply;
mod select;
mod sort;
mod styles;
mod tiles;

pub(super) use self::select::is_at;
use actix_web::{guard, web};
use utoipa_actix_web::service_config::ServiceConfig;

pub use jobs::Jobs;
pub use link::Link;

/// Registers all paths below `/ogc`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .map(|config| {
            let reading = guard::Any(guard::Get()).or(guard::Head());
            config.service(
                web::resource("/ogc/")
                    .guard(reading)
                    .to(landing::with_slash),
            )
        })
        .service(landing::landing)
        .service(landing::conformance)
        .service(collections::list)
        .service(collections::one)
        .service(collections::queryables)
        .service(collections::sortables)
        .service(collections::schema)
        .service(items::list)
        .service(items::one)
        .service(tiles::matrix_sets)
        .service(tiles::matrix_set)
        .service(tiles::all_sets)
        .service(tiles::all_set)
        .service(tiles::all_tile)
        .service(tiles::sets_of)
        .service(tiles::set_of)
        .service(tiles::tile_of)
        .service(styles::list)
        .service(styles::one)
        .service(processes::list)
        .service(processes::one)
        .service(processes::run)
        .service(processes::all_jobs)
        .service(processes::one_job)
        .service(processes::results)
        .service(processes::dismiss);
}
