//! GeoPackage and FlatGeobuf, by GDAL.

use std::path::Path;

use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{
    Feature, FieldDefn, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use gdal::{Dataset, DriverManager};
use geozero::{CoordDimensions, ToWkb};

use super::sheet::{Geometries, Sheet, Type};
use crate::layer::Value;
use crate::{Error, Result, gdal_errors};

/// GDAL's name of FlatGeobuf.
pub(super) const FLATGEOBUF: &str = "FlatGeobuf";

/// Writes a file by one of GDAL's drivers, and reads it back to see that it is whole: GDAL before 3.7
/// does not say when the disk was full.
pub(super) fn write(sheet: &Sheet, driver: &str, path: &Path) -> Result<()> {
    gdal_errors::to_log();
    if driver == FLATGEOBUF && sheet.rows.iter().any(|(_, g)| g.is_none()) {
        return Err(Error::NotWritten {
            path: path.to_owned(),
            reason: "FlatGeobuf drops rows without geometry, and there are some; choose .gpkg, .geojson or .csv".to_owned(),
        });
    }
    let mut dataset = DriverManager::get_driver_by_name(driver)?.create_vector_only(path)?;
    if driver == "GPKG" {
        let mut all = dataset.start_transaction()?;
        fill(sheet, &mut all)?;
        all.commit()?;
    } else {
        fill(sheet, &mut dataset)?;
    }
    dataset.close()?;
    let written = Dataset::open(path)?.layer(0)?.features().count();
    if written == sheet.rows.len() {
        return Ok(());
    }
    Err(Error::NotWritten {
        path: path.to_owned(),
        reason: format!("{written} of {} rows can be read back", sheet.rows.len()),
    })
}

fn fill(sheet: &Sheet, dataset: &mut Dataset) -> Result<()> {
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
        options: None,
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
