//! The dirty files that are made from the demo city, brought in one by one: every seeded fault is in the
//! report, at its row.

#![allow(clippy::unwrap_used)] // a test may fail at once

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use analysis::facts::Facts;
use data::demo::defects::{Defect, DefectKind, export_dirty};
use data::demo::{Options, Sources, city};
use data::import::{ImportOptions, Language, Outcome, import};
use data::{Layer, Store};

const SEED: u64 = 1;

fn clean() -> Option<Facts> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
    let dir = std::env::var_os("ANJIE_DEMO_CACHE").map_or(usual, PathBuf::from);
    if !dir.join("streets.csv").is_file() {
        println!("skipped: no demo sources; run data/demo/fetch.sh or set ANJIE_DEMO_CACHE");
        return None;
    }
    let options = Options::new(SEED, 0.01, "2026-01-01T00:00:00+08:00");
    Some(city(&Sources::open(&dir).unwrap(), &options).unwrap())
}

/// Rows of a file by the identifier that they have, as its report counts them.
fn rows(file: &str, facts: &Facts, outcome: &Outcome) -> BTreeMap<String, u64> {
    let read = outcome.reports[0].rows_read;
    let ids: Vec<&str> = match file {
        "企业台账_GBK.csv" => facts.facilities.iter().map(|f| &*f.id).collect(),
        "储罐台账.xlsx" => {
            let is_whole = |v: &&analysis::facts::Vessel| {
                v.quantity_t.is_some() && v.substance.is_some() && v.volume_m3.is_some()
            };
            facts
                .vessels
                .iter()
                .filter(is_whole)
                .map(|v| &*v.id)
                .collect()
        }
        _ => {
            use analysis::facts::Subtype::{Hospital, Kindergarten, School};
            let is_shown = |t: &&analysis::facts::Target| {
                matches!(t.subtype, School | Kindergarten | Hospital)
            };
            facts
                .targets
                .iter()
                .filter(is_shown)
                .map(|t| &*t.id)
                .collect()
        }
    };
    // Rows of a workbook are those of the sheet: title, note and header stand above.
    let first = if file.ends_with("xlsx") { 4 } else { 1 };
    ids.into_iter()
        .map(str::to_owned)
        .zip(first..first + read)
        .collect()
}

/// Words that the report has for a fault, one of which must be there.
fn words(kind: DefectKind) -> &'static [&'static str] {
    match kind {
        DefectKind::Gcj02 => &["read as gcj02 it would stay"],
        DefectKind::Bd09 => &["read as bd09 it would stay"],
        DefectKind::SwappedAxes => &["swapped", "turned", "latitude"],
        DefectKind::Mojibake => &["garbled"],
        DefectKind::KilogramsAsTonnes => &["kilograms", "kg"],
        DefectKind::FullWidthNumber => &["full-width"],
        DefectKind::UnknownSubstance => &["no table", "not known", "unknown", "bracket"],
        DefectKind::MissingAttribute => &["is empty", "is missing"],
        DefectKind::SelfCrossingRing => &["cross", "intersect", "valid"],
        _ => &[],
    }
}

#[tokio::test]
async fn every_fault_is_in_the_report_at_its_row() {
    let Some(clean) = clean() else { return };
    let folder = tempfile::tempdir().unwrap();
    let manifest = export_dirty(&clean, SEED, folder.path()).unwrap();
    let store = Store::open(folder.path().join("store.gpkg").to_str().unwrap())
        .await
        .unwrap();
    store.put_facts(&clean).await.unwrap();
    let mut missed = Vec::new();
    let mut table: BTreeMap<(&str, DefectKind), (usize, usize)> = BTreeMap::new();
    for (file, layer) in [
        ("企业台账_GBK.csv", Layer::Facilities),
        ("储罐台账.xlsx", Layer::Vessels),
        ("学校医院.shp", Layer::Targets),
    ] {
        let options = ImportOptions {
            dry_run: true,
            ..ImportOptions::new(layer)
        };
        let outcome = import(&store, &folder.path().join(file), &options)
            .await
            .unwrap();
        let report = &outcome.reports[0];
        assert!(!outcome.stored && !outcome.is_clean(), "{file}");
        let rows = rows(file, &clean, &outcome);
        let is_told = |defect: &Defect| {
            // A file that is in another system as a whole is told once.
            if file == "学校医院.shp" && defect.kind == DefectKind::Gcj02 {
                return report.crs_used == "gcj02";
            }
            report.issues.iter().chain(&report.notes).any(|i| {
                i.row == rows[&defect.id]
                    && i.field == defect.field
                    && words(defect.kind)
                        .iter()
                        .any(|w| i.rule.contains(w) || i.fix.contains(w))
            })
        };
        for defect in manifest.defects.iter().filter(|d| d.file == Some(file)) {
            let count = table.entry((file, defect.kind)).or_default();
            count.0 += 1;
            if is_told(defect) {
                count.1 += 1;
            } else {
                let said: Vec<String> = report
                    .issues
                    .iter()
                    .chain(&report.notes)
                    .filter(|i| i.row == rows[&defect.id])
                    .map(ToString::to_string)
                    .collect();
                missed.push(format!("{defect:?}: {said:?}"));
            }
        }
        // A row that is right is not refused.
        let faulty: Vec<u64> = manifest
            .defects
            .iter()
            .filter(|d| d.file == Some(file))
            .map(|d| rows[&d.id])
            .collect();
        let wronged: Vec<String> = report
            .issues
            .iter()
            .filter(|i| i.row > 0 && !faulty.contains(&i.row))
            .map(ToString::to_string)
            .collect();
        assert!(wronged.is_empty(), "{wronged:#?}");
        println!("{}", outcome.text(Language::English, 5));
    }
    println!("{table:#?}");
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(!table.is_empty() && table.values().all(|(seeded, told)| seeded == told));
    store.close().await;
}
