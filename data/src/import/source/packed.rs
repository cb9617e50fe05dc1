//! A .zip with files in it: Shapefiles, maps, workbooks or texts.
//!
//! Maps are unpacked into a folder of their own under names of ours, so that a name such as `../../x` leads
//! nowhere; the folder is gone afterwards.

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use super::super::ImportOptions;
use super::super::table::{Table, file_name};
use super::{archive, guarded, kind, limits, of_bytes, parquet, vector};
use crate::{Error, Result};
use kind::Kind;

/// Extensions that GDAL reads inside an archive, one file a dataset.
const VECTOR: &[&str] = &[
    "shp", "gpkg", "geojson", "json", "geojsonl", "kml", "gml", "fgb", "dxf", "mif", "tab", "gpx",
    "pbf", "osm",
];
/// Extensions that are read from memory.
const MEMORY: &[&str] = &[
    "xlsx", "xls", "xlsb", "xlsm", "ods", "csv", "tsv", "txt", "parquet",
];

/// Reads all tables of all files in an archive.
///
/// # Errors
/// As [`super::read`].
pub(super) fn read(path: &Path, bytes: &[u8], options: &ImportOptions) -> Result<Vec<Table>> {
    let file = file_name(path);
    archive::check(Cursor::new(bytes), &file)?;
    let mut opened = archive::open(Cursor::new(bytes), &file)?;
    let names = archive::names(&opened);
    let mut inner: Vec<(String, bool)> = Vec::new();
    for name in &names {
        let lower = name.to_ascii_lowercase();
        // macOS keeps a second, empty copy of each file.
        if lower.starts_with("__macosx/") || lower.ends_with('/') {
            continue;
        }
        if let Some(end) = lower.find(".gdb/") {
            let folder = name[..end + 4].to_owned();
            if !inner.iter().any(|(known, _)| *known == folder) {
                inner.push((folder, true));
            }
            continue;
        }
        let extension = lower.rsplit('.').next().unwrap_or_default();
        if VECTOR.contains(&extension) {
            inner.push((name.clone(), true));
        } else if MEMORY.contains(&extension) {
            inner.push((name.clone(), false));
        }
    }
    if inner.is_empty() {
        return Err(Error::NotADataset {
            file,
            reason: format!(
                "this is an archive, and none of its files is a table or a map: {}",
                names
                    .iter()
                    .take(8)
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        });
    }
    let several = inner.len() > 1;
    // Which of several tables is meant is only known once all names are.
    let all = ImportOptions {
        sheet: None,
        ..options.clone()
    };
    let mut tables = Vec::new();
    for (name, is_vector) in inner {
        let stem = Path::new(&name)
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        let found = if is_vector {
            unpacked(&mut opened, &names, &name, &all, &file)?
        } else {
            let bytes = bytes_of(&mut opened, &name, &file)?;
            let extension = name
                .rsplit('.')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            match kind::of(&bytes, &extension) {
                Kind::Parquet => {
                    guarded(&file, || parquet::read(bytes::Bytes::from(bytes), &file))?
                }
                kind => of_bytes(&bytes, kind, &file, &extension, options.encoding, None)?,
            }
        };
        tables.extend(found.into_iter().map(|mut table| {
            if several {
                table.part = Some(match table.part {
                    Some(part) => format!("{stem}/{part}"),
                    None => stem.clone(),
                });
            }
            table
        }));
    }
    narrow(tables, options, &file)
}

/// Reads a map after unpacking it, with the files that belong to it.
fn unpacked<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    names: &[String],
    name: &str,
    options: &ImportOptions,
    file: &str,
) -> Result<Vec<Table>> {
    let folder = tempfile::tempdir().map_err(Error::io(file))?;
    let extension = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_folder = extension == "gdb";
    let opened = folder.path().join(format!("map.{extension}"));
    if is_folder {
        std::fs::create_dir(&opened).map_err(Error::io(file))?;
    }
    let stem = name.len() - extension.len();
    for entry in names {
        let target = if is_folder {
            // The names inside a geodatabase mean something: `a00000001.gdbtable`.
            let inside = entry
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('/'));
            let safe = inside.filter(|n| {
                !n.is_empty()
                    && n.chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
                    && !n.starts_with('.')
            });
            safe.map(|n| opened.join(n))
        } else {
            let sibling = entry.get(stem..).filter(|rest| {
                entry
                    .get(..stem)
                    .is_some_and(|s| s.eq_ignore_ascii_case(&name[..stem]))
                    && rest.chars().all(|c| c.is_ascii_alphanumeric())
            });
            sibling.map(|ext| {
                folder
                    .path()
                    .join(format!("map.{}", ext.to_ascii_lowercase()))
            })
        };
        if let Some(target) = target {
            let bytes = bytes_of(archive, entry, file)?;
            std::fs::write(&target, bytes).map_err(Error::io(file))?;
        }
    }
    let mut tables = vector::read(&opened, options)?;
    for table in &mut tables {
        file.clone_into(&mut table.file);
    }
    Ok(tables)
}

/// An entry of an archive, unpacked.
fn bytes_of<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    name: &str,
    file: &str,
) -> Result<Vec<u8>> {
    let damaged = |reason: String| Error::NotADataset {
        file: file.to_owned(),
        reason: format!("{name} inside it is damaged: {reason}"),
    };
    let entry = archive.by_name(name).map_err(|e| damaged(e.to_string()))?;
    let mut bytes = Vec::new();
    entry
        .take(limits::FILE_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|e| damaged(e.to_string()))?;
    Ok(bytes)
}

fn narrow(mut tables: Vec<Table>, options: &ImportOptions, file: &str) -> Result<Vec<Table>> {
    let Some(sheet) = options.sheet.as_deref() else {
        return Ok(tables);
    };
    let found: Vec<String> = tables.iter().filter_map(|t| t.part.clone()).collect();
    tables.retain(|t| t.part.as_deref() == Some(sheet));
    if tables.is_empty() {
        return Err(Error::ChooseSheet {
            file: file.to_owned(),
            found: found.join(", "),
        });
    }
    Ok(tables)
}
