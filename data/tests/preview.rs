//! What is suggested before an import is what the import then does.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use data::import::{ColumnUse, Goal, How, ImportOptions, Preview, import, preview};
use data::{Error, Layer};
use sample::Place;

/// What was made of a column: its name, ours, how, what it may be.
type Made = (String, Option<String>, How, Option<String>);

fn of_preview(preview: &Preview) -> Vec<Made> {
    let columns = preview.columns.iter();
    columns
        .map(|c| {
            (
                c.theirs.clone(),
                c.ours.clone(),
                c.how,
                c.suggestion.clone(),
            )
        })
        .collect()
}

fn of_report(uses: &[ColumnUse]) -> Vec<Made> {
    let uses = uses.iter().filter(|u| !u.theirs.is_empty());
    uses.map(|u| {
        (
            u.theirs.clone(),
            u.ours.clone(),
            u.how,
            u.suggestion.clone(),
        )
    })
    .collect()
}

/// Headers that a bureau has, each with rows below it.
const TABLES: &[(&str, &str)] = &[
    (
        "facilities",
        "编号,企业名称,企业类型,运行状态,经度,纬度\nA1,甲,生产,在役,119.97,31.81\n",
    ),
    (
        "facilities",
        "1、企业编号*,企业名称（全称）,企业 类型(必填),狀態,经度(°),纬度(°),企业全稱,负责人电话\nA1,甲,生产,在役,119.97,31.81,甲公司,1\n",
    ),
    (
        "facilities",
        "统一社会信用代码,单位名称,类型,状态,经纬度,总库容（万m³）\n91320400MA1XXXXX0A,甲,生产,在役,\"119.97,31.81\",2\n",
    ),
    (
        "vessels",
        "储罐编号,所属单元,化学品名称,CAS号,设计最大储量（kg）,实际储量(kg),储存方式,操作压力（MPa）,罐容/升,直径 mm,x,y,全称\nV7,U1,液氨,7664-41-7,12000,900,加压液化,0.8,50000,2400,119.97,31.81,x\n",
    ),
    (
        "vessels",
        "罐号,罐区名称,介质,储量,单位,容积,经度,纬度\nV7,U1,甲醇,500,kg,50,119.97,31.81\n",
    ),
    (
        "vessels",
        "罐号,罐区名称,介质,储量,容积,经度,纬度\n,,,kg,L,°,°\nV7,U1,甲醇,500,5000,119.97,31.81\n",
    ),
    (
        "targets",
        "编号,名称,用途,人数（白天）,建筑高度,wkt\nT1,校,学校,300,12,POINT(119.97 31.81)\n",
    ),
    (
        "register",
        "企业编号,企业名称,企业类型,企业状态,企业经度,企业纬度,储罐编号,危险化学品名称,最大储存量(吨),储存方式,备注\nA1,甲,生产,在役,119.97,31.81,1#,甲醇,12,常压液体,x\n",
    ),
    (
        "auto",
        "企业编号,企业名称,企业类型,企业状态,企业经度,企业纬度,储罐编号,危险化学品名称,最大储存量(吨),储存方式,备注\nA1,甲,生产,在役,119.97,31.81,1#,甲醇,12,常压液体,x\n",
    ),
    (
        "auto",
        "编号,企业名称,企业类型,运行状态,经度,纬度\nA1,甲,生产,在役,119.97,31.81\n",
    ),
    (
        "resources",
        "id,kind,name,lon,lat,telephone number\nR1,医院,二院,119.97,31.81,1\n",
    ),
];

#[tokio::test]
async fn what_is_said_to_be_recognised_is_what_an_import_reads() {
    let place = Place::filled().await;
    for (goal, text) in TABLES {
        let path = place.write("a.csv", text);
        let mut options = ImportOptions::new(goal.parse::<Goal>().unwrap());
        options.crs = "cgcs2000".parse().unwrap();
        options.dry_run = true;
        let before = preview(&path, &options, &[]).unwrap();
        let outcome = import(&place.store, &path, &options).await;
        let outcome = outcome.unwrap_or_else(|e| panic!("{text}\n{e}"));
        let report = &outcome.reports[0];
        assert_eq!(of_preview(&before[0]), of_report(&report.columns), "{text}");
        assert_eq!(before[0].goal, Some(report.layer), "{text}");
        assert_eq!(before[0].rows, report.rows_read, "{text}");
        assert!(
            before[0].columns.iter().any(|c| c.ours.is_some()),
            "it shows something: {text}"
        );
    }
}

#[tokio::test]
async fn a_file_that_lacks_a_column_is_matched_as_far_as_it_goes() {
    let place = Place::filled().await;
    let path = place.write(
        "a.csv",
        "编号,企业全称名,企业类型,运行状态,经度,纬度\nA1,甲,生产,在役,119.97,31.81\n",
    );
    let mut options = ImportOptions::new(Layer::Facilities);
    options.crs = "cgcs2000".parse().unwrap();
    options.dry_run = true;
    let error = import(&place.store, &path, &options).await.unwrap_err();
    let Error::MissingColumns { missing, .. } = &error else {
        panic!("{error}");
    };
    let before = preview(&path, &options, &[]).unwrap().remove(0);
    let name = &before.columns[1];
    assert_eq!(
        (name.ours.as_deref(), name.suggestion.as_deref()),
        (None, Some("name"))
    );
    assert!(
        missing.contains("is it `企业全称名`?"),
        "the import suggests the same: {missing}"
    );
    let recognised = before.columns.iter().filter(|c| c.ours.is_some()).count();
    assert_eq!(recognised, 5);

    // The suggestion, taken, is what the import needs.
    let mapping = place.write("m.toml", "[columns]\n\"企业全称名\" = \"name\"\n");
    options.mapping = Some(mapping);
    let after = preview(&path, &options, &[]).unwrap().remove(0);
    assert_eq!(after.columns[1].how, How::Mapping);
    let outcome = import(&place.store, &path, &options).await.unwrap();
    assert_eq!(of_preview(&after), of_report(&outcome.reports[0].columns));
}

#[tokio::test]
async fn of_two_columns_for_one_the_import_asks_and_both_are_suggested() {
    let place = Place::filled().await;
    let path = place.write(
        "a.csv",
        "编号,企业名称,单位名称,企业类型,运行状态,经度,纬度\nA1,甲,乙,生产,在役,119.97,31.81\n",
    );
    let options = ImportOptions::new(Layer::Facilities);
    let error = import(&place.store, &path, &options).await.unwrap_err();
    assert!(matches!(error, Error::DoubleColumn { .. }), "{error}");
    let before = preview(&path, &options, &[]).unwrap().remove(0);
    for column in &before.columns[1..3] {
        assert_eq!(
            (column.ours.as_deref(), column.suggestion.as_deref()),
            (None, Some("name")),
            "{}",
            column.theirs
        );
    }
    assert_eq!(before.columns[0].ours.as_deref(), Some("id"));
}

#[tokio::test]
async fn a_mapping_of_an_earlier_import_is_shown_as_it_is_used() {
    let place = Place::filled().await;
    let text = "编号,厂家,企业类型,运行状态,经度,纬度\nA7,甲,生产,在役,119.97,31.81\n";
    let path = place.write("a.csv", text);
    let mut options = ImportOptions::new(Layer::Facilities);
    options.crs = "cgcs2000".parse().unwrap();
    options.mapping = Some(place.write("m.toml", "[columns]\n\"厂家\" = \"name\"\n"));
    let outcome = import(&place.store, &path, &options).await.unwrap();
    assert!(outcome.stored, "{outcome}");
    options.mapping = None;
    options.dry_run = true;
    let saved = place.store.mappings().await.unwrap();
    let before = preview(&path, &options, &saved).unwrap().remove(0);
    assert_eq!(before.columns[1].how, How::SavedMapping);
    let outcome = import(&place.store, &path, &options).await.unwrap();
    assert_eq!(of_preview(&before), of_report(&outcome.reports[0].columns));
}
