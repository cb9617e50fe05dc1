//! Any vector file that GDAL reads.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, FieldValue, LayerAccess, OGRwkbGeometryType};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo_types::Geometry;
use geozero::ToGeo;
use geozero::wkb::Wkb;

use super::ImportOptions;
use super::encoding::{Encoding, decode, of_shapefile};
use super::table::{Cell, SourceRow, Table, file_name};
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
    "XLSX",
    "ODS",
    "MVT",
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
pub(super) fn read(path: &Path, options: &ImportOptions) -> Result<Table> {
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
    // Where all columns are text GDAL would take the header of a sheet for a row.
    gdal::config::set_thread_local_config_option("OGR_XLSX_HEADERS", "FORCE")?;
    gdal::config::set_thread_local_config_option("OGR_ODS_HEADERS", "FORCE")?;
    let opened = match &recoded {
        Some((memory, _)) => Path::new(&memory.0),
        None => path,
    };
    let dataset = Dataset::open_ex(
        opened,
        DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_VECTOR | GdalOpenFlags::GDAL_OF_READONLY,
            allowed_drivers: Some(DRIVERS),
            open_options,
            sibling_files: None,
        },
    )
    .map_err(|e| not_a_dataset(&file, &e))?;
    let mut table = rows(&dataset, options, file)?;
    table.has_short_names = is_shapefile;
    table.encoding = encoding_name;
    Ok(table)
}

fn not_a_dataset(file: &str, error: &gdal::errors::GdalError) -> Error {
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

fn rows(dataset: &Dataset, options: &ImportOptions, file: String) -> Result<Table> {
    let mut layer = choose(dataset, options, &file)?;
    let columns: Vec<String> = layer.defn().fields().map(|f| f.name()).collect();
    let has_geometry = layer.defn().geometry_type() != OGRwkbGeometryType::wkbNone;
    let declared = layer
        .spatial_ref()
        .filter(is_defined)
        .map(|r| Converter::declared(&r));
    let mut rows = Vec::new();
    for feature in layer.features() {
        let cells = (0..columns.len())
            .map(|i| cell(&feature, i))
            .collect::<Result<_>>()?;
        rows.push(SourceRow {
            number: rows.len() as u64 + 1,
            line: None,
            cells,
            fault: None,
            geometry: geometry(&feature),
        });
    }
    Ok(Table {
        file,
        part: None,
        columns,
        column_at: Vec::new(),
        has_short_names: false,
        rows,
        has_geometry,
        declared,
        encoding: None,
    })
}

/// A GeoPackage has entries for "no system"; that is no declaration.
fn is_defined(reference: &SpatialRef) -> bool {
    let name = reference.name().unwrap_or_default().to_lowercase();
    !(reference.is_local() || name.starts_with("undefined") || name.starts_with("unknown"))
}

/// The layer that is named, else the one named as ours, else the only one.
fn choose<'a>(
    dataset: &'a Dataset,
    options: &ImportOptions,
    file: &str,
) -> Result<gdal::vector::Layer<'a>> {
    let names: Vec<String> = dataset.layers().map(|l| l.name()).collect();
    if names.is_empty() {
        return Err(Error::NoRows {
            file: file.to_owned(),
        });
    }
    let wanted = options.sheet.as_deref();
    let at = match wanted {
        Some(sheet) => names.iter().position(|n| n == sheet),
        None if names.len() == 1 => Some(0),
        None => names
            .iter()
            .position(|n| n.eq_ignore_ascii_case(options.layer.name())),
    };
    let at = at.ok_or_else(|| Error::ChooseSheet {
        file: file.to_owned(),
        found: names.join(", "),
    })?;
    Ok(dataset.layer(at)?)
}

fn cell(feature: &Feature<'_>, i: usize) -> Result<Cell> {
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
    let is_absent = feature
        .field_as_string(i)?
        .is_none_or(|text| text.is_empty());
    Ok(if is_absent { Cell::Empty } else { cell })
}

fn joined<T: ToString>(numbers: &[T]) -> String {
    let words: Vec<String> = numbers.iter().map(T::to_string).collect();
    words.join(",")
}

fn geometry(feature: &Feature<'_>) -> Result<Option<Geometry<f64>>, Fault> {
    let Some(given) = feature.geometry().filter(|g| !g.is_empty()) else {
        return Ok(None);
    };
    let mut flat = given.clone();
    flat.flatten_to_2d();
    let unreadable = |what: &str| {
        Fault::new(
            format!(
                "is a {}, which {what}",
                given.geometry_name().to_lowercase()
            ),
            "turn it into points, lines or polygons",
        )
    };
    if !(OGRwkbGeometryType::wkbPoint..=OGRwkbGeometryType::wkbMultiPolygon)
        .contains(&flat.geometry_type())
    {
        return Err(unreadable("is not taken"));
    }
    let wkb = flat.iso_wkb().map_err(|_| unreadable("cannot be read"))?;
    Wkb(wkb)
        .to_geo()
        .map(Some)
        .map_err(|_| unreadable("has an empty part"))
}
