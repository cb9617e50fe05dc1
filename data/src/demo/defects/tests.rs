use std::collections::{BTreeMap, BTreeSet};

use analysis::facts::Facts;
use geo::{Contains, Distance, Haversine};
use geo_types::{Geometry, Point};

use super::super::tests::small;
use super::*;
use DefectKind as K;

/// A city with as many defects as fit: the least of each kind at a hundredth of the size.
fn spoiled() -> Option<(&'static Facts, Facts, Manifest)> {
    let clean = small()?;
    let mut facts = clean.clone();
    let manifest = spoil(&mut facts, 7);
    Some((clean, facts, manifest))
}

fn count(manifest: &Manifest, kind: DefectKind) -> usize {
    manifest.defects.iter().filter(|d| d.kind == kind).count()
}

#[test]
fn every_kind_that_a_store_can_hold_is_there_and_each_row_has_one() {
    let Some((_, _, manifest)) = spoiled() else {
        return;
    };
    for kind in [
        K::Gcj02,
        K::Bd09,
        K::Twin,
        K::TanksOverlap,
        K::OverCapacity,
        K::KilogramsAsTonnes,
        K::UnknownSubstance,
        K::MissingAttribute,
    ] {
        assert!(count(&manifest, kind) > 0, "{kind:?}");
    }
    let rows: BTreeSet<_> = manifest.defects.iter().map(|d| (d.layer, &d.id)).collect();
    assert_eq!(rows.len(), manifest.defects.len());
}

#[test]
fn the_manifest_lists_all_that_differs_and_nothing_else() {
    let Some((clean, facts, manifest)) = spoiled() else {
        return;
    };
    let listed = |layer: &str| -> BTreeSet<&str> {
        let of_layer = manifest.defects.iter().filter(|d| d.layer == layer);
        of_layer.map(|d| d.id.as_str()).collect()
    };
    macro_rules! same_but_listed {
        ($layer:literal, $rows:ident) => {
            let before: BTreeMap<&str, _> =
                clean.$rows.iter().map(|r| (r.id.as_str(), r)).collect();
            let differ: BTreeSet<&str> = facts
                .$rows
                .iter()
                .filter(|r| before.get(r.id.as_str()) != Some(r))
                .map(|r| r.id.as_str())
                .collect();
            assert_eq!(differ, listed($layer), $layer);
        };
    }
    same_but_listed!("facilities", facilities);
    same_but_listed!("vessels", vessels);
    same_but_listed!("targets", targets);
    for defect in manifest.defects.iter().filter(|d| d.field == "quantity_t") {
        let text = |f: &Facts| {
            let row = f.vessels.iter().find(|v| v.id == defect.id).unwrap();
            row.quantity_t.map(|q| q.to_string())
        };
        assert_eq!(
            (text(clean), text(&facts)),
            (defect.right.clone(), defect.wrong.clone())
        );
    }
}

#[test]
fn twins_stand_three_to_seven_hundred_metres_apart_and_are_named_alike() {
    let Some((_, facts, manifest)) = spoiled() else {
        return;
    };
    for twin in manifest
        .defects
        .iter()
        .filter(|d| d.kind == DefectKind::Twin)
    {
        let place = |id: &str| -> (String, Point<f64>) {
            let (name, geometry) = if twin.layer == "facilities" {
                let row = facts.facilities.iter().find(|f| f.id == id).unwrap();
                (&row.name, &row.geometry)
            } else {
                let row = facts.targets.iter().find(|t| t.id == id).unwrap();
                (&row.name, &row.geometry)
            };
            (name.clone(), Point(super::place::middle(geometry).unwrap()))
        };
        let (first, second) = (place(twin.right.as_ref().unwrap()), place(&twin.id));
        assert_eq!(first.0, second.0);
        let apart_m = Haversine.distance(first.1, second.1);
        assert!((300.0..700.0).contains(&apart_m), "{apart_m} m");
    }
}

#[test]
fn a_vessel_in_another_datum_has_left_its_plant() {
    let Some((_, facts, manifest)) = spoiled() else {
        return;
    };
    let is_moved = |d: &&Defect| {
        d.layer == "vessels" && matches!(d.kind, DefectKind::Gcj02 | DefectKind::Bd09)
    };
    for defect in manifest.defects.iter().filter(is_moved) {
        let vessel = facts.vessels.iter().find(|v| v.id == defect.id).unwrap();
        let unit = facts.units.iter().find(|u| u.id == vessel.unit_id).unwrap();
        let Some(Geometry::Polygon(outline)) = &unit.geometry else {
            panic!("{} has no outline", unit.id)
        };
        assert!(!outline.contains(&Point(super::place::middle(&vessel.geometry).unwrap())));
    }
}

#[test]
fn a_spoiled_city_can_be_assessed_and_the_seed_decides() {
    let Some((clean, facts, manifest)) = spoiled() else {
        return;
    };
    let mut again = clean.clone();
    assert_eq!(spoil(&mut again, 7), manifest);
    assert_eq!(again.vessels, facts.vessels);
    assert_ne!(spoil(&mut clean.clone(), 8), manifest);
    analysis::city::City::build(facts).unwrap();
}

#[test]
fn dirty_files_hold_what_the_manifest_says() {
    let Some(clean) = small() else { return };
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let manifest = export_dirty(clean, 7, one.path()).unwrap();
    assert_eq!(manifest, export_dirty(clean, 7, two.path()).unwrap());
    for kind in DefectKind::ALL {
        if !matches!(kind, K::OverCapacity | K::TanksOverlap | K::Twin) {
            assert!(count(&manifest, kind) > 0, "{kind:?}");
        }
    }
    for name in ["企业台账_GBK.csv", "储罐台账.xlsx", "学校医院.shp"] {
        let bytes = |dir: &tempfile::TempDir| std::fs::read(dir.path().join(name)).unwrap();
        assert_eq!(bytes(&one), bytes(&two), "{name}");
    }
    let register = std::fs::read(one.path().join("企业台账_GBK.csv")).unwrap();
    assert!(String::from_utf8(register.clone()).is_err(), "not UTF-8");
    let (text, _, failed) = encoding_rs::GBK.decode(&register);
    assert!(!failed && text.lines().count() == clean.facilities.len() + 1);
    for defect in manifest
        .defects
        .iter()
        .filter(|d| d.file == Some("企业台账_GBK.csv"))
    {
        let line = text.lines().find(|l| l.starts_with(&defect.id)).unwrap();
        let wrong = defect.wrong.as_ref().unwrap().replace(' ', ";");
        assert!(line.contains(&wrong), "{line}: {wrong}");
    }
    assert!(!one.path().join("学校医院.prj").exists() && !one.path().join("学校医院.cpg").exists());
    let schools = gdal::Dataset::open(one.path().join("学校医院.shp")).unwrap();
    assert!(gdal::vector::LayerAccess::spatial_ref(&schools.layer(0).unwrap()).is_none());
}
