//! External safety distance (外部安全防护距离) by GB/T 37243-2019: which method, and where overpressure decides,
//! what it comes to.
//!
//! | question | file |
//! |---|---|
//! | is it an explosive, a toxic or a flammable gas | [`contents`] |
//! | which method applies, and why | [`choice`], in words in [`reasons`] |
//! | how much TNT is it | [`charge`] |
//! | which target is too near | [`overpressure`], in words in [`sentence`] |
//!
//! Where the method is risk, the verdict is that of [`risk::run::verdicts`](crate::risk::run::verdicts); where it is
//! a fixed distance, that of [`separation`](super::separation).

pub mod charge;
pub mod choice;
pub mod contents;
pub mod overpressure;
pub mod reasons;
pub mod sentence;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::city::City;
use crate::error::Error;
use crate::grading::major_hazard::Grade;
use charge::Charge;
use choice::Choice;
use overpressure::Overpressure;

/// What GB/T 37243-2019 comes to for a facility.
#[derive(Debug, Clone)]
pub struct External {
    /// Which method.
    pub choice: Choice,
    /// Explosives of each unit that has any, as TNT.
    pub charges: Vec<Arc<Charge>>,
    /// Targets that stand nearer to a charge than is safe, or may.
    pub findings: Vec<Overpressure>,
    /// The target that comes nearest to its limit, or goes farthest beyond it; `None` where none stands near.
    pub worst: Option<Overpressure>,
}

/// Judges a facility; `grades` are those of its units.
///
/// # Errors
/// [`Error::Projection`] where an end of a distance cannot be given in degrees.
pub fn external(city: &City, site: usize, grades: &[Grade]) -> Result<External, Error> {
    let of = &city.sites[site];
    let choice = choice::choose(of, grades);
    let charges = if choice.method.is_judged() {
        charge::charges(of)
    } else {
        Vec::new()
    };
    let (findings, worst) = overpressure::judge(city, site, &charges)?;
    Ok(External {
        choice,
        charges,
        findings,
        worst,
    })
}
