//! View factors: the share of a flame's emissive power that arrives, without the air between.

/// View factors from a point to a flame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ViewFactor {
    /// Of a vertical surface that faces the flame.
    pub vertical: f64,
    /// Of a horizontal surface, face up.
    pub horizontal: f64,
    /// Of the surface that is turned so that most arrives.
    pub maximum: f64,
}

impl ViewFactor {
    /// Inside the flame there is nothing but flame.
    pub const INSIDE: Self = Self {
        vertical: 1.0,
        horizontal: 1.0,
        maximum: 1.0,
    };

    /// From the two components, of which the greatest is the root of the sum of squares (TNO Yellow Book CPR
    /// 14E (2005) eq. 6.A.3) (verified).
    pub fn of(vertical: f64, horizontal: f64) -> Self {
        Self {
            vertical,
            horizontal,
            maximum: vertical.hypot(horizontal),
        }
    }
}
