//! The tile layers of a snapshot: which features they hold and what a viewer is told of each.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use analysis::assessment::SiteResult;
use analysis::city::City;
use analysis::facts::DistrictLevel;
use analysis::siting::separation::Verdict;
use geo_types::{Geometry, LineString, Point};
use rayon::prelude::*;
use tiles::{Feature, LayerSpec, Merge, Worst};

use crate::name_points;
use crate::risk::CityRisk;
use crate::shown_layer::ShownLayer;
use crate::views::{facility, grade, metres, violation};

/// Layers by name.
pub type Layers = BTreeMap<&'static str, ShownLayer>;

/// Farthest zoom that tiles are made for; a viewer magnifies beyond.
const MAX_ZOOM: u8 = 16;

/// Builds every layer of a run; those that did not change are taken over from the layers before.
pub fn build(
    city: &City,
    results: &[SiteResult],
    run: &Arc<str>,
    before: Option<&Layers>,
) -> Layers {
    type Make = (
        &'static str,
        u8,
        &'static str,
        fn(&City, &[SiteResult]) -> Vec<Feature>,
    );
    let makes: [Make; 8] = [
        ("districts", 0, "行政区划 districts", districts),
        ("parks", 0, "园区 parks", parks),
        (
            "names",
            0,
            "注记 where the names of districts and parks stand, one point each",
            name_points::features,
        ),
        (
            "facilities",
            0,
            "企业 facilities: a point, and the plant boundary from zoom 11",
            facilities,
        ),
        ("vessels", 12, "储罐 vessels", vessels),
        ("targets", 10, "防护目标 protection targets", targets),
        ("population", 9, "人口 population", population),
        (
            "violations",
            0,
            "安全距离违规 safety-distance violations as segments",
            violations,
        ),
    ];
    makes
        .into_par_iter()
        .map(|(name, from, description, make)| {
            let before = before.and_then(|b| b.get(name));
            let spec = spec(name, from, description);
            (
                name,
                ShownLayer::build(spec, make(city, results), run, before),
            )
        })
        .collect()
}

/// Names of all layers.
pub const NAMES: [&str; 15] = [
    "districts",
    "parks",
    "names",
    "facilities",
    "vessels",
    "targets",
    "population",
    "violations",
    "contours",
    "lsir",
    "grades_districts",
    "grades_towns",
    "grades_parks",
    "grades_grid",
    "hidden_hazards",
];

/// Names of the layers of the risk.
pub const OF_RISK: [&str; 2] = ["contours", "lsir"];

/// The layers of the risk as long as it is being computed: they can be described, and have nothing.
pub static PENDING: LazyLock<Layers> =
    LazyLock::new(|| risk_layers(Vec::new(), Vec::new(), &Arc::from("pending"), None));

/// Builds the layers of the risk of a run; those that did not change are taken over from the layers before.
pub fn of_risk(city: &City, risk: &CityRisk, run: &Arc<str>, before: Option<&Layers>) -> Layers {
    risk_layers(contours(city, risk), lsir(city, risk), run, before)
}

fn risk_layers(
    contours: Vec<Feature>,
    lsir: Vec<Feature>,
    run: &Arc<str>,
    before: Option<&Layers>,
) -> Layers {
    let [of_contours, of_lsir] = OF_RISK;
    [
        (
            of_contours,
            0,
            "个人风险等值线 contours of individual risk, the outermost first",
            contours,
        ),
        (
            of_lsir,
            12,
            "个人风险网格 individual risk on a grid of 50 m, from 1e-8 a year",
            lsir,
        ),
    ]
    .into_par_iter()
    .map(|(name, from, description, features)| {
        let before = before.and_then(|b| b.get(name));
        let spec = spec(name, from, description);
        (name, ShownLayer::build(spec, features, run, before))
    })
    .collect()
}

fn spec(name: &'static str, from: u8, description: &str) -> LayerSpec {
    let spec = LayerSpec::new(name, from..=MAX_ZOOM).expect("the names and zooms above are valid");
    let spec = spec.described(description);
    match merge(name) {
        Some(merge) => spec.merged(merge),
        None => spec,
    }
}

/// What a mark says that stands for several things of a layer where a tile would be too full.
fn merge(layer: &str) -> Option<Merge> {
    /// Bands of individual risk that are drawn together, 1/yr.
    const DECADES: [f64; 6] = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];
    /// Bands of population density that are drawn together, people/km².
    const DENSITIES: [f64; 5] = [100.0, 500.0, 2_000.0, 5_000.0, 20_000.0];
    let merge = Merge::new().any("synthetic");
    Some(match layer {
        "facilities" => merge
            .worst(Worst::listed(
                "colour",
                ["red", "orange", "yellow", "blue", "grey"],
            ))
            .worst(Worst::highest("violations"))
            .sum("violations")
            .sum("unknown")
            .carry("level")
            .carry("verdict"),
        "vessels" => merge.worst(Worst::highest("quantity_t")).sum("quantity_t"),
        "targets" => merge
            .worst(Worst::listed(
                "category",
                [
                    "high_sensitivity",
                    "important",
                    "general_1",
                    "general_2",
                    "general_3",
                ],
            ))
            .worst(Worst::highest("people_day"))
            .sum("people_day")
            .sum("people_night")
            .carry("subtype"),
        "population" => merge
            .worst(Worst::banded("density_km2", DENSITIES))
            .sum("people_day")
            .sum("people_night"),
        "violations" => merge
            .worst(Worst::listed("verdict", ["violation", "unknown", "pass"]))
            .worst(Worst::highest("shortfall_m")),
        "lsir" => merge.worst(Worst::banded("per_year", DECADES)),
        _ => return None,
    })
}

/// Whether what the risk is made of is invented.
fn is_synthetic(city: &City) -> bool {
    city.sites.iter().any(|s| s.facility.provenance.synthetic)
        || city.ground.weather.iter().any(|w| w.provenance.synthetic)
}

fn contours(city: &City, risk: &CityRisk) -> Vec<Feature> {
    use geo::MapCoords;
    let synthetic = is_synthetic(city);
    numbered(&risk.contours)
        .filter_map(|(id, c)| {
            let area = c.area.try_map_coords(|at| city.plane.to_lon_lat(at)).ok()?;
            Some(
                Feature::new(id, area)
                    .with("per_year", c.per_year)
                    .with("label", format!("{:e}", c.per_year).as_str())
                    .with("synthetic", synthetic),
            )
        })
        .collect()
}

/// Risk below which a cell is not drawn, 1/yr.
const CELLS_FROM_PER_YEAR: f64 = 1e-8;

fn lsir(city: &City, risk: &CityRisk) -> Vec<Feature> {
    let synthetic = is_synthetic(city);
    let grid = &risk.grid;
    let worth = risk
        .lsir
        .iter()
        .enumerate()
        .filter(|(_, v)| **v >= CELLS_FROM_PER_YEAR);
    worth
        .filter_map(|(i, per_year)| {
            let (x, y) = grid.centre_m(i % grid.columns, i / grid.columns);
            let half = 0.5 * grid.cell_m;
            let ring: Option<Vec<_>> = [
                (-1.0, -1.0),
                (1.0, -1.0),
                (1.0, 1.0),
                (-1.0, 1.0),
                (-1.0, -1.0),
            ]
            .into_iter()
            .map(|(a, b)| {
                let at = geo_types::Coord {
                    x: x + a * half,
                    y: y + b * half,
                };
                city.plane.to_lon_lat(at).ok()
            })
            .collect();
            let cell = geo_types::Polygon::new(LineString(ring?), Vec::new());
            Some(
                Feature::new(i as u64 + 1, cell)
                    .with("per_year", *per_year)
                    .with("synthetic", synthetic),
            )
        })
        .collect()
}

fn numbered<T>(rows: impl IntoIterator<Item = T>) -> impl Iterator<Item = (u64, T)> {
    (1u64..).zip(rows)
}

fn districts(city: &City, _: &[SiteResult]) -> Vec<Feature> {
    numbered(&city.ground.districts)
        .filter(|(_, d)| d.level != DistrictLevel::Province)
        .map(|(id, d)| {
            let from = match d.level {
                DistrictLevel::Town => 10,
                DistrictLevel::Province | DistrictLevel::City | DistrictLevel::County => 0,
            };
            Feature::new(id, d.geometry.clone())
                .with("code", d.code.as_str())
                .with("name", d.name.as_str())
                .with("level", d.level.code())
                .with("synthetic", d.provenance.synthetic)
                .from_zoom(from)
        })
        .collect()
}

fn parks(city: &City, _: &[SiteResult]) -> Vec<Feature> {
    numbered(&city.ground.parks)
        .map(|(id, p)| {
            Feature::new(id, p.geometry.clone())
                .with("id", p.id.as_str())
                .with("name", p.name.as_str())
                .with("kind", p.kind.code())
                .with("synthetic", p.provenance.synthetic)
        })
        .collect()
}

fn facilities(city: &City, results: &[SiteResult]) -> Vec<Feature> {
    let mut features = Vec::new();
    for (id, (site, result)) in numbered(city.sites.iter().zip(results)) {
        let f = &site.facility;
        let worst = result.worst();
        let level = worst.and_then(|g| g.level).unwrap_or(0);
        let describe = |feature: Feature| {
            feature
                .with("id", f.id.as_str())
                .with("name", f.name.as_str())
                .with("kind", f.kind.code())
                .with("status", f.status.code())
                .with("level", u64::from(level))
                .with(
                    "verdict",
                    worst.map_or("unknown", |g| grade::verdict(g.verdict)),
                )
                .with(
                    "colour",
                    worst.map_or("grey", |g| grade::colour(g.verdict, g.level)),
                )
                .with("violations", result.count(Verdict::Violation) as u64)
                .with("unknown", result.count(Verdict::Unknown) as u64)
                .with("synthetic", f.provenance.synthetic)
        };
        let centre = facility::centre(city, site);
        features.push(describe(Feature::new(id, Point(centre))));
        if site.footprint.has_area() {
            // Identifiers are unique within a layer: boundaries are numbered on from the points.
            let boundary = id + city.sites.len() as u64;
            features.push(describe(Feature::new(boundary, f.geometry.clone())).from_zoom(11));
        }
    }
    features
}

fn vessels(city: &City, _: &[SiteResult]) -> Vec<Feature> {
    let all = city.sites.iter().flat_map(|s| {
        s.vessels
            .iter()
            .zip(&s.vessel_footprints)
            .map(move |(v, f)| (s, v, f))
    });
    numbered(all)
        .map(|(id, (site, (unit, v), footprint))| {
            let known = v
                .substance
                .as_deref()
                .and_then(|s| analysis::standards::substances::find(s).first().copied());
            Feature::new(id, outline(city, &v.geometry, footprint))
                .with("id", v.id.as_str())
                .with("unit_id", site.units[*unit].id.as_str())
                .with("facility_id", site.facility.id.as_str())
                .with_known("substance", v.substance.as_deref())
                .with_known("name_zh", known.map(|k| k.name_zh.as_str()))
                .with_known("quantity_t", v.quantity_t)
                .with("synthetic", v.provenance.synthetic)
        })
        .collect()
}

/// A round tank is drawn round.
fn outline(
    city: &City,
    geometry: &Geometry<f64>,
    footprint: &analysis::place::Footprint,
) -> Geometry<f64> {
    if !matches!(geometry, Geometry::Point(_)) || footprint.radius_m() <= 0.0 {
        return geometry.clone();
    }
    let (centre, r) = (footprint.centre(), footprint.radius_m());
    let corners: u32 = 24;
    let ring: Option<Vec<_>> = (0..=corners)
        .map(|i| {
            let a = std::f64::consts::TAU * f64::from(i % corners) / f64::from(corners);
            let at = geo_types::Coord {
                x: centre.x + r * a.cos(),
                y: centre.y + r * a.sin(),
            };
            city.plane.to_lon_lat(at).ok()
        })
        .collect();
    ring.map_or_else(
        || geometry.clone(),
        |r| geo_types::Polygon::new(LineString(r), Vec::new()).into(),
    )
}

fn targets(city: &City, _: &[SiteResult]) -> Vec<Feature> {
    numbered(&city.ground.targets)
        .map(|(id, t)| {
            let of = analysis::standards::subtypes::properties(t.subtype);
            Feature::new(id, t.geometry.clone())
                .with("id", t.id.as_str())
                .with("name", t.name.as_str())
                .with(
                    "category",
                    t.category
                        .or(of.default_category)
                        .map_or("none", |c| c.code()),
                )
                .with("subtype", t.subtype.code())
                .with_known("people_day", t.people_day)
                .with_known("people_night", t.people_night)
                .with("synthetic", t.provenance.synthetic)
        })
        .collect()
}

fn population(city: &City, _: &[SiteResult]) -> Vec<Feature> {
    use geo::Area;
    numbered(city.ground.population.iter().zip(&city.ground.cells))
        .map(|(id, (p, cell))| {
            let area_km2 = cell.unsigned_area() / 1e6;
            let feature = Feature::new(id, p.geometry.clone())
                .with("id", p.id.as_str())
                .with("people_day", p.people_day)
                .with("people_night", p.people_night);
            let density =
                (area_km2 > 0.0).then(|| crate::views::round(p.people_night / area_km2, 10.0));
            feature
                .with_known("density_km2", density)
                .with("synthetic", p.provenance.synthetic)
        })
        .collect()
}

fn violations(city: &City, results: &[SiteResult]) -> Vec<Feature> {
    numbered(results.iter().flat_map(|r| &r.findings))
        .map(|(id, f)| {
            let synthetic = city.sites[f.site].facility.provenance.synthetic;
            let (kind, _) = match f.object {
                analysis::siting::separation::Object::Target(t) => ("target", t),
                analysis::siting::separation::Object::Site(s) => ("facility", s),
            };
            let lacking = f.requirement.least_m - f.actual_m;
            Feature::new(id, LineString(vec![f.from, f.to]))
                .with("id", violation::id(city, f).as_str())
                .with("facility_id", city.sites[f.site].facility.id.as_str())
                .with("target_id", violation::object_id(city, f.object))
                .with("target_kind", kind)
                .with("verdict", violation::verdict(f.verdict))
                .with("rule_id", f.rule().id.as_str())
                .with_known("required", metres(f.requirement.least_m))
                .with_known("actual", metres(f.actual_m))
                .with_known(
                    "shortfall_m",
                    if f.verdict == Verdict::Violation {
                        metres(lacking)
                    } else {
                        None
                    },
                )
                .with("synthetic", synthetic)
        })
        .collect()
}
