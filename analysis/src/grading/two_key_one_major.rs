//! The flags 两重点一重大: key supervised chemicals, key supervised processes, major hazard installation.
//!
//! Documents: 安监总管三〔2011〕95号, 〔2013〕12号 (chemicals); 〔2009〕116号, 〔2013〕3号 (processes);
//! GB 18218-2018 (installations).

use serde::Serialize;

use super::major_hazard::{Grade, Verdict};
use crate::facts::{Unit, Vessel};
use crate::standards::supervised;

/// The three flags of a facility; `None` where the facts do not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Flags {
    /// Holds a chemical under key supervision (重点监管危险化学品).
    pub supervised_chemicals: Option<bool>,
    /// Runs a process under key supervision (重点监管危险化工工艺).
    pub supervised_processes: Option<bool>,
    /// Has a major hazard installation (重大危险源).
    pub major_hazard: Option<bool>,
}

/// The flags of a facility with its units, vessels and grades.
pub fn flags<'a>(
    units: &[Unit],
    vessels: impl Iterator<Item = &'a Vessel>,
    grades: &[Grade],
) -> Flags {
    let mut chemicals = Some(false);
    for vessel in vessels {
        match vessel.substance.as_deref().map(supervised::chemical) {
            Some(Some(_)) => {
                chemicals = Some(true);
                break;
            }
            Some(None) => {}
            None => chemicals = None,
        }
    }
    let major = if grades
        .iter()
        .any(|g| g.verdict == Verdict::Graded || g.s.is_some_and(|s| s >= 1.0))
    {
        Some(true)
    } else if grades.is_empty() || grades.iter().any(|g| g.verdict == Verdict::Unknown) {
        None
    } else {
        Some(false)
    };
    let no_units = units.is_empty();
    Flags {
        supervised_chemicals: if no_units { None } else { chemicals },
        supervised_processes: if no_units {
            None
        } else {
            Some(units.iter().any(|u| !u.processes.is_empty()))
        },
        major_hazard: major,
    }
}
