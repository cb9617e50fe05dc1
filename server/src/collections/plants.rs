//! Plants: facilities, units, vessels.

use std::borrow::Cow;

use analysis::city::Site;
use analysis::facts::{Facility, FireClass, Placement, Roof, Storage, Unit, Vessel};
use analysis::grading::major_hazard::Grade;
use analysis::place::Footprint;
use analysis::siting::separation::Verdict;
use analysis::standards::substances;
use geo_types::{Coord, Geometry, LineString, Polygon};

use super::column::{Column, day, integer, is, known, number, provenance, text};
use super::{Collection, Source};
use crate::views::facility::centre;
use crate::views::grade;

fn facility(s: Source<'_>, i: usize) -> &Facility {
    &s.city.sites[i].facility
}

fn worst(s: Source<'_>, i: usize) -> Option<&Grade> {
    s.results.get(i).and_then(|r| r.worst())
}

fn site_of_unit(s: Source<'_>, i: usize) -> (usize, usize) {
    let (site, at) = s.rows.units[i];
    (site as usize, at as usize)
}

fn unit(s: Source<'_>, i: usize) -> &Unit {
    let (site, at) = site_of_unit(s, i);
    &s.city.sites[site].units[at]
}

fn unit_grade(s: Source<'_>, i: usize) -> Option<&Grade> {
    let (site, at) = site_of_unit(s, i);
    s.results.get(site)?.grades.get(at)
}

fn site_of_vessel(s: Source<'_>, i: usize) -> (&Site, usize) {
    let (site, at) = s.rows.vessels[i];
    (&s.city.sites[site as usize], at as usize)
}

fn vessel(s: Source<'_>, i: usize) -> &Vessel {
    let (site, at) = site_of_vessel(s, i);
    &site.vessels[at].1
}

const ID: (&str, &str) = ("编号", "Identifier");
const NAME: (&str, &str) = ("名称", "Name");
const FACILITY: (&str, &str) = ("企业", "Facility");
const FIRE_CLASS: (&str, &str) = ("火灾危险性类别", "Fire hazard class of GB 50016");

pub(super) static FACILITIES: Collection = Collection {
    id: "facilities",
    title_zh: "企业",
    title_en: "Facilities",
    about_zh: "涉及危险化学品的企业，含重大危险源等级与违规数",
    about_en: "Plants and other sites with hazardous chemicals, with their major-hazard level and violations",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: true,
    time: Some(("built_on", None)),
    columns: &{
        const FROM: [Column; 3] = provenance!(facility);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&facility(s, i).id)).drawn(),
            text("name", NAME, |s, i| is(&facility(s, i).name)).drawn(),
            text("kind", ("类别", "Kind: production, storage, use, filling_station, oil_depot, fireworks or other"), |s, i| {
                is(facility(s, i).kind.code())
            })
            .drawn(),
            text("status", ("状态", "Status: in_service, new, planned, stopped or closed"), |s, i| {
                is(facility(s, i).status.code())
            })
            .drawn(),
            integer("level", ("重大危险源等级, 0 为无或未知", "Level of its worst major hazard installation, 1 to 4; 0 for none or unknown"), |s, i| {
                is(worst(s, i).and_then(|g| g.level).unwrap_or(0))
            })
            .drawn(),
            text("verdict", ("辨识结论", "Verdict: graded, not_major_hazard or unknown"), |s, i| {
                is(worst(s, i).map_or("unknown", |g| grade::verdict(g.verdict)))
            })
            .drawn(),
            text("colour", ("等级颜色", "Colour of the level: red, orange, yellow, blue, grey or none"), |s, i| {
                is(worst(s, i).map_or("grey", |g| grade::colour(g.verdict, g.level)))
            })
            .drawn(),
            integer("violations", ("距离违规数", "Distance violations that start from it"), |s, i| {
                is(s.results[i].count(Verdict::Violation))
            })
            .drawn(),
            integer("unknown", ("无法判定数", "Distances that could not be judged"), |s, i| {
                is(s.results[i].count(Verdict::Unknown))
            })
            .drawn(),
            text("uscc", ("统一社会信用代码", "Unified social credit code"), |s, i| known(facility(s, i).uscc.as_deref())),
            day("built_on", ("建成日期", "Date of construction"), |s, i| known(facility(s, i).built_on.as_deref())),
            text("fire_class", FIRE_CLASS, |s, i| known(facility(s, i).fire_class.map(FireClass::code))),
            text("design_code", ("适用设计规范", "Design code that governs its distances, where given"), |s, i| {
                known(facility(s, i).design_code.as_deref())
            }),
            number("capacity_m3", ("总罐容", "Total tank capacity, where given"), |s, i| known(facility(s, i).capacity_m3)).unit("m3"),
            number("people_within_500_m", ("边界外 500 米内人数", "People within 500 m of the boundary"), |s, i| {
                known(s.results[i].exposure.counted())
            }),
            text("district_code", ("所在区县", "District that it lies in"), |s, i| {
                known(s.city.place_names(centre(s.city, &s.city.sites[i])).county.map(|d| d.code.as_str()))
            }),
            text("town_code", ("所在镇街", "Town that it lies in"), |s, i| {
                known(s.city.place_names(centre(s.city, &s.city.sites[i])).town.map(|d| d.code.as_str()))
            }),
            text("park_id", ("所在园区", "Park that it lies in"), |s, i| {
                known(s.city.place_names(centre(s.city, &s.city.sites[i])).park.map(|p| p.id.as_str()))
            }),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.city.sites.len(),
    key: |s, i| Cow::Borrowed(&facility(s, i).id),
    geometry: |s, i| Some(Cow::Borrowed(&facility(s, i).geometry)),
};

pub(super) static UNITS: Collection = Collection {
    id: "units",
    title_zh: "单元",
    title_en: "Units",
    about_zh: "GB 18218-2018 的生产单元和储存单元及其分级；没有轮廓的单元没有几何",
    about_en: "Production and storage units of GB 18218-2018 with their grades; one without an outline has no geometry",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: false,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(unit);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&unit(s, i).id)),
            text("facility_id", FACILITY, |s, i| is(&unit(s, i).facility_id)),
            text("name", NAME, |s, i| is(&unit(s, i).name)),
            text(
                "kind",
                ("类别: production storage", "Kind: production or storage"),
                |s, i| is(unit(s, i).kind.code()),
            ),
            text(
                "processes",
                (
                    "重点监管工艺编号, 以逗号分隔",
                    "Numbers of its supervised processes, with commas between",
                ),
                |s, i| {
                    let numbers: Vec<String> =
                        unit(s, i).processes.iter().map(u8::to_string).collect();
                    known((!numbers.is_empty()).then(|| numbers.join(",")))
                },
            ),
            text("fire_class", FIRE_CLASS, |s, i| {
                known(unit(s, i).fire_class.map(FireClass::code))
            }),
            text(
                "verdict",
                ("辨识结论", "Verdict: graded, not_major_hazard or unknown"),
                |s, i| known(unit_grade(s, i).map(|g| grade::verdict(g.verdict))),
            ),
            integer(
                "level",
                (
                    "重大危险源等级",
                    "Level of the major hazard installation, 1 to 4",
                ),
                |s, i| known(unit_grade(s, i).and_then(|g| g.level)),
            ),
            number(
                "s",
                (
                    "辨识指标 S; 有缺项时为下限",
                    "S of GB 18218; a lower bound where something is missing",
                ),
                |s, i| known(unit_grade(s, i).and_then(|g| g.s)),
            ),
            number(
                "r",
                (
                    "分级指标 R; 有缺项时为下限",
                    "R of GB 18218; a lower bound where something is missing",
                ),
                |s, i| known(unit_grade(s, i).and_then(|g| g.r)),
            ),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.rows.units.len(),
    key: |s, i| Cow::Borrowed(&unit(s, i).id),
    geometry: |s, i| unit(s, i).geometry.as_ref().map(Cow::Borrowed),
};

pub(super) static VESSELS: Collection = Collection {
    id: "vessels",
    title_zh: "储罐",
    title_en: "Vessels",
    about_zh: "储罐、反应器和堆垛；只有中心点和直径的画成圆",
    about_en: "Tanks, reactors and stacks; one that is given by its centre and diameter is drawn round",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: true,
    time: None,
    columns: &{
        const FROM: [Column; 3] = provenance!(vessel);
        let [synthetic, file, at] = FROM;
        [
            text("id", ID, |s, i| is(&vessel(s, i).id)).drawn(),
            text("unit_id", ("单元", "Unit"), |s, i| {
                is(&vessel(s, i).unit_id)
            })
            .drawn(),
            text("facility_id", FACILITY, |s, i| {
                is(&site_of_vessel(s, i).0.facility.id)
            })
            .drawn(),
            text(
                "substance",
                ("物质: CAS 号或名称", "Substance: CAS number or name"),
                |s, i| known(vessel(s, i).substance.as_deref()),
            )
            .drawn(),
            text(
                "name_zh",
                ("物质中文名", "Chinese name of the substance"),
                |s, i| {
                    let known_as = vessel(s, i).substance.as_deref();
                    let first = known_as.and_then(|name| substances::find(name).first().copied());
                    known(first.map(|k| k.name_zh.as_str()))
                },
            )
            .drawn(),
            number(
                "quantity_t",
                ("设计最大量", "Design maximum quantity"),
                |s, i| known(vessel(s, i).quantity_t),
            )
            .unit("t")
            .drawn(),
            text(
                "hazard_class",
                (
                    "GB 18218 表2 危险性类别",
                    "Hazard class of GB 18218 table 2",
                ),
                |s, i| known(vessel(s, i).hazard_class.as_deref()),
            ),
            text(
                "storage",
                ("储存方式", "How it holds its substance"),
                |s, i| known(vessel(s, i).storage.map(Storage::code)),
            ),
            text(
                "placement",
                (
                    "设置方式",
                    "Where it stands: above_ground, covered or buried",
                ),
                |s, i| known(vessel(s, i).placement.map(Placement::code)),
            ),
            text(
                "roof",
                ("罐顶: fixed floating", "Roof: fixed or floating"),
                |s, i| known(vessel(s, i).roof.map(Roof::code)),
            ),
            number("temperature_c", ("温度", "Temperature"), |s, i| {
                known(vessel(s, i).temperature_c)
            })
            .unit("Cel"),
            number("pressure_kpa", ("表压", "Gauge pressure"), |s, i| {
                known(vessel(s, i).pressure_kpa)
            })
            .unit("kPa"),
            number("volume_m3", ("容积", "Volume"), |s, i| {
                known(vessel(s, i).volume_m3)
            })
            .unit("m3"),
            number("diameter_m", ("外径", "Outer diameter"), |s, i| {
                known(vessel(s, i).diameter_m)
            })
            .unit("m"),
            number(
                "bund_area_m2",
                ("防火堤内面积", "Area inside its dike"),
                |s, i| known(vessel(s, i).bund_area_m2),
            )
            .unit("m2"),
            text(
                "equipment",
                ("失效频率表中的设备", "Key of the frequency table"),
                |s, i| known(vessel(s, i).equipment.as_deref()),
            ),
            text("fire_class", FIRE_CLASS, |s, i| {
                known(vessel(s, i).fire_class.map(FireClass::code))
            }),
            synthetic,
            file,
            at,
        ]
    },
    len: |s| s.rows.vessels.len(),
    key: |s, i| Cow::Borrowed(&vessel(s, i).id),
    geometry: |s, i| {
        let (site, at) = site_of_vessel(s, i);
        Some(outline(
            s,
            &site.vessels[at].1.geometry,
            &site.vessel_footprints[at],
        ))
    },
};

/// A round tank is drawn round.
fn outline<'a>(
    s: Source<'_>,
    geometry: &'a Geometry<f64>,
    footprint: &Footprint,
) -> Cow<'a, Geometry<f64>> {
    if !matches!(geometry, Geometry::Point(_)) || footprint.radius_m() <= 0.0 {
        return Cow::Borrowed(geometry);
    }
    let (centre, r) = (footprint.centre(), footprint.radius_m());
    let corners: u32 = 24;
    let ring: Option<Vec<_>> = (0..=corners)
        .map(|i| {
            let a = std::f64::consts::TAU * f64::from(i % corners) / f64::from(corners);
            let at = Coord {
                x: centre.x + r * a.cos(),
                y: centre.y + r * a.sin(),
            };
            s.city.plane.to_lon_lat(at).ok()
        })
        .collect();
    ring.map_or(Cow::Borrowed(geometry), |r| {
        Cow::Owned(Polygon::new(LineString(r), Vec::new()).into())
    })
}
