//! Any vector file that GDAL reads.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gdal::spatial_ref::SpatialRef;
use gdal::vector::sql::Dialect;
use gdal::vector::{Feature, FieldValue, Layer, LayerAccess, OGRwkbGeometryType};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo_types::{Geometry, Point};
use geozero::ToGeo;
use geozero::wkb::Wkb;
use rayon::prelude::*;
use tempfile::TempDir;

use super::super::ImportOptions;
use super::super::encoding::{Encoding, decode, of_shapefile};
use super::super::table::{Cell, SourceRow, Table, file_name};
use super::{hstore, limits};
use crate::crs::Converter;
use crate::layer::Fault;
use crate::{Error, Result, gdal_errors};

/// Drivers that read a file and nothing else: those that follow references to other files, databases
/// or addresses on the network are left out, as a file comes from a stranger.
const DRIVERS: &[&str] = &[
    "GeoJSON",
    "GeoJSONSeq",
    "ESRIJSON",
    "TopoJSON",
    "GPKG",
    "ESRI Shapefile",
    "FlatGeobuf",
    "OpenFileGDB",
    "SQLite",
    "KML",
    "LIBKML",
    "GML",
    "GPX",
    "MapInfo File",
    "DXF",
    "MVT",
    "OSM",
];

/// A file in memory, removed when it is no longer read.
struct InMemory(String);

impl Drop for InMemory {
    fn drop(&mut self) {
        // Nothing is lost when it is gone already.
        let _ = gdal::vsi::unlink_mem_file(&self.0);
    }
}

/// Reads a vector file.
///
/// # Errors
/// As [`super::read`].
pub(super) fn read(path: &Path, options: &ImportOptions) -> Result<Vec<Table>> {
    gdal_errors::to_log();
    let file = file_name(path);
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    let is_shapefile = matches!(extension.as_str(), "shp" | "dbf");
    let encoding = match (options.encoding, is_shapefile) {
        (Encoding::Auto, true) => of_shapefile(path, &file)?,
        (Encoding::Auto, false) => None,
        (chosen, _) => Some(chosen),
    };
    let recoded = match extension.as_str() {
        "geojson" | "json" | "geojsonl" => recoded(path, &extension, options.encoding, &file)?,
        _ => None,
    };
    let encoding_name = recoded
        .as_ref()
        .map(|(_, name)| *name)
        .or(encoding.map(|e| if e == Encoding::Gbk { "gbk" } else { "utf-8" }));
    let open_options = match (extension.as_str(), encoding) {
        ("shp" | "dbf", Some(Encoding::Gbk)) => Some(&["ENCODING=GBK"][..]),
        ("shp" | "dbf", Some(Encoding::Utf8)) => Some(&["ENCODING=UTF-8"][..]),
        _ => None,
    };
    let copied = if extension == "shp" && sibling(path, "shx").is_none() {
        Some(with_index(path)?)
    } else {
        None
    };
    let opened = match (&recoded, &copied) {
        (Some((memory, _)), _) => Path::new(&memory.0),
        (None, Some(folder)) => &folder.path().join("map.shp"),
        (None, None) => path,
    };
    let dataset = open(opened, open_options).map_err(|e| match broken_json(path, &extension) {
        Some(reason) => Error::NotADataset {
            file: file.clone(),
            reason,
        },
        None => not_a_dataset(&file, &e),
    })?;
    let mut tables = tables(&dataset, opened, options, &file)?;
    for table in &mut tables {
        if copied.is_some() {
            table.notes.push(Fault::new("the file .shx is missing; the rows were found without it, in the order of the file", ""));
        }
        table.has_short_names = is_shapefile;
        table.encoding = encoding_name;
    }
    Ok(tables)
}

/// Where a JSON file breaks, in the words of a parser; GDAL says only that it does.
fn broken_json(path: &Path, extension: &str) -> Option<String> {
    if !matches!(extension, "geojson" | "json") {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let error = serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).err()?;
    Some(if error.is_eof() {
        "the file ends too early: it was cut off on its way; ask for it again".to_owned()
    } else {
        format!("it is no JSON: {error}")
    })
}

/// The file beside a Shapefile that has another extension.
fn sibling(path: &Path, extension: &str) -> Option<PathBuf> {
    [extension.to_owned(), extension.to_ascii_uppercase()]
        .iter()
        .map(|e| path.with_extension(e))
        .find(|p| p.exists())
}

/// A copy of a Shapefile that has lost its index, in a folder where GDAL may write a new one.
fn with_index(path: &Path) -> Result<TempDir> {
    let folder = tempfile::tempdir().map_err(Error::io(path))?;
    for extension in ["dbf", "prj", "cpg"] {
        if let Some(beside) = sibling(path, extension) {
            let copy = folder.path().join("map").with_extension(extension);
            std::fs::copy(&beside, copy).map_err(Error::io(&beside))?;
        }
    }
    std::fs::copy(path, folder.path().join("map.shp")).map_err(Error::io(path))?;
    gdal::config::set_thread_local_config_option("SHAPE_RESTORE_SHX", "YES")?;
    Ok(folder)
}

pub(super) fn open(path: &Path, open_options: Option<&[&str]>) -> gdal::errors::Result<Dataset> {
    Dataset::open_ex(
        path,
        DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_VECTOR | GdalOpenFlags::GDAL_OF_READONLY,
            allowed_drivers: Some(DRIVERS),
            open_options,
            sibling_files: None,
        },
    )
}

fn tables(
    dataset: &Dataset,
    path: &Path,
    options: &ImportOptions,
    file: &str,
) -> Result<Vec<Table>> {
    let names: Vec<String> = dataset.layers().map(|l| l.name()).collect();
    let chosen = choose(&names, options, file)?;
    // OpenStreetMap is one stream of all layers; asked for by name, the others are passed over.
    let is_stream = dataset.driver().short_name() == "OSM";
    let is_package = dataset.driver().short_name() == "GPKG";
    let mut tables = Vec::with_capacity(chosen.len());
    for at in chosen {
        let part = (names.len() > 1).then(|| names[at].clone());
        let table = if is_stream {
            let sql = format!("SELECT * FROM \"{}\"", names[at]);
            let selected = dataset.execute_sql(sql, None, Dialect::DEFAULT)?;
            match selected {
                Some(mut layer) => table_of(&mut layer, file, part, None)?,
                None => continue,
            }
        } else {
            let mut layer = dataset.layer(at)?;
            let pieces = if is_package && layer.feature_count() >= MANY {
                pieces(dataset, &names[at], rayon::current_num_threads())
            } else {
                None
            };
            let pieces = pieces.as_deref().map(|pieces| (path, at, pieces));
            table_of(&mut layer, file, part, pieces)?
        };
        tables.push(table);
    }
    Ok(tables)
}

pub(super) fn not_a_dataset(file: &str, error: &gdal::errors::GdalError) -> Error {
    use gdal::errors::GdalError::{CplError, NullPointer};
    let reason = match error {
        CplError { msg, .. } | NullPointer { msg, .. } if !msg.is_empty() => msg.clone(),
        _ => "no reader recognises it".to_owned(),
    };
    Error::NotADataset {
        file: file.to_owned(),
        reason,
    }
}

/// A JSON file that is not in UTF-8, in UTF-8; GDAL takes nothing else.
fn recoded(
    path: &Path,
    extension: &str,
    encoding: Encoding,
    file: &str,
) -> Result<Option<(InMemory, &'static str)>> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let bytes = std::fs::read(path).map_err(Error::io(path))?;
    if encoding != Encoding::Gbk && std::str::from_utf8(&bytes).is_ok() {
        return Ok(None);
    }
    let not_json = |reason: &str| Error::NotADataset {
        file: file.to_owned(),
        reason: reason.to_owned(),
    };
    let (text, name) =
        decode(&bytes, encoding, file).map_err(|_| not_json("it is neither UTF-8 nor GBK text"))?;
    if !text.trim_start().starts_with(['{', '[', '\u{1e}']) {
        return Err(not_json("it is no JSON"));
    }
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let memory = format!("/vsimem/anjie-import-{number}.{extension}");
    gdal::vsi::create_mem_file(&memory, text.into_bytes())?;
    Ok(Some((InMemory(memory), name)))
}

/// From so many rows on a layer of a GeoPackage is read by all processors.
const MANY: u64 = 50_000;

/// Conditions that cut a layer of a GeoPackage into pieces of row numbers, in their order; none where it has no
/// row numbers, as a view.
fn pieces(dataset: &Dataset, layer: &str, count: usize) -> Option<Vec<String>> {
    let sql = format!(
        "SELECT CAST(MIN(rowid) AS INTEGER) AS a, CAST(MAX(rowid) AS INTEGER) AS z FROM \"{}\"",
        layer.replace('"', "\"\"")
    );
    let mut found = dataset.execute_sql(sql, None, Dialect::DEFAULT).ok()??;
    let row = found.features().next()?;
    let number = |i| row.field_as_integer64(i).ok()?;
    let (first, last) = (number(0)?, number(1)?);
    let pieces = i64::try_from(count).ok()?;
    let width = last.checked_sub(first)? / pieces + 1;
    let conditions = (0..pieces).map(|i| {
        let from = first.checked_add(i.checked_mul(width)?)?;
        let to = from.checked_add(width)?;
        Some(format!("rowid >= {from} AND rowid < {to}"))
    });
    conditions.collect()
}

/// Reads one layer: in one go, or in pieces at the same time, each from a file opened for it.
fn table_of(
    layer: &mut Layer<'_>,
    file: &str,
    part: Option<String>,
    pieces: Option<(&Path, usize, &[String])>,
) -> Result<Table> {
    let mut columns: Vec<String> = layer.defn().fields().map(|f| f.name()).collect();
    let has_geometry = layer.defn().geometry_type() != OGRwkbGeometryType::wkbNone;
    let declared = layer
        .spatial_ref()
        .filter(is_defined)
        .map(|r| Arc::new(Converter::declared(&r)));
    let mut flattened = Flattened::default();
    let mut rows = match pieces {
        None => rows(layer, columns.len(), file, &mut flattened)?,
        Some((path, at, conditions)) => {
            let read: Vec<(Vec<SourceRow>, Flattened)> = conditions
                .par_iter()
                .map(|condition| {
                    let dataset = open(path, None)?;
                    let mut layer = dataset.layer(at)?;
                    layer.set_attribute_filter(condition)?;
                    let mut flattened = Flattened::default();
                    let rows = rows(&mut layer, columns.len(), file, &mut flattened)?;
                    Ok((rows, flattened))
                })
                .collect::<Result<_>>()?;
            let count = read.iter().map(|(rows, _)| rows.len()).sum();
            limits::check_table(count, columns.len(), file)?;
            let mut all = Vec::with_capacity(count);
            for (rows, lost) in read {
                flattened.heights += lost.heights;
                flattened.curves += lost.curves;
                let before = all.len() as u64;
                all.extend(rows.into_iter().map(|row| SourceRow {
                    number: before + row.number,
                    ..row
                }));
            }
            all
        }
    };
    hstore::expand(&mut columns, &mut rows);
    Ok(Table {
        file: file.to_owned(),
        part,
        columns,
        column_at: Vec::new(),
        has_short_names: false,
        rows,
        has_geometry,
        declared,
        encoding: None,
        notes: flattened.notes(),
    })
}

fn rows(
    layer: &mut Layer<'_>,
    columns: usize,
    file: &str,
    flattened: &mut Flattened,
) -> Result<Vec<SourceRow>> {
    let mut rows: Vec<SourceRow> = Vec::new();
    for feature in layer.features() {
        let cells = (0..columns)
            .map(|i| cell(&feature, i))
            .collect::<Result<_>>()?;
        rows.push(SourceRow {
            geometry: geometry(&feature, flattened),
            ..SourceRow::new(rows.len() as u64 + 1, cells)
        });
        limits::check_table(rows.len(), columns, file)?;
    }
    Ok(rows)
}

/// A GeoPackage has entries for "no system"; that is no declaration.
pub(super) fn is_defined(reference: &SpatialRef) -> bool {
    let name = reference.name().unwrap_or_default().to_lowercase();
    !(reference.is_local() || name.starts_with("undefined") || name.starts_with("unknown"))
}

/// The layers to read: the one that is named, else the one named as ours, else all.
fn choose(names: &[String], options: &ImportOptions, file: &str) -> Result<Vec<usize>> {
    if let Some(sheet) = options.sheet.as_deref() {
        let at = names.iter().position(|n| n == sheet);
        return at.map(|at| vec![at]).ok_or_else(|| Error::ChooseSheet {
            file: file.to_owned(),
            found: names.join(", "),
        });
    }
    let ours = options.layer.layer().and_then(|ours| {
        names
            .iter()
            .position(|n| n.eq_ignore_ascii_case(ours.name()))
    });
    Ok(ours.map_or_else(|| (0..names.len()).collect(), |at| vec![at]))
}

/// What was lost of geometries, to be told.
#[derive(Debug, Default)]
pub(super) struct Flattened {
    heights: u64,
    curves: u64,
}

impl Flattened {
    fn notes(&self) -> Vec<Fault> {
        let mut notes = Vec::new();
        if self.heights > 0 {
            notes.push(Fault::new(
                format!(
                    "{} geometries have heights or measures, which were left out",
                    self.heights
                ),
                "",
            ));
        }
        if self.curves > 0 {
            notes.push(Fault::new(
                format!(
                    "{} geometries have curves, which became lines of 4° a step",
                    self.curves
                ),
                "",
            ));
        }
        notes
    }
}

pub(super) fn cell(feature: &Feature<'_>, i: usize) -> Result<Cell> {
    let cell = match feature.field(i) {
        Ok(None) => Cell::Empty,
        Ok(Some(FieldValue::StringValue(text))) => return Ok(Cell::Text(text)),
        Ok(Some(FieldValue::RealValue(number))) => Cell::Real(number),
        Ok(Some(FieldValue::IntegerValue(number))) => Cell::Whole(number.into()),
        Ok(Some(FieldValue::Integer64Value(number))) => Cell::Whole(number),
        Ok(Some(FieldValue::StringListValue(words))) => Cell::Text(words.join(",")),
        Ok(Some(FieldValue::IntegerListValue(numbers))) => Cell::Text(joined(&numbers)),
        Ok(Some(FieldValue::Integer64ListValue(numbers))) => Cell::Text(joined(&numbers)),
        Ok(Some(FieldValue::RealListValue(numbers))) => Cell::Text(joined(&numbers)),
        Ok(Some(FieldValue::DateValue(date))) => Cell::Text(date.to_string()),
        // A time, a blob, or a type to come: the text says what it is, and the column's kind judges.
        Ok(Some(FieldValue::DateTimeValue(_))) | Err(_) => {
            Cell::Text(feature.field_as_string(i)?.unwrap_or_default())
        }
    };
    // A number that a feature does not have at all reads as 0 by type, but as nothing by text.
    let may_be_absent = match &cell {
        Cell::Real(number) => *number == 0.0,
        Cell::Whole(number) => *number == 0,
        Cell::Text(_) | Cell::Empty => true,
    };
    let is_absent = may_be_absent
        && feature
            .field_as_string(i)?
            .is_none_or(|text| text.is_empty());
    Ok(if is_absent { Cell::Empty } else { cell })
}

fn joined<T: ToString>(numbers: &[T]) -> String {
    let words: Vec<String> = numbers.iter().map(T::to_string).collect();
    words.join(",")
}

pub(super) fn geometry(
    feature: &Feature<'_>,
    flattened: &mut Flattened,
) -> Result<Option<Geometry<f64>>, Fault> {
    let Some(given) = feature.geometry().filter(|g| !g.is_empty()) else {
        return Ok(None);
    };
    let unreadable = |what: &str| {
        Fault::new(
            format!(
                "is a {}, which {what}",
                given.geometry_name().to_lowercase()
            ),
            "turn it into points, lines or polygons",
        )
    };
    if given.geometry_type() == OGRwkbGeometryType::wkbPoint {
        let (x, y, _) = given.get_point(0);
        return Ok(Some(Point::new(x, y).into()));
    }
    let plain = OGRwkbGeometryType::wkbPoint..=OGRwkbGeometryType::wkbMultiPolygon;
    let curved = OGRwkbGeometryType::wkbCircularString..=OGRwkbGeometryType::wkbMultiSurface;
    let wkb = if plain.contains(&given.geometry_type()) {
        given.wkb()
    } else {
        let mut flat = given.clone();
        flat.flatten_to_2d();
        if flat.geometry_type() != given.geometry_type() {
            flattened.heights += 1;
        }
        if curved.contains(&flat.geometry_type()) {
            // GEOS has no curves: GDAL turns them into lines on the way there.
            flat = flat
                .simplify_preserve_topology(0.0)
                .map_err(|_| unreadable("cannot be turned into lines"))?;
            flattened.curves += 1;
        }
        if !plain.contains(&flat.geometry_type()) {
            return Err(unreadable("is not taken"));
        }
        flat.wkb()
    };
    let wkb = wkb.map_err(|_| unreadable("cannot be read"))?;
    Wkb(wkb)
        .to_geo()
        .map(Some)
        .map_err(|_| unreadable("has an empty part"))
}

#[cfg(test)]
mod tests {
    use gdal::DriverManager;
    use gdal::vector::{LayerOptions, OGRFieldType};

    use super::*;

    #[test]
    fn a_layer_read_in_pieces_is_the_layer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gpkg");
        let driver = DriverManager::get_driver_by_name("GPKG").unwrap();
        let mut dataset = driver.create_vector_only(&path).unwrap();
        {
            let mut layer = dataset
                .create_layer(LayerOptions {
                    name: "says \"hello\"",
                    ty: OGRwkbGeometryType::wkbPoint,
                    ..LayerOptions::default()
                })
                .unwrap();
            layer
                .create_defn_fields(&[("name", OGRFieldType::OFTString)])
                .unwrap();
            for i in 0..1000 {
                let point = gdal::vector::Geometry::from_wkt(&format!("POINT({i} 1)")).unwrap();
                layer.create_feature(point).unwrap();
            }
        }
        let sql = "UPDATE \"says \"\"hello\"\"\" SET name = 'n' || fid";
        dataset.execute_sql(sql, None, Dialect::DEFAULT).unwrap();
        // Numbers of rows that were deleted are left out.
        let sql = "DELETE FROM \"says \"\"hello\"\"\" WHERE fid < 40 OR fid % 3 = 0";
        dataset.execute_sql(sql, None, Dialect::DEFAULT).unwrap();
        dataset.close().unwrap();
        let dataset = open(&path, None).unwrap();
        let mut layer = dataset.layer(0).unwrap();
        let whole = table_of(&mut layer, "a", None, None).unwrap();
        assert_eq!(whole.rows.len(), 641);
        for count in [1, 2, 3, 7] {
            let pieces = pieces(&dataset, "says \"hello\"", count).unwrap();
            let read = table_of(&mut layer, "a", None, Some((&path, 0, &pieces))).unwrap();
            assert_eq!(format!("{:?}", read.rows), format!("{:?}", whole.rows));
        }
    }
}
