//! Results: violations, contours of the risk, the risk on its grid.

use std::borrow::Cow;

use analysis::risk::contours::Contour;
use analysis::siting::sentence;
use analysis::siting::separation::{Object, Separation, Verdict};
use geo::{Area, MapCoords};
use geo_types::{Coord, Geometry, LineString, Polygon};

use super::column::{integer, is, known, number, text, truth};
use super::{Collection, Source};
use crate::views::{metres, violation};

fn finding(s: Source<'_>, i: usize) -> &Separation {
    let (site, at) = s.rows.findings[i];
    &s.results[site as usize].findings[at as usize]
}

fn contour(s: Source<'_>, i: usize) -> Option<&Contour> {
    s.risk?.0.contours.get(i)
}

fn label(s: Source<'_>, i: usize) -> Option<String> {
    contour(s, i).map(|c| format!("{:e}", c.per_year))
}

/// Number of a cell in the grid.
fn cell(s: Source<'_>, i: usize) -> Option<usize> {
    s.risk?.1.cells.get(i).map(|c| *c as usize)
}

const SYNTHETIC: (&str, &str) = ("是否源于合成数据", "Whether it rests on invented data");
const PER_YEAR: (&str, &str) = ("个人风险, 每年", "Individual risk per year");

pub(super) static VIOLATIONS: Collection = Collection {
    id: "violations",
    title_zh: "安全距离违规",
    title_en: "Safety-distance violations",
    about_zh: "小于规定距离、或因缺项无法判定的企业与目标，以最近处的线段表示",
    about_en: "Plants and targets nearer to each other than their rule asks, or that cannot be judged, as segments where they are nearest",
    shape: "geometry-linestring",
    of_risk: false,
    is_drawn: true,
    time: None,
    columns: &[
        text("id", ("编号", "Identifier"), |s, i| {
            is(violation::id(s.city, finding(s, i)))
        })
        .drawn(),
        text(
            "facility_id",
            ("须保持距离的企业", "Facility that has to keep the distance"),
            |s, i| is(&s.city.sites[finding(s, i).site].facility.id),
        )
        .drawn(),
        text(
            "target_id",
            ("防护目标或相邻企业", "What it is too near to"),
            |s, i| is(violation::object_id(s.city, finding(s, i).object)),
        )
        .drawn(),
        text(
            "target_kind",
            (
                "目标种类: target facility",
                "What that is: target or facility",
            ),
            |s, i| {
                is(match finding(s, i).object {
                    Object::Target(_) => "target",
                    Object::Site(_) => "facility",
                })
            },
        )
        .drawn(),
        text(
            "verdict",
            ("结论: violation unknown", "Verdict: violation or unknown"),
            |s, i| is(violation::verdict(finding(s, i).verdict)),
        )
        .drawn(),
        text("rule_id", ("规则编号", "Rule"), |s, i| {
            is(&finding(s, i).rule().id)
        })
        .drawn(),
        number(
            "required",
            ("规定距离", "Distance asked whatever is missing"),
            |s, i| known(metres(finding(s, i).requirement.least_m)),
        )
        .unit("m")
        .drawn(),
        number("actual", ("实际距离", "Least distance"), |s, i| {
            known(metres(finding(s, i).actual_m))
        })
        .unit("m")
        .drawn(),
        number("shortfall_m", ("不足", "How much is lacking"), |s, i| {
            let f = finding(s, i);
            let is_certain = f.verdict == Verdict::Violation;
            known(metres(f.requirement.least_m - f.actual_m).filter(|_| is_certain))
        })
        .unit("m")
        .drawn(),
        text(
            "facility_name",
            ("企业名称", "Name of the facility"),
            |s, i| is(&s.city.sites[finding(s, i).site].facility.name),
        ),
        text(
            "target_name",
            ("目标名称", "Name of what it is too near to"),
            |s, i| is(sentence::object_name(s.city, finding(s, i).object)),
        ),
        text("standard", ("标准", "Standard"), |s, i| {
            is(&finding(s, i).rule().standard)
        }),
        text("clause", ("条款", "Clause"), |s, i| {
            is(&finding(s, i).rule().clause)
        }),
        text(
            "confidence",
            ("数值可信度", "Confidence of the number"),
            |s, i| is(&finding(s, i).rule().confidence),
        ),
        text(
            "sentence_zh",
            ("说明", "The finding as a sentence, Chinese"),
            |s, i| is(sentence::zh(s.city, finding(s, i))),
        ),
        text(
            "sentence_en",
            ("英文说明", "The finding as a sentence, English"),
            |s, i| is(sentence::en(s.city, finding(s, i))),
        ),
        truth("synthetic", SYNTHETIC, |s, i| {
            is(s.city.sites[finding(s, i).site]
                .facility
                .provenance
                .synthetic)
        })
        .drawn(),
    ],
    len: |s| s.rows.findings.len(),
    key: |s, i| Cow::Owned(violation::id(s.city, finding(s, i))),
    geometry: |s, i| {
        let f = finding(s, i);
        Some(Cow::Owned(LineString(vec![f.from, f.to]).into()))
    },
};

pub(super) static CONTOURS: Collection = Collection {
    id: "contours",
    title_zh: "个人风险等值线",
    title_en: "Contours of individual risk",
    about_zh: "个人风险达到各限值(GB 36894-2018)的区域，最外圈在先",
    about_en: "Areas in which individual risk reaches each limit of GB 36894-2018",
    shape: "geometry-multipolygon",
    of_risk: true,
    is_drawn: true,
    time: None,
    columns: &[
        number("per_year", PER_YEAR, |s, i| {
            known(contour(s, i).map(|c| c.per_year))
        })
        .unit("/a")
        .drawn(),
        text("label", ("限值", "The level as a text"), |s, i| {
            known(label(s, i))
        })
        .drawn(),
        number("area_km2", ("面积", "Area"), |s, i| {
            known(contour(s, i).map(|c| c.area.unsigned_area() / 1e6))
        })
        .unit("km2"),
        truth("synthetic", SYNTHETIC, |s, _| {
            known(s.risk.map(|(_, rows)| rows.is_synthetic))
        })
        .drawn(),
    ],
    len: |s| s.risk.map_or(0, |(risk, _)| risk.contours.len()),
    key: |s, i| Cow::Owned(label(s, i).unwrap_or_default()),
    geometry: |s, i| {
        let area = &contour(s, i)?.area;
        let degrees = area.try_map_coords(|at| s.city.plane.to_lon_lat(at)).ok()?;
        Some(Cow::Owned(Geometry::from(degrees)))
    },
};

/// Corners of a cell from its middle, in halves of its side.
const CORNERS: [(f64, f64); 5] = [
    (-1.0, -1.0),
    (1.0, -1.0),
    (1.0, 1.0),
    (-1.0, 1.0),
    (-1.0, -1.0),
];

pub(super) static LSIR: Collection = Collection {
    id: "lsir",
    title_zh: "个人风险网格",
    title_en: "Individual risk on a grid",
    about_zh: "50 米网格上的个人风险，每年 1e-8 以上",
    about_en: "Individual risk on a grid of 50 m, from 1e-8 a year",
    shape: "geometry-polygon",
    of_risk: true,
    is_drawn: true,
    time: None,
    columns: &[
        number("per_year", PER_YEAR, |s, i| {
            known(cell(s, i).and_then(|c| s.risk.map(|(risk, _)| risk.lsir[c])))
        })
        .unit("/a")
        .drawn(),
        integer(
            "column",
            ("列", "Column of the grid, from the west"),
            |s, i| known(cell(s, i).and_then(|c| s.risk.map(|(risk, _)| c % risk.grid.columns))),
        ),
        integer("row", ("行", "Row of the grid, from the south"), |s, i| {
            known(cell(s, i).and_then(|c| s.risk.map(|(risk, _)| c / risk.grid.columns)))
        }),
        truth("synthetic", SYNTHETIC, |s, _| {
            known(s.risk.map(|(_, rows)| rows.is_synthetic))
        })
        .drawn(),
    ],
    len: |s| s.risk.map_or(0, |(_, rows)| rows.cells.len()),
    key: |s, i| {
        let columns = s.risk.map_or(1, |(risk, _)| risk.grid.columns.max(1));
        // Rows and columns have the same number of digits, so that the order of the texts is that of the numbers.
        let at = cell(s, i).map(|c| format!("{:05}-{:05}", c / columns, c % columns));
        Cow::Owned(at.unwrap_or_default())
    },
    geometry: |s, i| {
        let grid = &s.risk?.0.grid;
        let at = cell(s, i)?;
        let (x, y) = grid.centre_m(at % grid.columns, at / grid.columns);
        let half = 0.5 * grid.cell_m;
        let corner = |(a, b): (f64, f64)| {
            let at = Coord {
                x: x + a * half,
                y: y + b * half,
            };
            s.city.plane.to_lon_lat(at).ok()
        };
        let ring: Option<Vec<_>> = CORNERS.into_iter().map(corner).collect();
        Some(Cow::Owned(
            Polygon::new(LineString(ring?), Vec::new()).into(),
        ))
    },
};
