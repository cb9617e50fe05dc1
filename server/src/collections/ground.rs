//! What stands on the ground: districts, parks, zones, targets, people, pipelines.

use std::borrow::Cow;

use analysis::facts::{District, Park, Pipeline, PopulationCell, Target, Zone};
use analysis::standards::subtypes;
use geo::Area;
use geo_types::Geometry;

use super::column::{Column, integer, is, known, number, provenance, text, truth};
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
