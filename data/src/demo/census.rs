//! Residents of the counties at the seventh census (2020-11-01).
//!
//! Only the city's total, 5 278 121, is sourced (常州市第七次全国人口普查公报). The split over the
//! counties is recalled and not verified, and adds up to 38 persons more; two of the six are at least
//! consistent with sourced later figures. Every cell of the grid carries these words in its `source`.

/// Residents of one county, with how far the number is to be trusted.
pub(super) struct Census {
    /// GB/T 2260 code.
    pub code: &'static str,
    /// Persons.
    pub persons: u64,
    /// Where it comes from.
    pub source: &'static str,
}

const RECALLED: &str = "合成格网;区县总数为第七次人口普查 2020-11-01 (UNVERIFIED, recalled; the six add up to 38 more than the sourced city total 5278121)";
const CONSISTENT: &str = "合成格网;区县总数为第七次人口普查 2020-11-01 (UNVERIFIED, recalled; consistent with the sourced total of 2021-12-31)";

/// The six counties, by code.
pub(super) const CENSUS: [Census; 6] = [
    Census {
        code: "320402",
        persons: 668_906,
        source: RECALLED,
    },
    Census {
        code: "320404",
        persons: 658_100,
        source: RECALLED,
    },
    Census {
        code: "320411",
        persons: 883_600,
        source: RECALLED,
    },
    Census {
        code: "320412",
        persons: 1_697_380,
        source: CONSISTENT,
    },
    Census {
        code: "320413",
        persons: 585_081,
        source: CONSISTENT,
    },
    Census {
        code: "320481",
        persons: 785_092,
        source: RECALLED,
    },
];

#[cfg(test)]
mod tests {
    /// Says how well the recalled split fits: whoever verifies a number changes this one too.
    #[test]
    fn the_counties_are_38_persons_more_than_the_sourced_total() {
        assert_eq!(
            super::CENSUS.iter().map(|c| c.persons).sum::<u64>(),
            5_278_121 + 38
        );
    }
}
