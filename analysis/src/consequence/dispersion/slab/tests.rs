//! Against SLAB's own output and DEGADIS, and what must hold for every cloud.

use proptest::prelude::*;

use super::atmosphere::tests::weather;
use super::entrainment::Closures;
use super::substance::tests::AMMONIA;
use super::*;

const CHLORINE: Substance = Substance {
    molar_mass_kg_mol: 0.070_906,
    vapour_heat_capacity_j_kg_k: 498.1,
    boiling_k: 239.1,
    vaporisation_j_kg: 287_840.0,
    liquid_heat_capacity_j_kg_k: 926.3,
    liquid_density_kg_m3: 1_574.0,
    saturation_b_k: 1_978.34,
    saturation_c_k: -27.01,
};

/// SLAB's problem 2: ammonia, horizontal jet.
fn problem_2() -> SlabCloud {
    let source = SlabSource {
        substance: AMMONIA,
        temperature_k: 239.57,
        liquid_share: 0.81,
        area_m2: 0.93,
        release: Release::HorizontalJet {
            rate_kg_s: 107.87,
            duration_s: 381.0,
            height_m: 1.0,
        },
        reach_m: 3_500.0,
    };
    let air = Atmosphere {
        wind_m_s: 4.5,
        wind_height_m: 2.0,
        roughness_m: 0.003,
        inverse_obukhov_per_m: 0.0221,
        temperature_k: 306.2,
        pressure_pa: 101_325.0,
        humidity: 0.213,
        ground_heat: true,
    };
    run(&source, &air).unwrap()
}

/// SLAB's problem 4: chlorine, vertical jet.
fn problem_4() -> SlabCloud {
    let source = SlabSource {
        substance: CHLORINE,
        temperature_k: 239.1,
        liquid_share: 0.88,
        area_m2: 0.02,
        release: Release::VerticalJet {
            rate_kg_s: 3.33,
            duration_s: 300.0,
            height_m: 1.0,
        },
        reach_m: 12_500.0,
    };
    let air = Atmosphere {
        temperature_k: 276.0,
        humidity: 0.3,
        ..weather(1.0, 0.1, 0.0)
    };
    run(&source, &air).unwrap()
}

/// What SLAB prints at a distance (GasDispersion.jl v0.4.1, `slab_inpr2_out.txt`, `slab_inpr4_out.txt`): x, cv, T, h,
/// bb, u (0: not known), and how far this model may be off them.
const PRINTED: [([f64; 6], f64); 6] = [
    (
        [2.193_5, 0.971_972, 237.049_6, 1.076_71, 0.537_997, 24.679_9],
        0.01,
    ),
    (
        [
            40.173_6, 0.319_966, 214.458_2, 1.923_44, 11.051_69, 7.188_19,
        ],
        0.02,
    ),
    (
        [
            93.090_1, 0.149_594, 241.135_6, 2.405_17, 35.084_28, 4.917_92,
        ],
        0.02,
    ),
    (
        [
            2_991.36,
            7.674_63e-4,
            305.969_9,
            44.030_04,
            330.078_7,
            6.370_06,
        ],
        0.02,
    ),
    (
        [5.015_968, 0.048_313_5, 256.418_6, 1.110_52, 15.658_2, 0.0],
        0.02,
    ),
    (
        [2_359.267, 5.279_82e-6, 275.999_7, 79.632_8, 284.775, 0.0],
        0.02,
    ),
];

#[test]
fn the_standard_problems_are_as_slab_prints_them() {
    let clouds = [problem_2(), problem_4()];
    for (at, ([x, cv, t, h, bb, u], off)) in PRINTED.into_iter().enumerate() {
        let s = clouds[at / 4].slice(x).unwrap();
        let got = [
            s.volume_share / cv,
            s.temperature_k / t,
            s.height_m / h,
            s.half_width_m / bb,
            if u > 0.0 { s.speed_m_s / u } else { 1.0 },
        ];
        for ratio in got {
            assert!((ratio - 1.0).abs() <= off, "{x} m: {got:?}");
        }
    }
}

fn pool(substance: Substance, rate_kg_s: f64, area_m2: f64, duration_s: f64) -> SlabSource {
    SlabSource {
        substance,
        temperature_k: substance.boiling_k,
        liquid_share: 0.0,
        area_m2,
        release: Release::Pool {
            rate_kg_s,
            duration_s,
        },
        reach_m: 5_000.0,
    }
}

/// Substance of the molar mass of air: a release that is the air's.
fn passive(roughness_m: f64) -> (SlabCloud, Closures) {
    let air = Atmosphere {
        ground_heat: false,
        ..weather(5.0, roughness_m, 0.0)
    };
    let air_like = Substance {
        molar_mass_kg_mol: 0.028_964_4,
        ..CHLORINE
    };
    let mut source = pool(air_like, 1e-3, 1.0, f64::INFINITY);
    source.temperature_k = air.temperature_k;
    (run(&source, &air).unwrap(), Closures::of(Wind::of(&air)))
}

/// Far from its source a cloud is as wide as the turbulence of the air makes it, for every averaging time.
#[test]
fn a_passive_plume_is_as_wide_as_the_air_has_it() {
    let (cloud, closures) = passive(0.1);
    for (x, averaging) in [
        (500.0, 10.0),
        (500.0, 600.0),
        (3_000.0, 600.0),
        (3_000.0, 3_600.0),
    ] {
        let cut = cloud.slice(x).unwrap();
        let seen: f64 = averaging / 10.0;
        let known = closures.passive_sigma_m(x) * (seen + (-seen).exp()).powf(0.2);
        let got = cloud.beta_averaged_m(&cut, averaging);
        assert!(
            (got / known - 1.0).abs() < 0.06,
            "{x} m {averaging} s: {got} {known}"
        );
    }
}

/// Without weight and heat the height grows as `u dh/dx = √3 W`, by the friction of the air.
#[test]
fn a_passive_plume_grows_as_the_air_has_it() {
    let (cloud, closures) = passive(0.01);
    let wind = closures.wind;
    let (a, b) = (cloud.slice(200.0).unwrap(), cloud.slice(220.0).unwrap());
    let grown = (b.height_m * b.speed_m_s - a.height_m * a.speed_m_s) / (b.x_m - a.x_m);
    let h = 0.5 * (a.height_m + b.height_m);
    let known = 3f64.sqrt() * 1.5 * 0.41 * wind.friction_m_s * wind.shape(4.0) / wind.shape(h)
        * (1.0 - h / wind.lid_m);
    // The lag behind the wind adds a little shear.
    assert!((grown / known - 1.0).abs() < 0.1, "{grown} {known}");
}

#[test]
fn a_cloud_that_passes_quickly_is_thinned_by_averaging() {
    let source = pool(CHLORINE, 10.0, 50.0, 60.0);
    let cloud = run(&source, &weather(3.0, 0.1, 0.0)).unwrap();
    let at = |averaging| cloud.peak(20.0, 0.0, 0.0, averaging);
    assert!(at(600.0) < 0.2 * at(10.0));
    assert!((at(60.0) / at(50.0) - 1.0).abs() < 0.1);
    let far = |averaging| cloud.peak(2_000.0, 0.0, 0.0, averaging);
    assert!(far(3_600.0) < far(60.0));
}

#[test]
fn a_cloud_comes_and_goes() {
    let source = pool(CHLORINE, 10.0, 50.0, 120.0);
    let cloud = run(&source, &weather(3.0, 0.1, 0.0)).unwrap();
    let seen = |t| cloud.at(100.0, 0.0, 0.0, t, 10.0);
    let middle = cloud.slice(100.0).unwrap().time_s;
    assert!(seen(middle) > 0.5 * cloud.peak(100.0, 0.0, 0.0, 10.0));
    assert!(seen(0.0) < 1e-3 * seen(middle));
    assert!(seen(middle + 600.0) < 1e-2 * seen(middle));
}

#[test]
fn an_isopleth_is_where_the_concentration_is() {
    let source = pool(CHLORINE, 10.0, 50.0, f64::INFINITY);
    let cloud = run(&source, &weather(3.0, 0.1, 0.0)).unwrap();
    let Extent::Until(reach) = cloud.distance(1e-3, 0.0, 600.0) else {
        panic!("{:?}", cloud.distance(1e-3, 0.0, 600.0));
    };
    assert!((cloud.peak(reach, 0.0, 0.0, 600.0) / 1e-3 - 1.0).abs() < 1e-3);
    let half = cloud.half_width_m(0.5 * reach, 1e-3, 0.0, 600.0).unwrap();
    assert!((cloud.peak(0.5 * reach, half, 0.0, 600.0) / 1e-3 - 1.0).abs() < 1e-3);
    assert_eq!(cloud.half_width_m(1.1 * reach, 1e-3, 0.0, 600.0), None);
    assert_eq!(cloud.distance(1.1, 0.0, 600.0), Extent::Nowhere);
    assert!(matches!(
        cloud.distance(1e-12, 0.0, 600.0),
        Extent::Beyond(_)
    ));
}

#[test]
fn what_cannot_be_is_refused_and_what_is_doubtful_said() {
    let source = pool(CHLORINE, 10.0, 50.0, 60.0);
    let calm = Atmosphere {
        wind_m_s: 0.0,
        ..weather(3.0, 0.1, 0.0)
    };
    assert!(
        run(&source, &calm)
            .unwrap_err()
            .to_string()
            .starts_with("wind")
    );
    let none = pool(CHLORINE, -1.0, 50.0, 60.0);
    assert!(run(&none, &weather(3.0, 0.1, 0.0)).is_err());
    assert!(outside(&source, &weather(3.0, 0.1, 0.0)).is_empty());
    let far = outside(&pool(CHLORINE, 10.0, 1e4, 5.0), &weather(0.5, 1.0, 0.0));
    assert_eq!(far.len(), 2, "{far:?}");
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Pool,
    Horizontal,
    Vertical,
    AtOnce,
}

fn sources() -> impl Strategy<Value = SlabSource> {
    let kinds = prop_oneof![
        Just(Kind::Pool),
        Just(Kind::Horizontal),
        Just(Kind::Vertical),
        Just(Kind::AtOnce)
    ];
    let substances = prop_oneof![Just(AMMONIA), Just(CHLORINE)];
    (
        kinds,
        substances,
        -1.0..2.5f64,
        0.0..0.9f64,
        1.0..3.5f64,
        0.0..30.0f64,
        0.3..2.0f64,
    )
        .prop_map(
            |(kind, substance, rate, liquid, duration, height_m, spread)| {
                let rate_kg_s = 10f64.powf(rate);
                let duration_s = 10f64.powf(duration);
                let spread = 10f64.powf(spread);
                let (release, area_m2, liquid_share) = match kind {
                    Kind::Pool => (
                        Release::Pool {
                            rate_kg_s,
                            duration_s,
                        },
                        rate_kg_s * spread,
                        0.0,
                    ),
                    Kind::Horizontal => (
                        Release::HorizontalJet {
                            rate_kg_s,
                            duration_s,
                            height_m,
                        },
                        rate_kg_s / spread,
                        liquid,
                    ),
                    Kind::Vertical => (
                        Release::VerticalJet {
                            rate_kg_s,
                            duration_s,
                            height_m,
                        },
                        rate_kg_s / spread,
                        liquid,
                    ),
                    Kind::AtOnce => (
                        Release::Instantaneous {
                            mass_kg: 100.0 * rate_kg_s,
                        },
                        rate_kg_s * spread,
                        liquid,
                    ),
                };
                SlabSource {
                    substance,
                    temperature_k: substance.boiling_k,
                    liquid_share,
                    area_m2,
                    release,
                    reach_m: 5_000.0,
                }
            },
        )
}

fn airs() -> impl Strategy<Value = Atmosphere> {
    (
        0.7..15.0f64,
        -3.5..-0.5f64,
        1.0..6.0f64,
        260.0..310.0f64,
        any::<bool>(),
    )
        .prop_map(|(wind, z0, class, temperature_k, ground_heat)| {
            let z0 = 10f64.powf(z0);
            Atmosphere {
                temperature_k,
                ground_heat,
                ..weather(wind, z0, inverse_obukhov_per_m(class, z0))
            }
        })
}

/// What the cut should carry of the substance over what it carries: kg/s of a plume, kg of a puff.
fn kept(source: &SlabSource, s: &Slice) -> f64 {
    let box_kg_m = s.half_width_m * s.height_m * s.density_kg_m3 * s.mass_share;
    let (rate, mass) = match source.release {
        Release::Pool {
            rate_kg_s,
            duration_s,
        }
        | Release::HorizontalJet {
            rate_kg_s,
            duration_s,
            ..
        }
        | Release::VerticalJet {
            rate_kg_s,
            duration_s,
            ..
        } => (rate_kg_s, rate_kg_s * duration_s),
        Release::Instantaneous { mass_kg } => (0.0, mass_kg),
    };
    if s.half_length_m.is_finite() {
        4.0 * s.half_length_m * box_kg_m / mass
    } else {
        2.0 * s.speed_m_s * box_kg_m / rate
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn mass_is_kept_and_nothing_is_impossible(source in sources(), air in airs()) {
        let cloud = run(&source, &air).unwrap();
        let last = cloud.slices().last().unwrap();
        prop_assert!(last.x_m > 0.999 * source.reach_m, "ends at {last:?}");
        // A pool may have widened; a vertical jet is told by its shape until its top.
        let from = match source.release {
            Release::Pool { .. } => -cloud.slices()[0].x_m * 1.1,
            Release::VerticalJet { .. } => cloud.slices().iter().rfind(|s| s.rising_m_s > 0.0).map_or(0.0, |s| s.x_m) + 1e-6,
            _ => f64::NEG_INFINITY,
        };
        for s in cloud.slices() {
            prop_assert!((0.0..=1.0).contains(&s.volume_share), "{s:?}");
            prop_assert!((0.0..=1.0 + 1e-9).contains(&s.vapour_share), "{s:?}");
            prop_assert!(s.temperature_k > 100.0 && s.temperature_k < 320.0, "{s:?}");
            prop_assert!(s.height_m > 0.0 && s.half_width_m > 0.0 && s.speed_m_s >= 0.0, "{s:?}");
            prop_assert!(s.centre_m >= 0.0 && s.core_m <= s.half_width_m, "{s:?}");
            let fed = s.half_length_m.is_finite() && s.time_s < source.duration_s() * (1.0 - 1e-9);
            if s.x_m >= from * (1.0 - 1e-9) && !fed {
                prop_assert!((kept(&source, s) - 1.0).abs() < 1e-3, "{} {s:?}", kept(&source, s));
            }
        }
        for x in [1.0, 10.0, 100.0, 1_000.0] {
            for y in [0.0, 30.0] {
                let share = cloud.peak(x, y, 0.0, 60.0);
                prop_assert!((0.0..=1.0).contains(&share), "{x} {y}: {share}");
                prop_assert!(share <= cloud.peak(x, 0.0, 0.0, 60.0) + 1e-12);
            }
        }
    }

    /// At the ground, of sources on it. (That of a vertical jet comes down somewhere.)
    #[test]
    fn beyond_its_maximum_the_concentration_falls(source in sources(), air in airs()) {
        let mut source = source;
        match &mut source.release {
            Release::HorizontalJet { height_m, .. } => *height_m = 0.0,
            Release::VerticalJet { .. } => return Ok(()),
            _ => {}
        }
        let cloud = run(&source, &air).unwrap();
        // What is lighter than air rises, and is at the ground again when it has grown.
        if cloud.slices().iter().any(|s| s.centre_m > 0.0) {
            return Ok(());
        }
        let (mut before, mut fell) = (f64::INFINITY, false);
        for step in 0..110 {
            let x = 10f64.powf(f64::from(step) / 30.0);
            let share = cloud.peak(x, 0.0, 0.0, 0.0);
            prop_assert!(!fell || share <= 1.02 * before, "{x} m: {before} {share}");
            fell |= share < 0.999 * before;
            before = share;
        }
    }

    #[test]
    fn a_small_change_moves_the_distance_a_little(source in sources(), air in airs(), what in 0..6usize) {
        let mut source = source;
        match &mut source.release {
            Release::HorizontalJet { height_m, .. } => *height_m = 0.0,
            Release::VerticalJet { .. } => return Ok(()),
            _ => {}
        }
        let (mut other, mut weather) = (source, air);
        match (what, &mut other.release) {
            (0, _) => weather.wind_m_s *= 1.001,
            (1, _) => weather.temperature_k *= 1.001,
            (2, _) => weather.roughness_m *= 1.001,
            (3, _) => other.area_m2 *= 1.001,
            (4, Release::Instantaneous { mass_kg }) => *mass_kg *= 1.001,
            (4, Release::Pool { rate_kg_s, .. } | Release::HorizontalJet { rate_kg_s, .. }) => *rate_kg_s *= 1.001,
            (_, Release::Pool { duration_s, .. } | Release::HorizontalJet { duration_s, .. }) => *duration_s *= 1.001,
            _ => other.liquid_share *= 1.001,
        }
        let (a, b) = (run(&source, &air).unwrap(), run(&other, &weather).unwrap());
        // What is near the density of air is now heavier, now lighter.
        if [&a, &b].iter().any(|c| c.slices().iter().any(|s| s.centre_m > 0.0)) {
            return Ok(());
        }
        for share in [0.05, 0.001, 2e-5] {
            if let (Extent::Until(p), Extent::Until(q)) = (a.distance(share, 0.0, 0.0), b.distance(share, 0.0, 0.0)) {
                // Over the source distances are small, and of either sign.
                let allowed = 0.05 * p.abs() + 0.01 * source.area_m2.sqrt();
                prop_assert!((p - q).abs() <= allowed, "{share}: {p} {q}");
            }
        }
    }
}
