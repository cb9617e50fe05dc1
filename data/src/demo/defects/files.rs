//! Dirty source files as a bureau gets them, made from the demo city, with every defect in a manifest:
//!
//! | file | like | what is wrong |
//! |---|---|---|
//! | `企业台账_GBK.csv` | a register exported from an old system | GBK; rows with swapped axes, in GCJ-02, in BD-09; 乱码 names |
//! | `储罐台账.xlsx` | what plants fill in | title and notes above the header; full-width digits, kg for t, mistyped CAS numbers, gaps |
//! | `学校医院.shp` | from a web map | no `.prj`, no `.cpg`; GBK text; the whole file in GCJ-02; rings that cross themselves |

use std::path::Path;

use analysis::facts::{Facts, Subtype, Target};
use encoding_rs::GBK;
use gdal::DriverManager;
use gdal::vector::{
    Feature, FieldDefn, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use geo_types::{Geometry, LineString, Polygon};
use geozero::{CoordDimensions, ToWkb};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::super::stream::Stream;
use super::place::{in_bd09, in_gcj02, middle, told};
use super::{Defect, DefectKind, DirtyError, Manifest, pick};

const REGISTER: &str = "企业台账_GBK.csv";
const TANKS: &str = "储罐台账.xlsx";
const SCHOOLS: &str = "学校医院.shp";
/// Rows of the table of tanks.
const TANK_ROWS: usize = 400;
/// Rows of the Shapefile.
const SCHOOL_ROWS: usize = 200;
/// Share of the rows of a file with each defect.
const SHARE: f64 = 0.02;

/// Writes a folder of dirty files made from the rows of a clean city, and gives the manifest of what
/// is wrong in them. Equal cities and seeds give equal tables and texts.
///
/// # Errors
/// [`DirtyError`] where a file cannot be written.
pub fn export_dirty(facts: &Facts, seed: u64, dir: &Path) -> Result<Manifest, DirtyError> {
    let io = |path: &Path| {
        let path = path.display().to_string();
        move |source| DirtyError::Io { path, source }
    };
    std::fs::create_dir_all(dir).map_err(io(dir))?;
    let mut defects = Vec::new();
    let register = register(facts, seed, &mut defects)?;
    let (bytes, _, _) = GBK.encode(&register);
    std::fs::write(dir.join(REGISTER), bytes).map_err(io(&dir.join(REGISTER)))?;
    tanks(facts, seed, &dir.join(TANKS), &mut defects)?;
    schools(facts, seed, dir, &mut defects)?;
    Ok(Manifest::new(seed, defects))
}

fn some(count: usize) -> usize {
    ((count as f64 * SHARE).round() as usize).max(2)
}

/// Which defect each of `count` rows has: disjoint draws, one kind after the other.
fn deal(stream: &mut Stream, count: usize, kinds: &[DefectKind]) -> Vec<Option<DefectKind>> {
    let mut dealt = vec![None; count];
    for &kind in kinds {
        let free: Vec<usize> = (0..count).filter(|&n| dealt[n].is_none()).collect();
        for n in pick(stream, free.len(), some(count)) {
            dealt[free[n]] = Some(kind);
        }
    }
    dealt
}

/// UTF-8 that was taken for GBK.
fn mojibake(text: &str) -> String {
    let (wrong, _, _) = GBK.decode(text.as_bytes());
    wrong.replace('\u{FFFD}', "?")
}

fn register(facts: &Facts, seed: u64, defects: &mut Vec<Defect>) -> Result<String, DirtyError> {
    use DefectKind::{Bd09, Gcj02, Mojibake, SwappedAxes};
    let mut stream = Stream::of(seed, "dirty register", 0);
    let rows = &facts.facilities;
    let dealt = deal(
        &mut stream,
        rows.len(),
        &[SwappedAxes, Gcj02, Bd09, Mojibake],
    );
    let failed = |e: csv::Error| DirtyError::Csv(e.to_string());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    writer
        .write_record([
            "企业编号",
            "统一社会信用代码",
            "企业名称",
            "企业类型",
            "运行状态",
            "经度",
            "纬度",
            "合成数据",
        ])
        .map_err(failed)?;
    for (row, defect) in rows.iter().zip(dealt) {
        let mut note = |kind, field, right: Option<String>, wrong: Option<String>| {
            defects.push(Defect {
                kind,
                layer: "facilities",
                id: row.id.clone(),
                field,
                right,
                wrong,
                file: Some(REGISTER),
            });
        };
        let Some(at) = middle(&row.geometry) else {
            continue;
        };
        let point: Geometry<f64> = geo_types::Point(at).into();
        let mut name = row.name.clone();
        let place = match defect {
            Some(kind @ Gcj02) => Some((kind, in_gcj02(&point))),
            Some(kind @ Bd09) => Some((kind, in_bd09(&point))),
            Some(kind @ SwappedAxes) => Some((kind, geo_types::Point::new(at.y, at.x).into())),
            Some(kind) => {
                name = mojibake(&name);
                note(kind, "name", Some(row.name.clone()), Some(name.clone()));
                None
            }
            None => None,
        };
        let written = match place {
            Some((kind, wrong)) => {
                note(kind, "geometry", told(&point), told(&wrong));
                middle(&wrong).unwrap_or(at)
            }
            None => at,
        };
        let (lon, lat) = (format!("{:.7}", written.x), format!("{:.7}", written.y));
        let uscc = row.uscc.as_deref().unwrap_or_default();
        writer
            .write_record([
                &row.id,
                uscc,
                &name,
                row.kind.zh(),
                row.status.zh(),
                &lon,
                &lat,
                "是",
            ])
            .map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|e| DirtyError::Csv(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| DirtyError::Csv(e.to_string()))
}

fn full_width(number: &str) -> String {
    let wide = |c: char| match c {
        // U+FF01 to U+FF5E are ASCII from `!` on, in full width.
        '0'..='9' | '.' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        other => other,
    };
    number.chars().map(wide).collect()
}

fn tanks(
    facts: &Facts,
    seed: u64,
    path: &Path,
    defects: &mut Vec<Defect>,
) -> Result<(), DirtyError> {
    use DefectKind::{FullWidthNumber, KilogramsAsTonnes, MissingAttribute, UnknownSubstance};
    let rows: Vec<_> = facts
        .vessels
        .iter()
        .filter(|v| v.quantity_t.is_some() && v.substance.is_some() && v.volume_m3.is_some())
        .take(TANK_ROWS)
        .collect();
    let kinds = [
        KilogramsAsTonnes,
        FullWidthNumber,
        UnknownSubstance,
        MissingAttribute,
    ];
    let dealt = deal(&mut Stream::of(seed, "dirty tanks", 0), rows.len(), &kinds);
    let mut book = Workbook::new();
    // The clock would make every file another one.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    sheet.set_name("储罐")?;
    sheet.merge_range(
        0,
        0,
        0,
        6,
        "危险化学品储罐台账(示例·合成数据)",
        &Format::new().set_bold(),
    )?;
    sheet.write(1, 0, "填表说明: 储量按设计最大量填写, 单位为吨")?;
    for (column, title) in (0..).zip([
        "储罐编号",
        "所属单元",
        "危险化学品",
        "最大储量(吨)",
        "容积(m³)",
        "经度",
        "纬度",
    ]) {
        sheet.write(2, column, title)?;
    }
    for ((line, row), defect) in (3_u32..).zip(rows).zip(dealt) {
        let (Some(t), Some(substance)) = (row.quantity_t, row.substance.as_deref()) else {
            continue;
        };
        sheet.write(line, 0, &row.id)?;
        sheet.write(line, 1, &row.unit_id)?;
        let mut held = substance.to_owned();
        let told = match defect {
            Some(kind @ KilogramsAsTonnes) => {
                let kg = (t * 1_000.0).round();
                sheet.write(line, 3, kg)?;
                Some((kind, "quantity_t", t.to_string(), Some(kg.to_string())))
            }
            Some(kind @ FullWidthNumber) => {
                let wide = full_width(&t.to_string());
                sheet.write(line, 3, &wide)?;
                Some((kind, "quantity_t", t.to_string(), Some(wide)))
            }
            Some(kind @ UnknownSubstance) => {
                held = format!("{substance}(待核实)");
                sheet.write(line, 3, t)?;
                Some((kind, "substance", substance.to_owned(), Some(held.clone())))
            }
            Some(kind) => Some((kind, "quantity_t", t.to_string(), None)),
            None => {
                sheet.write(line, 3, t)?;
                None
            }
        };
        sheet.write(line, 2, &held)?;
        if let Some(volume_m3) = row.volume_m3 {
            sheet.write(line, 4, volume_m3)?;
        }
        if let Some(at) = middle(&row.geometry) {
            sheet.write(line, 5, at.x)?;
            sheet.write(line, 6, at.y)?;
        }
        if let Some((kind, field, right, wrong)) = told {
            defects.push(Defect {
                kind,
                layer: "vessels",
                id: row.id.clone(),
                field,
                right: Some(right),
                wrong,
                file: Some(TANKS),
            });
        }
    }
    book.save(path)?;
    Ok(())
}

/// The ring with two corners changed about, so that it crosses itself.
fn crossed(outline: &Polygon<f64>) -> Polygon<f64> {
    let mut ring = outline.exterior().0.clone();
    if ring.len() > 4 {
        ring.swap(1, 2);
    }
    Polygon::new(LineString(ring), Vec::new())
}

fn schools(
    facts: &Facts,
    seed: u64,
    dir: &Path,
    defects: &mut Vec<Defect>,
) -> Result<(), DirtyError> {
    let is_shown = |t: &&Target| {
        matches!(
            t.subtype,
            Subtype::School | Subtype::Kindergarten | Subtype::Hospital
        )
    };
    let rows: Vec<&Target> = facts
        .targets
        .iter()
        .filter(is_shown)
        .take(SCHOOL_ROWS)
        .collect();
    let kinds = [DefectKind::SelfCrossingRing];
    let dealt = deal(
        &mut Stream::of(seed, "dirty schools", 0),
        rows.len(),
        &kinds,
    );
    let mut dataset = DriverManager::get_driver_by_name("ESRI Shapefile")?
        .create_vector_only(dir.join(SCHOOLS))?;
    let layer = dataset.create_layer(LayerOptions {
        name: "学校医院",
        srs: None,
        ty: OGRwkbGeometryType::wkbPolygon,
        options: Some(&["ENCODING=GBK"]),
    })?;
    for (field, width) in [("编号", 12), ("名称", 60), ("子类", 20)] {
        let column = FieldDefn::new(field, OGRFieldType::OFTString)?;
        column.set_width(width);
        column.add_to_layer(&layer)?;
    }
    for (row, defect) in rows.iter().zip(dealt) {
        let Geometry::Polygon(outline) = &row.geometry else {
            continue;
        };
        let mut note = |kind, right: Option<String>, wrong: Option<String>| {
            defects.push(Defect {
                kind,
                layer: "targets",
                id: row.id.clone(),
                field: "geometry",
                right,
                wrong,
                file: Some(SCHOOLS),
            });
        };
        let outline = match defect {
            Some(kind) => {
                note(kind, None, None);
                crossed(outline)
            }
            None => outline.clone(),
        };
        let wrong = in_gcj02(&outline.clone().into());
        note(
            DefectKind::Gcj02,
            told(&row.geometry),
            told(&in_gcj02(&row.geometry)),
        );
        let mut feature = Feature::new(layer.defn())?;
        feature.set_field_string(0, &row.id)?;
        feature.set_field_string(1, &row.name)?;
        feature.set_field_string(2, analysis::standards::subtypes::zh(row.subtype))?;
        let wkb = wrong
            .to_wkb(CoordDimensions::xy())
            .map_err(|e| DirtyError::Csv(e.to_string()))?;
        feature.set_geometry(gdal::vector::Geometry::from_wkb(&wkb)?)?;
        feature.create(&layer)?;
    }
    dataset.close()?;
    for lost in ["cpg", "prj"] {
        let path = dir.join(SCHOOLS).with_extension(lost);
        if path.exists() {
            std::fs::remove_file(&path).map_err(|source| DirtyError::Io {
                path: path.display().to_string(),
                source,
            })?;
        }
    }
    Ok(())
}
