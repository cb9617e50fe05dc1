//! View factors of a sphere above the ground.
//!
//! ```text
//! Fmax = (D/2)² / (r² + H²)
//! Fv   = (D/2)² r / (r² + H²)^1.5
//! Fh   = (D/2)² H / (r² + H²)^1.5
//! ```
//!
//! D diameter, H height of the centre, r distance on the ground from below the centre, all in m. Closed forms
//! for a sphere that the surface sees whole (Fv: r >= D/2). Source: TNO Yellow Book CPR 14E (2005) 6.5.7; CCPS,
//! *Guidelines for VCE, BLEVE and Flash Fire*, 2nd ed. 2010; exact geometry (verified).

use super::view_factor::ViewFactor;
use crate::consequence::{Outside, Range};

/// View factors from a point on the ground; inside the sphere everything is 1.
pub fn sphere(diameter_m: f64, centre_height_m: f64, distance_m: f64) -> ViewFactor {
    let radius = diameter_m / 2.0;
    let away = distance_m.hypot(centre_height_m);
    if away <= radius {
        return ViewFactor::INSIDE;
    }
    // Fmax = (D/2)² / (r² + H²)
    let maximum = (radius / away) * (radius / away);
    ViewFactor {
        vertical: maximum * distance_m.abs() / away,
        horizontal: maximum * centre_height_m.abs() / away,
        maximum,
    }
}

/// Whether the point is so near that a vertical surface sees only a part of the sphere.
pub fn outside(diameter_m: f64, distance_m: f64) -> Option<Outside> {
    Range {
        what: "distance on the ground in m",
        min: diameter_m / 2.0,
        max: f64::MAX,
        source: "a vertical surface sees the whole sphere from D/2 on",
    }
    .check(distance_m)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn components_make_the_whole_and_it_falls_with_distance(
            d in 1.0f64..500.0, lift in 0.5f64..2.0, r in 0.0f64..3000.0, more in 0.0f64..100.0,
        ) {
            let (near, far) = (sphere(d, lift * d, r), sphere(d, lift * d, r + more));
            prop_assert!((near.vertical.hypot(near.horizontal) - near.maximum).abs() < 1e-12);
            prop_assert!(far.maximum <= near.maximum && near.maximum <= 1.0);
        }
    }

    #[test]
    fn on_its_surface_and_inside_it_is_whole() {
        assert!((sphere(10.0, 0.0, 5.0 + 1e-12).maximum - 1.0).abs() < 1e-9);
        assert_eq!(sphere(10.0, 3.0, 1.0), ViewFactor::INSIDE);
        assert!(outside(10.0, 4.0).is_some() && outside(10.0, 6.0).is_none());
    }
}
