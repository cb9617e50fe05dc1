//! Unified social credit code (统一社会信用代码) of GB 32100-2015: its check character.
//!
//! ```text
//! C₁₈ = 31 − (Σ Cᵢ · 3^(i−1)  mod 31),   i = 1 … 17, 31 standing for 0
//! ```
//!
//! over the alphabet of 31 digits and letters without I, O, S, V, Z.

use thiserror::Error;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A code that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WrongUscc {
    /// Wrong length, or a character outside the alphabet.
    #[error("a unified social credit code has 18 digits and letters without I, O, S, V, Z")]
    Form,
    /// The check character does not fit the other 17.
    #[error("its last character should be {right}")]
    CheckCharacter {
        /// The character that would be right for the first 17.
        right: char,
    },
}

/// Checks form and check character.
///
/// # Errors
/// [`WrongUscc`], with the check character that would be right.
pub fn check_uscc(text: &str) -> Result<(), WrongUscc> {
    let values: Option<Vec<usize>> = text
        .chars()
        .map(|c| ALPHABET.find(c.to_ascii_uppercase()))
        .collect();
    let values = values.filter(|v| v.len() == 18).ok_or(WrongUscc::Form)?;
    let weights = std::iter::successors(Some(1usize), |w| Some(w * 3 % 31));
    let sum: usize = values[..17].iter().zip(weights).map(|(v, w)| v * w).sum();
    let right = (31 - sum % 31) % 31;
    if values[17] == right {
        return Ok(());
    }
    let right = ALPHABET
        .chars()
        .nth(right)
        .expect("a remainder of 31 stands in an alphabet of 31");
    Err(WrongUscc::CheckCharacter { right })
}
