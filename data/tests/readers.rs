//! Readers: workbooks as bureaus and plants fill them in.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use std::path::{Path, PathBuf};

use data::Layer;
use data::import::{ImportOptions, Outcome, Report, import};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use sample::Place;

const HEADER: [&str; 6] = ["编号", "企业名称", "kind", "运行状态", "经度", "纬度"];

fn row(sheet: &mut Worksheet, at: u32, id: &str, name: &str) {
    for (column, text) in [id, name, "生产", "在役"].into_iter().enumerate() {
        sheet.write(at, column as u16, text).unwrap();
    }
    sheet.write(at, 4, 119.97).unwrap();
    sheet.write(at, 5, 31.81).unwrap();
}

fn header(sheet: &mut Worksheet, at: u32) {
    for (column, text) in HEADER.into_iter().enumerate() {
        sheet.write(at, column as u16, text).unwrap();
    }
}

/// A workbook whose sheets are written by `fill`.
fn workbook(path: &Path, fill: impl FnOnce(&mut Workbook)) -> PathBuf {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save(path).unwrap();
    path.to_owned()
}

async fn outcome(place: &Place, path: &Path, layer: Layer) -> Outcome {
    import(&place.store, path, &ImportOptions::new(layer))
        .await
        .unwrap_or_else(|e| panic!("{e}"))
}

fn report(outcome: &Outcome) -> &Report {
    &outcome.reports[0]
}

fn has_note(outcome: &Outcome, words: &str) -> bool {
    report(outcome).notes.iter().any(|n| n.rule.contains(words))
}

async fn names(place: &Place) -> Vec<String> {
    let facts = place.store.load_facts().await.unwrap();
    facts.facilities.into_iter().map(|f| f.name).collect()
}

#[tokio::test]
async fn a_title_a_total_and_a_signature_are_no_rows() {
    let place = Place::empty().await;
    let path = workbook(&place.path("登记表.xlsx"), |book| {
        let sheet = book.add_worksheet();
        sheet
            .merge_range(0, 0, 0, 5, "常州市危险化学品企业登记表", &Format::new())
            .unwrap();
        sheet.write(1, 0, "填报单位：常州市应急管理局").unwrap();
        header(sheet, 2);
        row(sheet, 3, "F1", "甲厂");
        row(sheet, 5, "F2", "乙厂");
        header(sheet, 6);
        row(sheet, 7, "F3", "丙厂");
        sheet.write(8, 0, "合 计").unwrap();
        sheet.write(8, 4, 359.91).unwrap();
        sheet.write(10, 0, "填表人：张三").unwrap();
        sheet.write(10, 3, "审核人：李四").unwrap();
        sheet.write(11, 0, "备注：坐标为 CGCS2000").unwrap();
    });
    let outcome = outcome(&place, &path, Layer::Facilities).await;
    assert!(outcome.stored, "{outcome:?}");
    assert_eq!(names(&place).await, ["甲厂", "乙厂", "丙厂"]);
    for note in [
        "the header is row 3",
        "rows 9 sum others up",
        "rows 7 repeat the header",
        "rows 11–12 below the table (such as `填表人：张三`)",
    ] {
        assert!(has_note(&outcome, note), "{note}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_merged_value_stands_for_each_of_its_rows() {
    let place = Place::empty().await;
    let path = workbook(&place.path("m.xlsx"), |book| {
        let sheet = book.add_worksheet();
        header(sheet, 0);
        row(sheet, 1, "F1", "");
        row(sheet, 2, "F2", "");
        sheet
            .merge_range(1, 1, 2, 1, "同一公司", &Format::new())
            .unwrap();
    });
    let outcome = outcome(&place, &path, Layer::Facilities).await;
    assert!(outcome.stored, "{outcome:?}");
    assert_eq!(names(&place).await, ["同一公司", "同一公司"]);
    assert!(
        has_note(&outcome, "1 merged areas were filled"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn an_error_of_a_formula_is_a_fault_of_its_cell() {
    let place = Place::empty().await;
    let path = workbook(&place.path("e.xlsx"), |book| {
        let sheet = book.add_worksheet();
        header(sheet, 0);
        row(sheet, 1, "F1", "甲厂");
        row(sheet, 2, "F2", "乙厂");
        row(sheet, 3, "F3", "丙厂");
        sheet
            .write_formula(1, 1, Formula::new("=VLOOKUP(1,A:B,2)").set_result("#N/A"))
            .unwrap();
        sheet
            .write_formula(3, 1, Formula::new("=\"丙\"&\"厂\"").set_result("丙厂"))
            .unwrap();
    });
    let outcome = outcome(&place, &path, Layer::Facilities).await;
    assert!(!outcome.stored);
    let found: Vec<(u64, &str, &str)> = report(&outcome)
        .issues
        .iter()
        .map(|i| (i.row, i.field.as_str(), i.rule.as_str()))
        .collect();
    assert_eq!(found, [(2, "name", "is the error #N/A of a formula")]);
}

#[tokio::test]
async fn hidden_sheets_are_read_and_empty_ones_are_not() {
    let place = Place::empty().await;
    let path = workbook(&place.path("h.xlsx"), |book| {
        book.add_worksheet().set_name("说明").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_name("数据").unwrap().set_hidden(true);
        header(sheet, 0);
        row(sheet, 1, "F1", "甲厂");
    });
    let outcome = outcome(&place, &path, Layer::Facilities).await;
    assert!(outcome.stored, "{outcome:?}");
    assert!(has_note(&outcome, "the sheet is hidden"), "{outcome:?}");
}

#[tokio::test]
async fn dates_are_dates_and_numbers_of_too_many_digits_are_refused() {
    let place = Place::empty().await;
    let path = workbook(&place.path("d.xlsx"), |book| {
        let sheet = book.add_worksheet();
        header(sheet, 0);
        sheet.write(0, 6, "统一社会信用代码").unwrap();
        sheet.write(0, 7, "投产日期").unwrap();
        row(sheet, 1, "F1", "甲厂");
        sheet.write(1, 6, 913_204_001_234_567_890.0).unwrap();
        let day = Format::new().set_num_format("yyyy/m/d");
        let date = ExcelDateTime::from_ymd(2008, 5, 1).unwrap();
        sheet.write_datetime_with_format(1, 7, &date, &day).unwrap();
    });
    let outcome = outcome(&place, &path, Layer::Facilities).await;
    let rules: Vec<&str> = report(&outcome)
        .issues
        .iter()
        .map(|i| i.rule.as_str())
        .collect();
    assert_eq!(
        rules,
        ["is a number of more than 15 digits, of which a spreadsheet keeps 15"]
    );
}
