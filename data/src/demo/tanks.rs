//! Groups of tanks in dikes: sizes, gaps, places.
//!
//! Tanks stand in rows. The gap between two shells over the diameter is lognormal with median 0.40,
//! as measured on 3 674 tanks of OpenStreetMap (Houston 0.34, Fujairah 0.37, Zhoushan 0.39, Jurong
//! 0.46; ODbL). A dike keeps half the height of a tank free around it (GB 50160-2008 6.2.13).

use std::f64::consts::PI;

use analysis::facts::Storage;

use super::shape::{Frame, P};
use super::stream::Stream;
use super::stuff::Stuff;

/// What a vessel looks like from above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// Upright cylinder.
    Upright { height_m: f64 },
    /// Sphere.
    Sphere,
    /// Lying cylinder.
    Lying { length_m: f64 },
}

/// Equal tanks in one dike.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub form: Form,
    pub diameter_m: f64,
    pub volume_m3: f64,
    pub count: usize,
    rows: usize,
    gap_m: f64,
    margin_m: f64,
}

/// One tank of a group, by its place in the frame of the dike.
pub(super) struct Place {
    pub u: f64,
    pub v: f64,
}

fn tenth(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

impl Group {
    /// `count` tanks of about `volume_m3` each that hold `stuff`.
    pub fn new(stuff: &Stuff, volume_m3: f64, count: usize, stream: &mut Stream) -> Self {
        let is_pressurised = matches!(
            stuff.storage,
            Storage::PressurisedLiquefied | Storage::CompressedGas
        );
        let volume_m3 = if volume_m3 < 10.0 {
            tenth(volume_m3).max(0.5)
        } else {
            volume_m3.round()
        };
        let (form, diameter_m) = if is_pressurised && volume_m3 > 200.0 {
            (Form::Sphere, libm::cbrt(6.0 * volume_m3 / PI))
        } else if is_pressurised {
            // About three and a half times as long as wide.
            let diameter_m = libm::cbrt(volume_m3 / (3.5 * PI / 4.0)).min(3.4);
            (
                Form::Lying {
                    length_m: volume_m3 / (PI / 4.0 * diameter_m * diameter_m),
                },
                diameter_m,
            )
        } else {
            // A fifth higher than wide, at most 15 m.
            let diameter_m = libm::cbrt(volume_m3 / (1.2 * PI / 4.0));
            let height_m = (1.2 * diameter_m).min(15.0);
            (
                Form::Upright { height_m },
                (volume_m3 / (PI / 4.0 * height_m)).sqrt(),
            )
        };
        Self::of(form, diameter_m, volume_m3, count, stream)
    }

    /// Large upright tanks of a port.
    pub fn port(count: usize, stream: &mut Stream) -> Self {
        let diameter_m = tenth(stream.between(20.0, 38.0));
        let height_m = (0.45 * diameter_m).clamp(11.0, 16.0);
        let volume_m3 = (PI / 4.0 * diameter_m * diameter_m * height_m).round();
        Self::of(
            Form::Upright { height_m },
            diameter_m,
            volume_m3,
            count,
            stream,
        )
    }

    fn of(form: Form, diameter_m: f64, volume_m3: f64, count: usize, stream: &mut Stream) -> Self {
        // Rounded up, so that the volume still fits.
        let diameter_m = (diameter_m * 10.0).ceil() / 10.0;
        let ratio = stream.lognormal(0.40, 0.35, 0.2, 1.2);
        let margin_m = match form {
            Form::Upright { height_m } => (height_m / 2.0).max(2.0),
            Form::Sphere => 6.0,
            Form::Lying { .. } => 3.0,
        };
        let rows = if count >= 4 && !matches!(form, Form::Lying { .. }) {
            2
        } else {
            1
        };
        Self {
            form,
            diameter_m,
            volume_m3,
            count,
            rows,
            gap_m: (ratio * diameter_m).max(0.8),
            margin_m,
        }
    }

    /// The same with one tank less; the last one cannot go.
    pub fn smaller(mut self) -> Option<Self> {
        self.count = self.count.checked_sub(1).filter(|&n| n > 0)?;
        if self.count < 4 {
            self.rows = 1;
        }
        Some(self)
    }

    fn columns(&self) -> usize {
        self.count.div_ceil(self.rows)
    }

    /// Size of one tank along the row and across it.
    fn footprint_m(&self) -> (f64, f64) {
        match self.form {
            Form::Lying { length_m } => (self.diameter_m, length_m),
            _ => (self.diameter_m, self.diameter_m),
        }
    }

    /// Width and depth of the dike, m.
    pub fn dike_m(&self) -> (f64, f64) {
        let (a, b) = self.footprint_m();
        let run = |n: usize, size: f64| {
            n as f64 * size + (n - 1) as f64 * self.gap_m + 2.0 * self.margin_m
        };
        (run(self.columns(), a), run(self.rows, b))
    }

    /// Centres of the tanks in the frame of the dike.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let (a, b) = self.footprint_m();
        let at =
            move |i: usize, size: f64| self.margin_m + size / 2.0 + i as f64 * (size + self.gap_m);
        let columns = self.columns();
        (0..self.count).map(move |n| Place {
            u: at(n % columns, a),
            v: at(n / columns, b),
        })
    }

    /// Corners of a lying tank about its centre; nothing for a round one, which its diameter tells.
    pub fn outline(&self, frame: &Frame, place: &Place) -> Option<Vec<P>> {
        let Form::Lying { length_m } = self.form else {
            return None;
        };
        let (a, b) = (self.diameter_m / 2.0, length_m / 2.0);
        Some(frame.rect(place.u - a, place.v - b, place.u + a, place.v + b))
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::{distance, p};
    use super::super::stuff::stuff;
    use super::*;

    #[test]
    fn a_tank_holds_what_its_diameter_and_height_allow() {
        for (key, volume_m3) in [
            ("108-88-3", 20.0),
            ("108-88-3", 480.0),
            ("108-88-3", 3_000.0),
            ("7664-41-7", 60.0),
            ("115-07-1", 1_000.0),
        ] {
            let g = Group::new(
                stuff(key),
                volume_m3,
                6,
                &mut Stream::of(1, "group", volume_m3 as usize),
            );
            let d = g.diameter_m;
            let full_m3 = match g.form {
                Form::Upright { height_m } => PI / 4.0 * d * d * height_m,
                Form::Sphere => PI / 6.0 * d * d * d,
                Form::Lying { length_m } => PI / 4.0 * d * d * length_m,
            };
            assert!(
                full_m3 >= g.volume_m3 && full_m3 < 1.2 * g.volume_m3,
                "{key} {volume_m3}: {full_m3}"
            );
        }
    }

    #[test]
    fn tanks_stand_apart_and_inside_their_dike() {
        for n in 0..200 {
            let mut stream = Stream::of(2, "group", n);
            let count = stream.whole(1, 14);
            let g = Group::new(stuff("67-56-1"), 300.0, count, &mut stream);
            let (w, h) = g.dike_m();
            let places: Vec<P> = g.places().map(|q| p(q.u, q.v)).collect();
            assert_eq!(places.len(), count);
            let r = g.diameter_m / 2.0;
            for (i, a) in places.iter().enumerate() {
                assert!(
                    a.x - r >= 1.9 && a.y - r >= 1.9 && a.x + r <= w - 1.9 && a.y + r <= h - 1.9
                );
                assert!(
                    places[..i]
                        .iter()
                        .all(|b| distance(*a, *b) >= 1.2 * g.diameter_m - 1e-9)
                );
            }
        }
    }
}
