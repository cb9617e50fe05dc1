use super::*;

fn options(scale: f64) -> Options {
    Options {
        seed: 1,
        scale,
        imported_at: "2026-01-01T00:00:00+08:00".into(),
    }
}

fn sources() -> Option<Sources> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
    let dir = std::env::var_os("ANJIE_DEMO_CACHE").map_or(root, PathBuf::from);
    if !dir.join("streets.csv").is_file() {
        println!("skipped: no demo sources; run data/demo/fetch.sh or set ANJIE_DEMO_CACHE");
        return None;
    }
    Some(Sources::open(&dir).unwrap())
}

#[test]
fn dump() {
    use geozero::ToJson;
    use std::fmt::Write;
    let t = std::time::Instant::now();
    let s = sources().unwrap();
    println!(
        "sources {:?} towns {} located {}",
        t.elapsed(),
        s.towns.len(),
        s.towns.iter().filter(|t| t.seat.is_some()).count()
    );
    for t in s.towns.iter().filter(|t| t.seat.is_none()) {
        print!("{} ", t.name)
    }
    let t = std::time::Instant::now();
    let scale: f64 = std::env::var("DUMP_SCALE")
        .ok()
        .map_or(0.1, |s| s.parse().unwrap());
    let mut o = options(scale); o.seed = std::env::var("DUMP_SEED").ok().map_or(1, |s| s.parse().unwrap()); let f = city(&s, &o).unwrap();
    println!("city {:?}", t.elapsed());
    println!(
        "districts {} parks {} facilities {} units {} vessels {} targets {} population {}",
        f.districts.len(),
        f.parks.len(),
        f.facilities.len(),
        f.units.len(),
        f.vessels.len(),
        f.targets.len(),
        f.population.len()
    );
    let mut out = String::new();
    let mut add = |layer: &str, kind: &str, g: &geo_types::Geometry<f64>, d: f64| {
        writeln!(out, "{layer}\t{kind}\t{d}\t{}", g.to_json().unwrap()).unwrap();
    };
    for d in &f.districts {
        add(
            "district",
            d.level.code(),
            &geo_types::Geometry::MultiPolygon(d.geometry.clone()),
            0.0,
        )
    }
    for d in &f.parks {
        add(
            "park",
            d.kind.code(),
            &geo_types::Geometry::MultiPolygon(d.geometry.clone()),
            0.0,
        )
    }
    for d in &f.facilities {
        add("facility", d.kind.code(), &d.geometry, 0.0)
    }
    for d in &f.units {
        if let Some(g) = &d.geometry {
            add("unit", d.kind.code(), g, 0.0)
        }
    }
    for d in &f.vessels {
        add(
            "vessel",
            d.substance.as_deref().unwrap_or("?"),
            &d.geometry,
            d.diameter_m.unwrap_or(0.0),
        )
    }
    for d in &f.targets {
        add(
            "target",
            d.subtype.code(),
            &d.geometry,
            d.people_night.unwrap_or(0.0),
        )
    }
    for d in &f.population {
        add(
            "population",
            "",
            &geo_types::Geometry::MultiPolygon(d.geometry.clone()),
            d.people_night,
        )
    }
    std::fs::write("/tmp/demo_dump.tsv", out).unwrap();
    stats(f);
}

fn stats(f: Facts) {
    use analysis::city::City;
    use analysis::grading::major_hazard::Verdict;
    use analysis::siting::separation::{self, violations};
    use std::collections::BTreeMap;
    let t = std::time::Instant::now();
    let c = City::build(f).unwrap();
    println!("build {:?}", t.elapsed());
    let mut by: BTreeMap<(String, u8), usize> = BTreeMap::new();
    let mut levels = [0; 5];
    let mut unknown = 0;
    let mut prod: BTreeMap<String, (usize, Vec<f64>)> = BTreeMap::new();
    let mut alphas: BTreeMap<String, usize> = BTreeMap::new();
    for site in 0..c.sites.len() {
        let (e, gs) = c.grades(site);
        let fac = &c.sites[site].facility;
        let worst = gs
            .iter()
            .filter(|g| g.verdict == Verdict::Graded)
            .filter_map(|g| g.level)
            .min();
        if gs.iter().any(|g| g.verdict == Verdict::Unknown) {
            unknown += 1
        }
        let smax = gs.iter().filter_map(|g| g.s).fold(0.0, f64::max);
        if fac.kind == analysis::facts::FacilityKind::Production {
            *alphas
                .entry(format!(
                    "{:?}",
                    e.counted().map(analysis::standards::gb18218::alpha)
                ))
                .or_default() += 1;
        }
        let e = prod
            .entry(fac.name.chars().skip(6).filter(|c| !c.is_ascii()).collect())
            .or_default();
        e.0 += 1;
        e.1.push((smax * 100.0).round() / 100.0);
        levels[worst.unwrap_or(0) as usize] += 1;
        *by.entry((fac.kind.code().into(), worst.unwrap_or(0)))
            .or_default() += 1;
    }
    println!(
        "levels {levels:?} total {} unknown {unknown} {by:?} alphas {alphas:?}",
        levels[1..].iter().sum::<usize>()
    );
    for (k, v) in &mut prod {
        v.1.sort_by(f64::total_cmp);
        println!(
            "{k} {} S>=1 {} median {:?} max {:?}",
            v.0,
            v.1.iter().filter(|s| **s >= 1.0).count(),
            v.1[v.1.len() / 2],
            v.1.last()
        );
    }
    let t = std::time::Instant::now();
    let mut rules: BTreeMap<(String, String, String, String), usize> = BTreeMap::new();
    let (mut v, mut u) = (0, 0);
    let mut sites = std::collections::BTreeSet::new();
    for site in 0..c.sites.len() {
        for s in violations(&c, site).unwrap() {
            if s.verdict == separation::Verdict::Violation {
                v += 1;
                sites.insert(site);
                let to = match s.object {
                    separation::Object::Target(t) => c.ground.targets[t].subtype.code().to_owned(),
                    separation::Object::Site(_) => "facility".into(),
                };
                let wards = c
                    .ground
                    .place_names(s.from)
                    .park
                    .map_or("none".to_owned(), |p| format!("{:?}", p));
                let _ = wards;
                *rules
                    .entry((
                        c.sites[site].facility.kind.code().into(),
                        s.rule().standard.clone(),
                        to,
                        String::new(),
                    ))
                    .or_default() += 1;
            } else {
                u += 1
            }
        }
    }
    println!(
        "violations {v} unknown {u} sites {} in {:?}",
        sites.len(),
        t.elapsed()
    );
    for (k, n) in rules {
        println!("{k:?} {n}");
    }
}
