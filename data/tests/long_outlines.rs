//! Outlines that are longer than a cell of a workbook goes out and comes in again as they were, and a
//! register out of a vector file keeps the system that the file declares.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use data::Layer;
use data::export::export;
use data::import::{Goal, ImportOptions, Language, import};
use gdal::DriverManager;
use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use gdal::vector::{
    Feature, FieldDefn, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use geo_types::{Coord, Geometry, LineString, Polygon};
use sample::{Place, facts};

/// An outline of so many corners round a plant, each with all digits that a number has.
fn long(corners: usize) -> Geometry<f64> {
    let corner = |i: usize| {
        let angle = std::f64::consts::TAU * i as f64 / corners as f64;
        Coord {
            x: 119.97 + 0.01 * angle.cos(),
            y: 31.81 + 0.008 * angle.sin(),
        }
    };
    let mut ring: Vec<Coord<f64>> = (0..corners).map(corner).collect();
    ring.push(ring[0]);
    Polygon::new(LineString(ring), Vec::new()).into()
}

#[tokio::test]
async fn a_long_outline_comes_back_from_a_workbook_and_from_text() {
    let place = Place::empty().await;
    let mut given = facts();
    given.facilities[0].geometry = long(4_000);
    place.store.put_facts(&given).await.unwrap();
    for extension in ["xlsx", "csv"] {
        let path = place.path(&format!("facilities.{extension}"));
        export(&place.store, Layer::Facilities.into(), &path)
            .await
            .unwrap();
        if extension == "xlsx" {
            let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
            let sheet = calamine::Reader::worksheet_range(&mut book, "facilities").unwrap();
            let header: Vec<String> = sheet
                .rows()
                .next()
                .unwrap()
                .iter()
                .map(ToString::to_string)
                .collect();
            assert!(
                header.contains(&"wkt_4".to_owned()),
                "the outline is long: {header:?}"
            );
        }
        let other = Place::empty().await;
        let options = ImportOptions::new(Layer::Facilities);
        let outcome = import(&other.store, &path, &options).await.unwrap();
        assert!(
            outcome.is_clean(),
            "{extension}: {}",
            outcome.text(Language::English, 20)
        );
        let back = other.store.load_facts().await.unwrap();
        for (was, is) in given.facilities.iter().zip(&back.facilities) {
            assert_eq!(
                (&was.id, &was.geometry),
                (&is.id, &is.geometry),
                "{extension}"
            );
        }
    }
}

/// A register as a map program has it, in metres of the zone beside the city's own: only what the file
/// declares can tell.
#[tokio::test]
async fn a_register_out_of_a_vector_file_keeps_its_declared_system() {
    let place = Place::empty().await;
    let path = place.path("register.gpkg");
    let zone = SpatialRef::from_epsg(4548).unwrap();
    let mut degrees = SpatialRef::from_epsg(4490).unwrap();
    degrees.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let to_zone = CoordTransform::new(&degrees, &{
        let mut zone = zone.clone();
        zone.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        zone
    })
    .unwrap();
    let mut file = DriverManager::get_driver_by_name("GPKG")
        .unwrap()
        .create_vector_only(&path)
        .unwrap();
    let layer = file
        .create_layer(LayerOptions {
            name: "register",
            srs: Some(&zone),
            ty: OGRwkbGeometryType::wkbPoint,
            options: None,
        })
        .unwrap();
    let names = [
        "企业编号",
        "企业名称",
        "企业类型",
        "企业状态",
        "CAS号",
        "储罐编号",
    ];
    for name in names {
        let field = FieldDefn::new(name, OGRFieldType::OFTString).unwrap();
        field.add_to_layer(&layer).unwrap();
    }
    let field = FieldDefn::new("最大储存量(吨)", OGRFieldType::OFTReal).unwrap();
    field.add_to_layer(&layer).unwrap();
    for (n, tank) in ["T-1", "T-2"].into_iter().enumerate() {
        let mut feature = Feature::new(layer.defn()).unwrap();
        let values = ["F1", "甲化工厂", "生产", "在产", "67-56-1", tank];
        for (i, value) in values.into_iter().enumerate() {
            feature.set_field_string(i, value).unwrap();
        }
        feature.set_field_double(6, 80.0).unwrap();
        let (mut x, mut y) = ([119.97], [31.81 + 0.0001 * n as f64]);
        to_zone.transform_coords(&mut x, &mut y, &mut []).unwrap();
        let mut point = gdal::vector::Geometry::empty(OGRwkbGeometryType::wkbPoint).unwrap();
        point.add_point_2d((x[0], y[0]));
        feature.set_geometry(point).unwrap();
        feature.create(&layer).unwrap();
    }
    file.close().unwrap();
    let options = ImportOptions::new(Goal::Register);
    let outcome = import(&place.store, &path, &options).await.unwrap();
    assert!(
        outcome.is_clean(),
        "{}",
        outcome.text(Language::English, 20)
    );
    let report = &outcome.reports[0];
    assert!(
        report.crs_reason.contains("declared"),
        "{}",
        report.crs_reason
    );
    let facts = place.store.load_facts().await.unwrap();
    assert_eq!(facts.vessels.len(), 2);
    let Geometry::Point(at) = facts.vessels[1].geometry else {
        panic!("{:?}", facts.vessels[1].geometry)
    };
    assert!(
        (at.x() - 119.97).abs() < 1e-7 && (at.y() - 31.8101).abs() < 1e-7,
        "{at:?}"
    );
}
