//! What stands on the ground: districts, parks, zones, targets, people, pipelines, hidden hazards, resources,
//! monitors.

use std::borrow::Cow;

use analysis::facts::{
    District, HiddenHazard, Monitor, Park, Pipeline, PopulationCell, Resource, Target, Zone,
};
use analysis::standards::subtypes;
use geo::Area;
use geo_types::Geometry;

use super::column::{Column, day, integer, is, known, number, provenance, text, truth};
use super::{Collection, Source};
use crate::views::round;

fn district(s: Source<'_>, i: usize) -> &District {
    &s.city.ground.districts[i]
}

fn park(s: Source<'_>, i: usize) -> &Park {
    &s.city.ground.parks[i]
}

fn zone(s: Source<'_>, i: usize) -> &Zone {
    &s.city.ground.zones[i]
}

fn target(s: Source<'_>, i: usize) -> &Target {
    &s.city.ground.targets[i]
}

fn cell(s: Source<'_>, i: usize) -> &PopulationCell {
    &s.city.ground.population[i]
}

fn pipeline(s: Source<'_>, i: usize) -> &Pipeline {
    &s.city.ground.pipelines[i]
}

fn hazard(s: Source<'_>, i: usize) -> &HiddenHazard {
    &s.city.ground.hidden_hazards[i]
}

fn resource(s: Source<'_>, i: usize) -> &Resource {
    &s.city.ground.resources[i]
}

fn monitor(s: Source<'_>, i: usize) -> &Monitor {
    &s.city.ground.monitors[i]
}

const ID: (&str, &str) = ("编号", "Identifier");
const NAME: (&str, &str) = ("名称", "Name");

pub(super) static DISTRICTS: Collection = Collection {
    id: "districts",
    title_zh: "行政区划",
    title_en: "Districts",
    about_zh: "省、市、区县和镇街的边界",
    about_en: "Outlines of province, city, counties and towns",
    shape: "geometry-multipolygon",
    of_risk: false,
    is_drawn: true,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(district);
        let [synthetic, file, at] = FROM;
        [
            text("code", ("区划代码", "Code of GB/T 2260"), |s, i| {
                is(&district(s, i).code)
            })
            .drawn(),
            text("name", NAME, |s, i| is(&district(s, i).name)).drawn(),
            text(
                "level",
                (
                    "级别: province city county town",
                    "Level: province, city, county or town",
                ),
                |s, i| is(district(s, i).level.code()),
            )
            .drawn(),
            text(
                "parent_code",
                ("上级区划代码", "Code of the district above"),
                |s, i| known(district(s, i).parent_code.as_deref()),
            ),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.districts.len(),
    key: |s, i| Cow::Borrowed(&district(s, i).code),
    geometry: |s, i| Some(Cow::Owned(Geometry::from(district(s, i).geometry.clone()))),
};

pub(super) static PARKS: Collection = Collection {
    id: "parks",
    title_zh: "园区",
    title_en: "Parks",
    about_zh: "化工园区和工业集中区",
    about_en: "Chemical parks and industrial zones",
    shape: "geometry-multipolygon",
    of_risk: false,
    is_drawn: true,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(park);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&park(s, i).id)).drawn(),
            text("name", NAME, |s, i| is(&park(s, i).name)).drawn(),
            text(
                "kind",
                (
                    "类别: chemical_park industrial_zone",
                    "Kind: chemical_park or industrial_zone",
                ),
                |s, i| is(park(s, i).kind.code()),
            )
            .drawn(),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.parks.len(),
    key: |s, i| Cow::Borrowed(&park(s, i).id),
    geometry: |s, i| Some(Cow::Owned(Geometry::from(park(s, i).geometry.clone()))),
};

pub(super) static ZONES: Collection = Collection {
    id: "zones",
    title_zh: "管控区",
    title_en: "Zones",
    about_zh: "主城区、人口密集区、生态红线等",
    about_en: "Main urban area, densely populated areas, ecological protection areas",
    shape: "geometry-multipolygon",
    of_risk: false,
    is_drawn: false,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(zone);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&zone(s, i).id)),
            text("name", NAME, |s, i| known(zone(s, i).name.as_deref())),
            text(
                "kind",
                (
                    "类别",
                    "Kind: main_urban, dense_population, ecological or other",
                ),
                |s, i| is(zone(s, i).kind.code()),
            ),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.zones.len(),
    key: |s, i| Cow::Borrowed(&zone(s, i).id),
    geometry: |s, i| Some(Cow::Owned(Geometry::from(zone(s, i).geometry.clone()))),
};

pub(super) static PIPELINES: Collection = Collection {
    id: "pipelines",
    title_zh: "危险化学品管道",
    title_en: "Pipelines",
    about_zh: "危险化学品输送管道",
    about_en: "Pipelines that carry hazardous substances",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: false,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(pipeline);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&pipeline(s, i).id)),
            text("operator", ("运营单位", "Who runs it"), |s, i| {
                known(pipeline(s, i).operator.as_deref())
            }),
            text(
                "substance",
                ("介质: CAS 号或名称", "Substance: CAS number or name"),
                |s, i| known(pipeline(s, i).substance.as_deref()),
            ),
            number("diameter_mm", ("外径", "Outer diameter"), |s, i| {
                known(pipeline(s, i).diameter_mm)
            })
            .unit("mm"),
            number("pressure_kpa", ("表压", "Gauge pressure"), |s, i| {
                known(pipeline(s, i).pressure_kpa)
            })
            .unit("kPa"),
            truth(
                "above_ground",
                ("是否地上敷设", "Whether it runs above ground"),
                |s, i| known(pipeline(s, i).above_ground),
            ),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.pipelines.len(),
    key: |s, i| Cow::Borrowed(&pipeline(s, i).id),
    geometry: |s, i| Some(Cow::Borrowed(&pipeline(s, i).geometry)),
};

pub(super) static TARGETS: Collection = Collection {
    id: "targets",
    title_zh: "防护目标",
    title_en: "Protection targets",
    about_zh: "GB 36894-2018 的防护目标，以及距离所量至的道路、铁路和线路",
    about_en: "Protection targets of GB 36894-2018, and the roads, railways and lines that distances are measured to",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: true,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(target);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&target(s, i).id)).drawn(),
            text("name", NAME, |s, i| is(&target(s, i).name)).drawn(),
            text(
                "category",
                (
                    "GB 36894 类别; none 为非防护目标",
                    "Category of GB 36894; none for what is no protection target",
                ),
                |s, i| {
                    let of = subtypes::properties(target(s, i).subtype);
                    let category = target(s, i).category.or(of.default_category);
                    is(category.map_or("none", |c| c.code()))
                },
            )
            .drawn(),
            text("subtype", ("细类", "What it is"), |s, i| {
                is(target(s, i).subtype.code())
            })
            .drawn(),
            number("people_day", ("白天人数", "People by day"), |s, i| {
                known(target(s, i).people_day)
            })
            .drawn(),
            number(
                "people_night",
                ("夜间人数", "People by night"),
                |s, i| known(target(s, i).people_night),
            )
            .drawn(),
            number(
                "height_m",
                ("建筑高度", "Height of the building"),
                |s, i| known(target(s, i).height_m),
            )
            .unit("m"),
            integer(
                "fire_resistance",
                ("耐火等级", "Fire resistance rating, 1 to 4"),
                |s, i| known(target(s, i).fire_resistance),
            ),
            integer(
                "protection_class",
                (
                    "GB 50156 保护类别",
                    "Class of the building by GB 50156, 1 to 3",
                ),
                |s, i| known(target(s, i).protection_class),
            ),
            number(
                "floor_area_m2",
                ("建筑面积", "Gross floor area"),
                |s, i| known(target(s, i).floor_area_m2),
            )
            .unit("m2"),
            number("beds", ("床位数", "Beds"), |s, i| {
                known(target(s, i).beds)
            }),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.targets.len(),
    key: |s, i| Cow::Borrowed(&target(s, i).id),
    geometry: |s, i| Some(Cow::Borrowed(&target(s, i).geometry)),
};

pub(super) static POPULATION: Collection = Collection {
    id: "population",
    title_zh: "人口",
    title_en: "Population",
    about_zh: "人口网格",
    about_en: "Cells of the population grid",
    shape: "geometry-multipolygon",
    of_risk: false,
    is_drawn: true,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(cell);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&cell(s, i).id)).drawn(),
            number("people_day", ("白天人数", "People by day"), |s, i| {
                is(cell(s, i).people_day)
            })
            .drawn(),
            number(
                "people_night",
                ("夜间人数", "People by night"),
                |s, i| is(cell(s, i).people_night),
            )
            .drawn(),
            number(
                "density_km2",
                ("夜间人口密度, 每平方千米", "People by night per km²"),
                |s, i| {
                    let area_km2 = s.city.ground.cells[i].unsigned_area() / 1e6;
                    let density = round(cell(s, i).people_night / area_km2, 10.0);
                    known((area_km2 > 0.0).then_some(density))
                },
            )
            .unit("/km2")
            .drawn(),
            text(
                "source",
                ("数据来源", "Where the numbers come from"),
                |s, i| is(&cell(s, i).source),
            ),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.ground.population.len(),
    key: |s, i| Cow::Borrowed(&cell(s, i).id),
    geometry: |s, i| Some(Cow::Owned(Geometry::from(cell(s, i).geometry.clone()))),
};

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
    len: |s| s.city.ground.hidden_hazards.len(),
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
            text("name", NAME, |s, i| is(&resource(s, i).name)),
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
