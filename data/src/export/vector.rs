//! GeoPackage and FlatGeobuf, by GDAL.

use std::path::Path;

use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{
    Feature, FieldDefn, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use gdal::{Dataset, DriverManager};
use geozero::{CoordDimensions, ToWkb};

use super::about::{dated, statements};
use super::sheet::{Geometries, Sheet, Type};
use super::styles::style;
use crate::layer::Value;
use crate::{Error, Result, gdal_errors};

/// GDAL's name of FlatGeobuf.
pub(super) const FLATGEOBUF: &str = "FlatGeobuf";
/// GDAL's name of GeoPackage.
pub(super) const GEOPACKAGE: &str = "GPKG";
/// Column of geometry in a GeoPackage: as in the store, so that the styles fit both.
const GEOMETRY: &str = "geom";

/// Writes a file by one of GDAL's drivers, and reads it back to see that it is whole: GDAL before 3.7
/// does not say when the disk was full.
pub(super) fn write(sheets: &[Sheet], driver: &str, path: &Path) -> Result<()> {
    gdal_errors::to_log();
    let is_placed = |s: &Sheet| s.rows.iter().all(|(_, g)| g.is_some());
    if driver == FLATGEOBUF && !sheets.iter().all(is_placed) {
        return Err(Error::NotWritten {
            path: path.to_owned(),
            reason: "FlatGeobuf drops rows without geometry, and there are some; choose .gpkg, .geojson or .csv".to_owned(),
        });
    }
    // GDAL dates what it writes: by the rows, so that equal rows give equal bytes.
    gdal::config::set_thread_local_config_option("OGR_CURRENT_DATE", &dated(sheets))?;
    let written = create(sheets, driver, path);
    gdal::config::clear_thread_local_config_option("OGR_CURRENT_DATE")?;
    written?;
    let dataset = Dataset::open(path)?;
    for sheet in sheets {
        let layer = if driver == GEOPACKAGE {
            dataset.layer_by_name(&sheet.name)?
        } else {
            dataset.layer(0)?
        };
        let written = usize::try_from(layer.feature_count()).unwrap_or(usize::MAX);
        if written != sheet.rows.len() {
            return Err(Error::NotWritten {
                path: path.to_owned(),
                reason: format!("{written} of {} rows can be read back", sheet.rows.len()),
            });
        }
    }
    Ok(())
}

fn create(sheets: &[Sheet], driver: &str, path: &Path) -> Result<()> {
    let mut dataset = DriverManager::get_driver_by_name(driver)?.create_vector_only(path)?;
    if driver == GEOPACKAGE {
        let mut all = dataset.start_transaction()?;
        for sheet in sheets {
            let about: Vec<String> = statements(sheet)
                .into_iter()
                .map(|s| format!("{} {}: {}", s.zh, s.en, s.value))
                .collect();
            // An option ends at a line break.
            let description = format!(
                "DESCRIPTION={}",
                about.join(" | ").replace(['\n', '\r'], " ")
            );
            let identifier = format!("IDENTIFIER={} {}", sheet.name, sheet.title_zh);
            let geometry = format!("GEOMETRY_NAME={GEOMETRY}");
            fill(
                sheet,
                &mut all,
                Some(&[&description, &identifier, &geometry]),
            )?;
        }
        add_styles(sheets, &mut all)?;
        all.commit()?;
    } else {
        for sheet in sheets {
            fill(sheet, &mut dataset, None)?;
        }
    }
    dataset.close()?;
    Ok(())
}

/// The styles in the table where QGIS looks for them.
fn add_styles(sheets: &[Sheet], dataset: &mut Dataset) -> Result<()> {
    let styled: Vec<(&str, &str)> = sheets
        .iter()
        .filter_map(|s| style(&s.name).map(|qml| (s.name.as_str(), qml)))
        .collect();
    if styled.is_empty() {
        return Ok(());
    }
    let layer = dataset.create_layer(LayerOptions {
        name: "layer_styles",
        srs: None,
        ty: OGRwkbGeometryType::wkbNone,
        options: Some(&["FID=id", "DESCRIPTION=Styles of QGIS"]),
    })?;
    for (name, class) in [
        ("f_table_catalog", OGRFieldType::OFTString),
        ("f_table_schema", OGRFieldType::OFTString),
        ("f_table_name", OGRFieldType::OFTString),
        ("f_geometry_column", OGRFieldType::OFTString),
        ("styleName", OGRFieldType::OFTString),
        ("styleQML", OGRFieldType::OFTString),
        ("styleSLD", OGRFieldType::OFTString),
        ("useAsDefault", OGRFieldType::OFTInteger),
        ("description", OGRFieldType::OFTString),
        ("owner", OGRFieldType::OFTString),
        ("ui", OGRFieldType::OFTString),
        ("update_time", OGRFieldType::OFTDateTime),
    ] {
        FieldDefn::new(name, class)?.add_to_layer(&layer)?;
    }
    let updated = dated(sheets);
    for (name, qml) in styled {
        let mut feature = Feature::new(layer.defn())?;
        let texts = ["", "", name, GEOMETRY, "anjie", qml, ""];
        for (at, text) in texts.into_iter().enumerate() {
            feature.set_field_string(at, text)?;
        }
        feature.set_field_integer(7, 1)?;
        feature.set_field_string(8, "安界 Anjie")?;
        feature.set_field_string(9, "")?;
        feature.set_field_null(10)?;
        feature.set_field_string(11, &updated)?;
        feature.create(&layer)?;
    }
    Ok(())
}

fn fill(sheet: &Sheet, dataset: &mut Dataset, options: Option<&[&str]>) -> Result<()> {
    let mut reference = SpatialRef::from_epsg(4490)?;
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let layer = dataset.create_layer(LayerOptions {
        name: &sheet.name,
        srs: Some(&reference).filter(|_| sheet.geometries != Geometries::None),
        ty: match sheet.geometries {
            Geometries::None => OGRwkbGeometryType::wkbNone,
            Geometries::Areas => OGRwkbGeometryType::wkbMultiPolygon,
            Geometries::Lines => OGRwkbGeometryType::wkbLineString,
            Geometries::Mixed => OGRwkbGeometryType::wkbUnknown,
        },
        options,
    })?;
    for (name, class) in &sheet.columns {
        let class = match class {
            Type::Text => OGRFieldType::OFTString,
            Type::Real => OGRFieldType::OFTReal,
            Type::Whole => OGRFieldType::OFTInteger64,
            Type::Truth => OGRFieldType::OFTInteger,
        };
        FieldDefn::new(name, class)?.add_to_layer(&layer)?;
    }
    for (values, geometry) in &sheet.rows {
        let mut feature = Feature::new(layer.defn())?;
        for (i, (value, (_, class))) in values.iter().zip(&sheet.columns).enumerate() {
            match (value, class) {
                (Value::Null, _) => feature.set_field_null(i)?,
                (Value::Text(text), _) => feature.set_field_string(i, text)?,
                (Value::Real(number), _) => feature.set_field_double(i, *number)?,
                (Value::Whole(number), Type::Truth) => {
                    feature.set_field_integer(i, i32::from(*number != 0))?;
                }
                (Value::Whole(number), _) => feature.set_field_integer64(i, *number)?,
            }
        }
        if let Some(geometry) = geometry {
            let wkb = geometry
                .to_wkb(CoordDimensions::xy())
                .map_err(|e| Error::Geometry(e.to_string()))?;
            feature.set_geometry(Geometry::from_wkb(&wkb)?)?;
        }
        feature.create(&layer)?;
    }
    Ok(())
}
