//! `GET /api/v1/export/{layer}.{extension}`: a layer or a result as a file, as `anjie export` writes it.

use std::fs::File;
use std::io::Read;

use actix_web::http::header;
use actix_web::web::{Bytes, Data, Path as UrlPath};
use actix_web::{HttpResponse, get};
use data::export::{ExportLayer, export};
use futures_util::stream;
use tempfile::TempDir;

use crate::app::AppState;
use crate::problem::Problem;

/// Bytes that are read from the disk at a time.
const CHUNK: usize = 256 << 10;

/// A layer or a result as a file: `.gpkg`, `.geojson`, `.fgb`, `.parquet`, `.csv` or `.xlsx`.
///
/// # Errors
/// 400 for an unknown layer or extension, 404 for a layer without rows.
#[utoipa::path(operation_id = "export_layer", tag = "exports", params(("file" = String, Path, description = "Layer or result with an extension, such as facilities.gpkg")), responses((status = 200, description = "The file"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/export/{file}")]
pub async fn one(state: Data<AppState>, file: UrlPath<String>) -> Result<HttpResponse, Problem> {
    let imports = state.imports()?;
    let (layer, extension) = file
        .rsplit_once('.')
        .ok_or_else(|| Problem::bad_input("file", "has no extension; write facilities.gpkg"))?;
    let what: ExportLayer = layer
        .parse()
        .map_err(|e: data::Error| Problem::bad_input("file", e.to_string()))?;
    let media = media(extension).ok_or_else(|| {
        let known = "gpkg, geojson, fgb, parquet, csv, xlsx";
        Problem::bad_input(
            "file",
            format!("`.{extension}` is not written; known are {known}"),
        )
    })?;
    // Writing a large layer takes memory: no more at a time than checks of imports.
    let _turn = imports
        .checks
        .acquire()
        .await
        .map_err(|e| Problem::internal(&e))?;
    let folder = tempfile::tempdir().map_err(|e| Problem::internal(&e))?;
    let name = format!("{what}.{extension}");
    let path = folder.path().join(&name);
    match export(&imports.store, what, &path).await {
        Ok(_) => {}
        Err(data::Error::NothingToExport { layer }) => {
            return Err(Problem::not_found("row of the layer", &layer));
        }
        Err(error @ data::Error::NotWritten { .. }) => {
            return Err(Problem::bad_input("file", error.to_string()));
        }
        Err(error) => return Err(Problem::internal(&error)),
    }
    let file = File::open(&path).map_err(|e| Problem::internal(&e))?;
    let length = file.metadata().map_err(|e| Problem::internal(&e))?.len();
    Ok(HttpResponse::Ok()
        .content_type(media)
        // Compressed again, these would only cost time.
        .insert_header(header::ContentEncoding::Identity)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .no_chunking(length)
        .streaming(chunks(file, folder)))
}

fn media(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "gpkg" => "application/geopackage+sqlite3",
        "geojson" => "application/geo+json",
        "fgb" => "application/octet-stream",
        "parquet" => "application/vnd.apache.parquet",
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return None,
    })
}

/// A file piece by piece; its folder is removed with the last one.
fn chunks(
    file: File,
    folder: TempDir,
) -> impl stream::Stream<Item = Result<Bytes, actix_web::Error>> {
    stream::unfold(Some((file, folder)), |state| async move {
        let (mut file, folder) = state?;
        let read = actix_web::web::block(move || {
            let mut piece = vec![0; CHUNK];
            let n = file.read(&mut piece)?;
            piece.truncate(n);
            Ok::<_, std::io::Error>((piece, file))
        })
        .await;
        match read {
            Ok(Ok((piece, _))) if piece.is_empty() => None,
            Ok(Ok((piece, file))) => Some((Ok(Bytes::from(piece)), Some((file, folder)))),
            Ok(Err(error)) => Some((Err(error.into()), None)),
            Err(error) => Some((Err(error.into()), None)),
        }
    })
}
