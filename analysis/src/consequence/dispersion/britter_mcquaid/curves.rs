//! The curves of Britter and McQuaid: log10 of the scaled distance to a share of the source's concentration, in
//! straight pieces of the source's parameter alpha.
//!
//! ```text
//! plume  alpha = 0.2 log10(g0^2 Q0/u10^5)           beta = log10(x/D),         D = (Q0/u10)^1/2
//! puff   alpha = 0.5 log10(g0 V0^(1/3)/u10^2)       beta = log10(x/V0^(1/3))
//! ```
//!
//! Between two curves the share is linear in beta. The pieces of a curve do not meet exactly: at an end of a piece
//! beta jumps by up to 0.006 (plume) or 0.009 (puff), as printed, which is 2 % of the distance. Below the first
//! alpha the curves are level: the limit of a cloud without weight.
//!
//! Source: CCPS (1999) p. 118 for the plume `[V]`, and the same book for the puff `[V]`.

/// A piece of a curve: up to an alpha, `beta = slope alpha + offset`.
type Piece = (f64, f64, f64);

const END: f64 = f64::INFINITY;

/// Shares of the source's concentration for which there are curves of a plume.
pub const PLUME_SHARES: [f64; 6] = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002];
/// Shares of the source's concentration for which there are curves of a puff.
pub const PUFF_SHARES: [f64; 7] = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
/// The alphas of the trials, from and to: CCPS (1999) p. 118.
pub const ALPHA: (f64, f64) = (-1.0, 1.0);

const PLUME: [[Piece; 4]; 6] = [
    [
        (-0.55, 0.0, 1.75),
        (-0.14, 0.24, 1.88),
        (END, -0.50, 1.78),
        (END, 0.0, 0.0),
    ],
    [
        (-0.68, 0.0, 1.92),
        (-0.29, 0.36, 2.16),
        (-0.18, 0.0, 2.06),
        (END, -0.56, 1.96),
    ],
    [
        (-0.69, 0.0, 2.08),
        (-0.31, 0.45, 2.39),
        (-0.16, 0.0, 2.25),
        (END, -0.54, 2.16),
    ],
    [
        (-0.70, 0.0, 2.25),
        (-0.29, 0.49, 2.59),
        (-0.20, 0.0, 2.45),
        (END, -0.52, 2.35),
    ],
    [
        (-0.67, 0.0, 2.40),
        (-0.28, 0.59, 2.80),
        (-0.15, 0.0, 2.63),
        (END, -0.48, 2.56),
    ],
    [
        (-0.69, 0.0, 2.60),
        (-0.25, 0.39, 2.87),
        (-0.13, 0.0, 2.77),
        (END, -0.50, 2.71),
    ],
];

const PUFF: [[Piece; 3]; 7] = [
    [(-0.44, 0.0, 0.70), (0.43, 0.26, 0.81), (END, 0.0, 0.93)],
    [(-0.56, 0.0, 0.85), (0.31, 0.26, 1.00), (END, -0.12, 1.12)],
    [(-0.66, 0.0, 0.95), (0.32, 0.36, 1.19), (END, -0.26, 1.38)],
    [(-0.71, 0.0, 1.15), (0.37, 0.34, 1.39), (END, -0.38, 1.66)],
    [(-0.52, 0.0, 1.48), (0.24, 0.26, 1.62), (END, -0.30, 1.75)],
    [(0.27, 0.0, 1.83), (END, -0.32, 1.92), (END, 0.0, 0.0)],
    [(-0.10, 0.0, 2.075), (END, -0.27, 2.05), (END, 0.0, 0.0)],
];

fn on(pieces: &[Piece], alpha: f64) -> f64 {
    pieces
        .iter()
        .find(|(to, ..)| alpha <= *to)
        .map_or(0.0, |(_, slope, offset)| slope * alpha + offset)
}

/// The same with the ends of the pieces moved to where they meet, so that nothing jumps.
fn on_joined(pieces: &[Piece], alpha: f64) -> f64 {
    let next = pieces.iter().skip(1);
    let piece = pieces
        .iter()
        .zip(next)
        .find(|((to, slope, offset), (_, on, from))| {
            // slope alpha + offset = on alpha + from
            to.is_infinite() || alpha <= (from - offset) / (slope - on)
        });
    let (_, slope, offset) = piece
        .map_or_else(|| pieces.last(), |(piece, _)| Some(piece))
        .copied()
        .unwrap_or_default();
    slope * alpha + offset
}

/// [`plume_betas`] without the printed jumps: what differs is within 0.006, near the ends of the pieces.
pub fn plume_betas_joined(alpha: f64) -> [f64; 6] {
    PLUME.map(|pieces| on_joined(&pieces, alpha.min(2.0)))
}

/// [`puff_betas`] without the printed jumps: what differs is within 0.009, near the ends of the pieces.
pub fn puff_betas_joined(alpha: f64) -> [f64; 7] {
    PUFF.map(|pieces| on_joined(&pieces, alpha.min(1.4)))
}

/// beta of a plume for each of [`PLUME_SHARES`]. From alpha 2 on, far beyond the trials, alpha counts as 2, as the
/// last pieces cross at 3.
pub fn plume_betas(alpha: f64) -> [f64; 6] {
    PLUME.map(|pieces| on(&pieces, alpha.min(2.0)))
}

/// beta of a puff for each of [`PUFF_SHARES`]. From alpha 1.4 on, beyond the trials, alpha counts as 1.4, as the last
/// pieces cross at 1.6.
pub fn puff_betas(alpha: f64) -> [f64; 7] {
    PUFF.map(|pieces| on(&pieces, alpha.min(1.4)))
}

/// log10 of a ratio that stands for the weight of a cloud; far below the curves' beginning where it has none.
pub(super) fn alpha(power: f64, ratio: f64) -> f64 {
    if ratio > 0.0 {
        (power * ratio.log10()).max(-9.0)
    } else {
        -9.0
    }
}

/// A share at a beta, from the points (beta, share) of curves that the share falls along: linear in beta between
/// two of them, and as x^-2 beyond the last. `beta` must not lie before the first.
pub(super) fn share(points: impl Iterator<Item = (f64, f64)>, beta: f64) -> f64 {
    let mut last: Option<(f64, f64)> = None;
    for (b, c) in points {
        if let Some((b0, c0)) = last
            && beta < b
        {
            return c0 + (c - c0) * (beta - b0) / (b - b0);
        }
        last = Some((b, c));
    }
    last.map_or(0.0, |(b, c)| c * 10_f64.powf(2.0 * (b - beta)))
}

/// The beta at a share: the way back from [`share`]. `share` must not lie above the first point's.
pub(super) fn beta(points: impl Iterator<Item = (f64, f64)>, share: f64) -> f64 {
    let mut last: Option<(f64, f64)> = None;
    for (b, c) in points {
        if let Some((b0, c0)) = last
            && share > c
        {
            return b0 + (b - b0) * (share - c0) / (c - c0);
        }
        last = Some((b, c));
    }
    last.map_or(0.0, |(b, c)| b + 0.5 * (c / share).log10())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinner_is_farther_for_every_alpha() {
        for i in -3000..3000 {
            let alpha = f64::from(i) * 1e-3;
            for pair in plume_betas(alpha).windows(2) {
                assert!(pair[1] > pair[0] + 0.01, "{alpha} {pair:?}");
            }
            for pair in puff_betas(alpha).windows(2) {
                assert!(pair[1] > pair[0] + 0.01, "{alpha} {pair:?}");
            }
        }
    }

    /// The printed pieces do not meet; this is by how much.
    #[test]
    fn pieces_meet_to_two_hundredths_of_the_distance() {
        for i in -2000..2000 {
            let (a, b) = (f64::from(i) * 1e-3, f64::from(i + 1) * 1e-3);
            for (p, q) in plume_betas(a).iter().zip(plume_betas(b)) {
                assert!((p - q).abs() < 0.0065, "{a}: {p} {q}");
            }
            for (p, q) in puff_betas(a).iter().zip(puff_betas(b)) {
                assert!((p - q).abs() < 0.0092, "{a}: {p} {q}");
            }
        }
    }

    #[test]
    fn joined_pieces_meet_and_are_nearly_the_printed_ones() {
        for i in -2000..2000 {
            let (a, b) = (f64::from(i) * 1e-3, f64::from(i + 1) * 1e-3);
            let printed = plume_betas(a).into_iter().chain(puff_betas(a));
            let here = plume_betas_joined(a)
                .into_iter()
                .chain(puff_betas_joined(a));
            let next = plume_betas_joined(b)
                .into_iter()
                .chain(puff_betas_joined(b));
            for ((p, j), n) in printed.zip(here).zip(next) {
                assert!((p - j).abs() < 0.0092, "{a}: {p} {j}");
                assert!((j - n).abs() <= 0.6e-3, "{a}: {j} {n}");
            }
        }
    }

    #[test]
    fn share_and_beta_are_each_others_way_back() {
        let points = || plume_betas(-0.4).into_iter().zip(PLUME_SHARES);
        for c in [0.1, 0.07, 0.01, 0.0033, 0.002, 1e-4] {
            assert!((share(points(), beta(points(), c)) / c - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_cloud_without_weight_is_the_level_end() {
        for (weightless, level) in plume_betas(alpha(0.2, -1.0)).iter().zip(plume_betas(-1.0)) {
            assert!((weightless - level).abs() < 1e-12);
        }
        for (weightless, level) in puff_betas(alpha(0.5, 0.0)).iter().zip(puff_betas(-1.0)) {
            assert!((weightless - level).abs() < 1e-12);
        }
    }
}
