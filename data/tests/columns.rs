//! Import: a clerk's table is understood, or told what to do.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use analysis::facts::{FacilityStatus, Storage, Subtype};
use data::Layer;
use data::import::{Goal, How, ImportOptions, Language, Outcome, import};
use sample::{Place, issues};

async fn run(place: &Place, name: &str, text: &str, goal: Goal) -> Outcome {
    import(
        &place.store,
        &place.write(name, text),
        &ImportOptions::new(goal),
    )
    .await
    .unwrap()
}

fn notes(outcome: &Outcome) -> String {
    outcome.reports[0].text(Language::English, 100)
}

#[tokio::test]
async fn names_with_units_and_words_of_practice_are_understood() {
    let place = Place::filled().await;
    let text = "储罐编号,所属单元,化学品名称,CAS号,设计最大储量（kg）,实际储量(kg),储存方式,操作压力（MPa）,温度(K),罐容/升,直径 mm,经度(°),纬度(°),全称\n\
                V7,U1,液氨,７６６４－４１－７,\"12,000\",900,压力储罐,0.8,300,50000,2400,东经119°58′12″,31.81,x\n\
                V8,U1,甲醇（99%）,—,500公斤,,常压,,,不详,,119.97,31.81,\n";
    let outcome = run(&place, "罐.csv", text, Layer::Vessels.into()).await;
    assert!(outcome.stored, "{outcome}");
    let vessels = place.store.load_facts().await.unwrap().vessels;
    let (v7, v8) = (&vessels[2], &vessels[3]);
    assert_eq!(v7.substance.as_deref(), Some("7664-41-7"));
    assert_eq!(v7.quantity_t, Some(12.0));
    assert_eq!(v7.storage, Some(Storage::PressurisedLiquefied));
    assert!((v7.pressure_kpa.unwrap() - 800.0).abs() < 1e-9);
    assert!((v7.temperature_c.unwrap() - 26.85).abs() < 1e-9);
    assert_eq!((v7.volume_m3, v7.diameter_m), (Some(50.0), Some(2.4)));
    assert_eq!(v8.substance.as_deref(), Some("甲醇"));
    assert_eq!((v8.quantity_t, v8.volume_m3), (Some(0.5), None));
    let told = notes(&outcome);
    for words in [
        "实际储量(kg): is not used, as `设计最大储量（kg）` is taken",
        "numbers are in kg and are converted to t",
        "numbers are in MPa (gauge) and are converted",
        "says that nothing is known",
        "has a comma, which is read as a separator of thousands",
    ] {
        assert!(told.contains(words), "{words}\nis not in\n{told}");
    }
    let used = outcome.reports[0]
        .columns
        .iter()
        .find(|c| c.theirs == "罐容/升")
        .unwrap();
    assert_eq!(
        (used.ours.as_deref(), used.unit.as_deref(), used.how),
        (Some("volume_m3"), Some("L"), How::Alias)
    );
}

#[tokio::test]
async fn what_cannot_be_understood_is_told_in_two_languages() {
    let place = Place::filled().await;
    let text = "位号,单元编号,介质,储量(桶),容积(m3),储存方式,经度,纬度\n\
                V7,U1,7647-1-0,12,10,压力罐车,119°61′00″,31.81\n";
    let outcome = run(&place, "罐.csv", text, Layer::Vessels.into()).await;
    assert!(!outcome.stored);
    let told = issues(&outcome.reports[0]);
    for words in [
        "罐.csv:0 quantity_t=储量(桶): has the unit `桶`, which is not known; write one of the units t, kg",
        "substance=7647-1-0: is not a CAS number; did you mean 7647-01-0?",
        "storage=压力罐车: not a storage; did you mean pressurised_liquefied",
        "geometry=(119°61′00″, 31.81): has 61 minutes, and there are 60 in all",
    ] {
        assert!(
            told.iter().any(|t| t.contains(words)),
            "{words}\nis not in\n{told:#?}"
        );
    }
    for issue in &outcome.reports[0].issues {
        for zh in [&issue.rule_zh, &issue.fix_zh] {
            assert!(
                zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{issue:?}"
            );
            assert!(!zh.contains("write "), "{zh}");
        }
    }
    let zh = outcome.text(Language::Chinese, 100);
    assert!(zh.contains("未入库"), "{zh}");
}

#[tokio::test]
async fn kilograms_in_the_column_of_tonnes_are_asked_about() {
    let place = Place::filled().await;
    let text = "储罐编号,单元编号,储量(t),容积(m3),经度,纬度\nV7,U1,8000,10,119.97,31.81\nV8,U1,8,10,119.97,31.81\n";
    let outcome = run(&place, "v.csv", text, Layer::Vessels.into()).await;
    let told = issues(&outcome.reports[0]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("v.csv:1 quantity_t=8000: 8000 t do not fit into 10 m³"),
        "{told:?}"
    );
    assert!(told[0].contains("write 8 t"), "{told:?}");
}

#[tokio::test]
async fn a_unit_may_stand_in_its_own_column_or_row() {
    let place = Place::filled().await;
    let text = "储罐编号,单元编号,数量,单位,经度,纬度\nV7,U1,5000,kg,119.97,31.81\nV8,U1,5,吨,119.97,31.81\n";
    assert!(
        run(&place, "v.csv", text, Layer::Vessels.into())
            .await
            .stored
    );
    let text = "储罐编号,单元编号,储量,容积,经度,纬度\n,,(kg),(L),,\nV9,U1,500,1000,119.97,31.81\nVA,U1,600,2000,119.97,31.81\n";
    let outcome = run(&place, "w.csv", text, Layer::Vessels.into()).await;
    assert!(outcome.stored, "{outcome}");
    let vessels = place.store.load_facts().await.unwrap().vessels;
    let amount = |id: &str| vessels.iter().find(|v| v.id == id).unwrap().quantity_t;
    assert_eq!(
        (amount("V7"), amount("V8"), amount("V9")),
        (Some(5.0), Some(5.0), Some(0.5))
    );
}

#[tokio::test]
async fn a_like_name_is_suggested_and_never_taken() {
    let place = Place::empty().await;
    let text = "编号,企业全称,企业类型,企业状态,经度,纬度\nF1,甲厂,生产企业,在产,119.97,31.81\n";
    let told = place
        .fail(&place.write("f.csv", text), Layer::Facilities)
        .await;
    assert!(told.contains("name (名称; is it `企业全称`?)"), "{told}");
}

#[tokio::test]
async fn a_credit_code_may_be_the_key_and_a_name_a_reference() {
    let place = Place::empty().await;
    let text = "统一社会信用代码,企业名称,企业类型,企业状态,经纬度,合成数据\n91320400MA1ABCDE0X,甲厂,危险化学品生产企业,停产,\"31.81,119.97\",是\n";
    let outcome = run(&place, "f.csv", text, Layer::Facilities.into()).await;
    assert!(outcome.stored, "{outcome}");
    let facility = place.store.load_facts().await.unwrap().facilities.remove(0);
    assert_eq!(
        (facility.id.as_str(), facility.status),
        ("91320400MA1ABCDE0X", FacilityStatus::Stopped)
    );
    let text = "单元编号,企业名称,单元名称,单元类型\nU1,甲厂,罐区一,罐区\n";
    let outcome = run(&place, "u.csv", text, Layer::Units.into()).await;
    assert!(outcome.stored, "{outcome}");
    assert_eq!(
        place.store.load_facts().await.unwrap().units[0].facility_id,
        "91320400MA1ABCDE0X"
    );
    assert!(
        notes(&outcome).contains("is the name of 91320400MA1ABCDE0X"),
        "{outcome}"
    );
}

const REGISTER: &str = "序号,企业编号,企业名称,经度,纬度,企业类型,企业状态,危险化学品名称,CAS号,最大储存量(吨),储存方式,储罐编号,容积(m3),合成数据\n\
    1,F1,甲化工厂,119.97,31.81,生产,在产,液氨,7664-41-7,30,压力储罐,T-1,60,是\n\
    ,,,,,,,甲醇,67-56-1,80,常压储罐,T-2,100,是\n\
    2,F2,乙化工厂,119.98,31.82,储存,在产,甲苯,108-88-3,50,常压储罐,T-1,80,是\n";

#[tokio::test]
async fn a_register_becomes_plants_units_and_tanks() {
    for goal in [Goal::Register, Goal::Auto] {
        let place = Place::empty().await;
        let outcome = run(&place, "登记表.csv", REGISTER, goal).await;
        assert!(outcome.stored, "{outcome}");
        assert_eq!(outcome.reports[0].layer, Goal::Register);
        assert_eq!(outcome.reports[0].rows_taken, 3);
        let facts = place.store.load_facts().await.unwrap();
        let ids: Vec<&str> = facts.vessels.iter().map(|v| v.id.as_str()).collect();
        assert_eq!(ids, ["F1-T-1", "F1-T-2", "F2-T-1"]);
        let units: Vec<(&str, &str)> = facts
            .units
            .iter()
            .map(|u| (u.id.as_str(), u.facility_id.as_str()))
            .collect();
        assert_eq!(units, [("F1-储存单元", "F1"), ("F2-储存单元", "F2")]);
        assert_eq!(facts.facilities.len(), 2);
        assert_eq!(facts.vessels[1].geometry, facts.facilities[0].geometry);
        let told = notes(&outcome);
        assert!(told.contains("belongs to the one above"), "{told}");
        assert!(told.contains("adds everything up"), "{told}");
        // The same file again changes the same rows.
        let again = run(&place, "登记表.csv", REGISTER, goal).await;
        assert_eq!(
            (again.stored, again.reports[0].rows_updating),
            (true, 3),
            "{again}"
        );
        assert_eq!(place.store.count(Layer::Vessels).await.unwrap(), 3);
    }
}

/// A ledger of tanks (储罐台账) names its enterprise and says nothing else of it.
#[tokio::test]
async fn a_ledger_of_tanks_finds_its_plants_by_name() {
    let place = Place::empty().await;
    let plants = "编号,企业名称,企业类型,状态,经度,纬度\nF1,甲化工厂,生产,在产,119.973211,31.812345\nF2,乙化工厂,储存,停产,119.983211,31.822345\n";
    let outcome = run(&place, "企业.csv", plants, Layer::Facilities.into()).await;
    assert!(outcome.stored, "{outcome}");
    let before = place.store.load_facts().await.unwrap().facilities;
    let ledger = "企业名称,储罐编号,物料名称,CAS号,最大储量(吨),容积(m³),储存方式,经度,纬度\n\
        甲化工厂,V-1,甲醇,67-56-1,850,1200,常压储罐,119.973511,31.812545\n\
        甲化工厂,V-2,液氨,7664-41-7,30,60,压力储罐,,\n";
    for goal in [Goal::Register, Goal::Auto] {
        let outcome = run(&place, "台账.csv", ledger, goal).await;
        assert!(outcome.stored, "{outcome}");
        let facts = place.store.load_facts().await.unwrap();
        assert_eq!(facts.facilities, before);
        let ids: Vec<&str> = facts.vessels.iter().map(|v| v.id.as_str()).collect();
        assert_eq!(ids, ["F1-V-1", "F1-V-2"]);
        assert_eq!(facts.units[0].facility_id, "F1");
        // A tank without a place stands where its plant stands in the store.
        assert_eq!(facts.vessels[1].geometry, before[0].geometry);
        assert!(notes(&outcome).contains("is F1 in the store"), "{outcome}");
    }
    // A plant that nobody knows cannot have tanks yet.
    let outcome = run(
        &place,
        "台账.csv",
        &ledger
            .replace("甲化工厂,V-2", "丙化工厂,V-2")
            .replace("7664-41-7,30", "7664-41-7,三十来桶"),
        Goal::Register,
    )
    .await;
    assert!(!outcome.stored);
    let told = issues(&outcome.reports[0]);
    assert!(
        told[0].contains("台账.csv:2 name=丙化工厂: has neither number nor credit code"),
        "{told:#?}"
    );
    // And all else that is wrong with its row, but not what only follows from that.
    assert!(
        told.iter()
            .any(|t| t.contains("台账.csv:2 quantity_t=三十来桶")),
        "{told:#?}"
    );
    assert_eq!(told.len(), 2, "{told:#?}");
}

/// One workbook with a sheet of plants and a sheet of their tanks.
#[tokio::test]
async fn a_ledger_finds_the_plants_of_the_sheet_before() {
    let place = Place::empty().await;
    let path = place.path("企业与储罐.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[&[&str]]); 2] = [
        (
            "储罐",
            &[
                &[
                    "企业名称",
                    "储罐编号",
                    "物料名称",
                    "CAS号",
                    "最大储量(吨)",
                    "储存方式",
                ],
                &["甲化工厂", "V-1", "甲醇", "67-56-1", "850", "常压储罐"],
            ],
        ),
        (
            "企业",
            &[
                &["编号", "企业名称", "企业类型", "状态", "经度", "纬度"],
                &["F1", "甲化工厂", "生产", "在产", "119.973211", "31.812345"],
            ],
        ),
    ];
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                sheet
                    .write_string(row as u32, column as u16, *text)
                    .unwrap();
            }
        }
    }
    book.save(&path).unwrap();
    let outcome = import(&place.store, &path, &ImportOptions::new(Goal::Auto))
        .await
        .unwrap();
    assert!(outcome.stored, "{outcome}");
    let facts = place.store.load_facts().await.unwrap();
    assert_eq!(facts.facilities.len(), 1);
    assert_eq!(facts.units[0].facility_id, "F1");
    assert_eq!(facts.vessels[0].id, "F1-V-1");
    assert_eq!(facts.vessels[0].geometry, facts.facilities[0].geometry);
}

/// A list without numbers finds the plants that the store has under numbers.
#[tokio::test]
async fn a_plant_does_not_come_twice_under_its_name() {
    let place = Place::empty().await;
    let first = "编号,企业名称,统一社会信用代码,企业类型,状态,经度,纬度\nF1,甲化工厂,,生产,在产,119.973211,31.812345\n";
    let outcome = run(&place, "企业.csv", first, Layer::Facilities.into()).await;
    assert!(outcome.stored, "{outcome}");
    let path = place.write(
        "新.csv",
        "企业名称,企业类型,状态,经度,纬度\n甲化工厂,生产,停产,119.973211,31.812345\n",
    );
    let options = ImportOptions {
        key: Some("name".into()),
        ..ImportOptions::new(Layer::Facilities)
    };
    let outcome = import(&place.store, &path, &options).await.unwrap();
    assert!(outcome.stored, "{outcome}");
    assert_eq!(outcome.reports[0].rows_updating, 1);
    let facilities = place.store.load_facts().await.unwrap().facilities;
    assert_eq!(facilities.len(), 1);
    assert_eq!(facilities[0].id, "F1");
}

#[tokio::test]
async fn a_category_that_says_what_a_place_is_is_its_subtype() {
    let place = Place::empty().await;
    let text = "编号,名称,类别,白天人数,经度,纬度\nT1,示例小学,小学,1200,119.973211,31.812345\nT2,示例医院,医院,500,119.983211,31.822345\n";
    let outcome = run(&place, "目标.csv", text, Layer::Targets.into()).await;
    assert!(outcome.stored, "{outcome}");
    let targets = place.store.load_facts().await.unwrap().targets;
    assert_eq!(targets[0].subtype, Subtype::School);
    assert_eq!(targets[1].subtype, Subtype::Hospital);
    // With words of protection it is the category, and the subtype is missing.
    let path = place.write(
        "b.csv",
        text.replace("小学,1200", "高敏感,1")
            .replace("医院,500", "重要,1"),
    );
    let error = place.fail(&path, Layer::Targets).await;
    assert!(error.contains("lacks the column subtype"), "{error}");
}

#[tokio::test]
async fn rows_of_a_register_that_disagree_are_told_with_both_rows() {
    let place = Place::empty().await;
    let text = REGISTER.replace("\n2,F2,乙化工厂", "\n2,F1,丙化工厂");
    let outcome = run(&place, "登记表.csv", &text, Goal::Register).await;
    assert!(!outcome.stored);
    assert!(place.store.is_empty().await.unwrap());
    let told = issues(&outcome.reports[0]);
    assert!(
        told.iter().any(|t| t
            .contains("登记表.csv:3 name=丙化工厂: row 1 says `甲化工厂` of the same enterprise")),
        "{told:#?}"
    );
    assert!(
        told.iter()
            .any(|t| t.contains("id=F1-T-1: row 1 has the same id")),
        "{told:#?}"
    );
}

#[tokio::test]
async fn what_fits_no_layer_is_asked() {
    let place = Place::empty().await;
    let path = place.write("x.csv", "编号,名称,备注\n1,a,b\n");
    let error = import(&place.store, &path, &ImportOptions::new(Goal::Auto))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("choose with --layer"), "{error}");
    assert!(error.contains("columns recognised"), "{error}");
}
