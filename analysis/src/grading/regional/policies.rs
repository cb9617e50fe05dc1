//! Several rulesets: which one holds on a day.

use super::Policy;
use crate::error::Error;

/// The rulesets that are known: that of the program, and those of the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Policies(Vec<Policy>);

impl Default for Policies {
    fn default() -> Self {
        Self(vec![Policy::built_in()])
    }
}

impl Policies {
    /// That of the program and others; a later one goes before an earlier one where both hold.
    ///
    /// # Errors
    /// [`Error::Input`] where two bear the same name.
    pub fn with(others: Vec<Policy>) -> Result<Self, Error> {
        let mut all = Self::default();
        for other in others {
            if all.by_id(&other.id).is_some() {
                let detail = format!(
                    "there are two rulesets `{}`; give each its own id",
                    other.id
                );
                return Err(Error::Input {
                    pointer: "/id".to_owned(),
                    detail,
                });
            }
            all.0.push(other);
        }
        Ok(all)
    }

    /// All of them.
    pub fn all(&self) -> &[Policy] {
        &self.0
    }

    /// The ruleset of a name.
    pub fn by_id(&self, id: &str) -> Option<&Policy> {
        self.0.iter().find(|p| p.id == id)
    }

    /// The ruleset that holds on a day: of several the one that holds since the latest day, of those the one named last;
    /// that of the program where none does.
    pub fn on(&self, day: &str) -> &Policy {
        let holding = self.0.iter().filter(|p| p.holds_on(day));
        let latest = holding.reduce(|a, b| if b.valid_from >= a.valid_from { b } else { a });
        latest.unwrap_or(&self.0[0])
    }
}

#[cfg(test)]
mod tests {
    use super::super::policy::BUILT_IN;
    use super::*;

    #[test]
    fn the_latest_ruleset_that_holds_is_taken_and_any_can_be_asked_for() {
        let text = BUILT_IN
            .replace("anjie-regional-2026.1", "bureau-2027")
            .replace("2026-01-01", "2027-01-01");
        let later = Policy::read(&text).unwrap();
        let all = Policies::with(vec![later.clone()]).unwrap();
        assert_eq!(all.on("2026-11-28").id, "anjie-regional-2026.1");
        assert_eq!(all.on("2027-01-01").id, "bureau-2027");
        assert_eq!(all.on("1999-01-01").id, "anjie-regional-2026.1");
        assert!(all.by_id("bureau-2027").is_some() && all.by_id("x").is_none());
        assert!(Policies::with(vec![later.clone(), later]).is_err());
    }
}
