//! What keeps accidents away and helps when they happen: hidden hazards, emergency resources, monitors.

use std::borrow::Cow;

use analysis::facts::{HiddenHazard, Monitor, Resource};

use super::column::{Column, day, is, known, number, provenance, text};
use super::{Collection, Source};

fn hazard(s: Source<'_>, i: usize) -> &HiddenHazard {
    &s.city.hidden_hazards[i]
}

fn resource(s: Source<'_>, i: usize) -> &Resource {
    &s.city.ground.resources[i]
}

fn monitor(s: Source<'_>, i: usize) -> &Monitor {
    &s.city.ground.monitors[i]
}

const ID: (&str, &str) = ("编号", "Identifier");

pub(super) static HIDDEN_HAZARDS: Collection = Collection {
    id: "hidden_hazards",
    title_zh: "事故隐患",
    title_en: "Hidden hazards",
    about_zh: "事故隐患及其闭环状态",
    about_en: "Hidden hazards and their state in the closed loop",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: false,
    time: Some(("found_on", Some("closed_on"))),
    columns: &{
        const FROM: [Column; 3] = provenance!(hazard);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&hazard(s, i).id)),
            text("facility_id", ("企业", "Facility"), |s, i| {
                is(&hazard(s, i).facility_id)
            }),
            text(
                "level",
                ("级别: major general", "Level: major or general"),
                |s, i| is(hazard(s, i).level.code()),
            ),
            text(
                "state",
                (
                    "状态",
                    "State: reported, registered, rectifying, awaiting_acceptance or closed",
                ),
                |s, i| is(hazard(s, i).state.code()),
            ),
            day(
                "found_on",
                ("发现日期", "Day on which it was found"),
                |s, i| is(&hazard(s, i).found_on),
            ),
            day(
                "due_on",
                ("整改期限", "Day until which it must be put right"),
                |s, i| known(hazard(s, i).due_on.as_deref()),
            ),
            day(
                "closed_on",
                ("销号日期", "Day on which it was closed"),
                |s, i| known(hazard(s, i).closed_on.as_deref()),
            ),
            text(
                "source",
                ("发现来源", "Who or what found it"),
                |s, i| known(hazard(s, i).source.as_deref()),
            ),
            text(
                "clause",
                ("违反条款", "Clause that it breaks"),
                |s, i| known(hazard(s, i).clause.as_deref()),
            ),
            text("description", ("描述", "What is wrong"), |s, i| {
                is(&hazard(s, i).description)
            }),
            text(
                "barrier",
                ("削弱的屏障", "Barrier that it weakens"),
                |s, i| known(hazard(s, i).barrier.as_deref()),
            ),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.hidden_hazards.len(),
    key: |s, i| Cow::Borrowed(&hazard(s, i).id),
    geometry: |s, i| hazard(s, i).geometry.as_ref().map(Cow::Borrowed),
};

pub(super) static RESOURCES: Collection = Collection {
    id: "resources",
    title_zh: "应急资源",
    title_en: "Emergency resources",
    about_zh: "消防站、救援队伍、医院、避难场所和物资库",
    about_en: "Fire stations, rescue teams, hospitals, shelters and depots",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: false,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(resource);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&resource(s, i).id)),
            text("name", ("名称", "Name"), |s, i| is(&resource(s, i).name)),
            text(
                "kind",
                (
                    "类别",
                    "Kind: fire_station, rescue_team, hospital, shelter or depot",
                ),
                |s, i| is(resource(s, i).kind.code()),
            ),
            text(
                "capabilities",
                ("能力与物资", "What it can do, what it holds"),
                |s, i| known(resource(s, i).capabilities.as_deref()),
            ),
            text("holder", ("管理单位", "Who holds it"), |s, i| {
                known(resource(s, i).holder.as_deref())
            }),
            text(
                "phone",
                ("值班电话", "Telephone of the duty desk"),
                |s, i| known(resource(s, i).phone.as_deref()),
            ),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.resources.len(),
    key: |s, i| Cow::Borrowed(&resource(s, i).id),
    geometry: |s, i| Some(Cow::Borrowed(&resource(s, i).geometry)),
};

pub(super) static MONITORS: Collection = Collection {
    id: "monitors",
    title_zh: "监测点",
    title_en: "Monitors",
    about_zh: "储罐的液位、压力、温度和气体监测点及其报警阈值",
    about_en: "Monitors of vessels (level, pressure, temperature, gas) with their thresholds",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: false,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(monitor);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&monitor(s, i).id)),
            text("vessel_id", ("储罐", "Vessel"), |s, i| {
                is(&monitor(s, i).vessel_id)
            }),
            text(
                "quantity",
                (
                    "监测量",
                    "What it measures: level, pressure, temperature or gas",
                ),
                |s, i| is(monitor(s, i).quantity.code()),
            ),
            text(
                "unit",
                ("单位", "Unit of its readings and thresholds"),
                |s, i| is(&monitor(s, i).unit),
            ),
            number("low_low", ("低低报", "Low-low threshold"), |s, i| {
                known(monitor(s, i).low_low)
            }),
            number("low", ("低报", "Low threshold"), |s, i| {
                known(monitor(s, i).low)
            }),
            number("high", ("高报", "High threshold"), |s, i| {
                known(monitor(s, i).high)
            }),
            number("high_high", ("高高报", "High-high threshold"), |s, i| {
                known(monitor(s, i).high_high)
            }),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.monitors.len(),
    key: |s, i| Cow::Borrowed(&monitor(s, i).id),
    geometry: |s, i| monitor(s, i).geometry.as_ref().map(Cow::Borrowed),
};
