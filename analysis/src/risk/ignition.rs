//! Whether a release of something flammable ignites: at once by how much there is, later by what it meets.
//!
//! Direct ignition at stationary installations: TNO Purple Book CPR 18E (1999) table 4.5, verified against printed
//! values; the edges of a band belong to the middle one (our reading). In transport: table 4.6, from memory.
//!
//! ```text
//! P(t) = P_present (1 − e^(−ω t))            one source in the cloud for t           PB app. 4.A
//! P    = 1 − Π (1 − Pᵢ)                      several sources
//! ```
//!
//! ω follows from the probability in one minute (table 4.A.1, from memory). HJ 169-2018 gives, to our knowledge, no
//! probabilities of its own. All numbers stand in `standards/tables/frequencies.csv`.

use std::sync::LazyLock;

use crate::standards::frequencies;

/// What is released, by how readily it ignites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubstanceClass {
    /// Flammable liquid with a flash point below 21 °C (K1).
    K1Liquid,
    /// Gas of low reactivity: ammonia, methane, carbon monoxide, …
    LowGas,
    /// Gas of average or high reactivity: everything else, and what is unknown.
    OtherGas,
}

impl SubstanceClass {
    const ALL: [Self; 3] = [Self::K1Liquid, Self::LowGas, Self::OtherGas];

    /// The class that a text speaks of: `K1 liquid`, `gas low reactivity`, `gas average/high reactivity`.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let has = |word: &str| text.contains(word);
        if has("liquid") || has("k1") {
            // K2 and K3 liquids are not in the table.
            (has("k1") || text == "liquid").then_some(Self::K1Liquid)
        } else if has("low") {
            Some(Self::LowGas)
        } else if has("average") || has("high") {
            Some(Self::OtherGas)
        } else {
            None
        }
    }
}

/// How much is released.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// At a rate, kg/s.
    Continuous(f64),
    /// All at once, kg.
    Instantaneous(f64),
}

/// Where it is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// From a road tanker.
    RoadTanker,
    /// From a tank wagon.
    TankWagon,
}

/// Table 4.5 by class and band, and table 4.6 by carrier, continuous and instantaneous.
struct Tables {
    stationary: [[f64; 3]; 3],
    transport: [[f64; 2]; 2],
}

fn row<const N: usize>(table: &str, item: &str) -> [f64; N] {
    let mut numbers = frequencies::table(table, item).filter_map(frequencies::Frequency::number);
    std::array::from_fn(|_| {
        let number = numbers.next();
        number.unwrap_or_else(|| panic!("table frequencies.csv has too few rows of {item}"))
    })
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    stationary: [
        "K1 liquid",
        "gas, low reactivity",
        "gas, average/high reactivity",
    ]
    .map(|item| row("Table 4.5", item)),
    transport: ["road tanker", "tank wagon"].map(|item| row("Table 4.6", item)),
});

/// Probability of direct ignition at a stationary installation. It jumps at 10 and 100 kg/s, 1 and 10 t, as the
/// table does.
pub fn direct(class: SubstanceClass, amount: Amount) -> f64 {
    let (amount, from, to) = match amount {
        Amount::Continuous(rate_kg_s) => (rate_kg_s, 10.0, 100.0),
        Amount::Instantaneous(mass_kg) => (mass_kg, 1_000.0, 10_000.0),
    };
    let band = usize::from(amount >= from) + usize::from(amount > to);
    let class = SubstanceClass::ALL
        .iter()
        .position(|c| *c == class)
        .unwrap_or_default();
    TABLES.stationary[class][band]
}

/// Probability of direct ignition in transport (table 4.6, from memory).
pub fn direct_in_transport(carrier: Carrier, amount: Amount) -> f64 {
    let row = match carrier {
        Carrier::RoadTanker => 0,
        Carrier::TankWagon => 1,
    };
    TABLES.transport[row][usize::from(matches!(amount, Amount::Instantaneous(_)))]
}

/// Something that can ignite a cloud which reaches it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IgnitionSource {
    /// Strength ω, 1/s; infinite for a flare.
    pub strength_per_s: f64,
    /// Share of the time in which it is there.
    pub presence: f64,
}

impl IgnitionSource {
    /// A source of table 4.A.1 by its name; none where the table has no such name.
    pub fn named(name: &str, presence: f64) -> Option<Self> {
        let in_a_minute = frequencies::table("4.A.1", name).next()?.number()?;
        Some(Self {
            strength_per_s: strength_per_s(in_a_minute),
            presence,
        })
    }

    /// Many of the same source: a hundred persons, 400 m of a power line (which counts by 100 m).
    #[must_use]
    pub fn times(self, number: f64) -> Self {
        Self {
            strength_per_s: if number > 0.0 {
                self.strength_per_s * number
            } else {
                0.0
            },
            ..self
        }
    }

    /// Probability that a cloud is ignited which has been at the source for `time_s`.
    pub fn probability(self, time_s: f64) -> f64 {
        if time_s <= 0.0 {
            return 0.0;
        }
        self.presence * -(-self.strength_per_s * time_s).exp_m1()
    }
}

/// Strength, 1/s, of a source that ignites a cloud in one minute with a probability from 0 to 1; infinite for 1.
pub fn strength_per_s(in_a_minute: f64) -> f64 {
    -(-in_a_minute).ln_1p() / 60.0
}

/// Probability that one of several independent sources ignites the cloud.
pub fn any_of(probabilities: impl IntoIterator<Item = f64>) -> f64 {
    1.0 - probabilities
        .into_iter()
        .fold(1.0, |none, p| none * (1.0 - p))
}

/// Probability of ignition by the traffic of a road or railway (PB app. 4.A, from memory): on average
/// `vehicles` = N L / v of them are in the cloud; below one it is the probability that there is one, above it
/// their number.
pub fn by_traffic(vehicles: f64, source: IgnitionSource, time_s: f64) -> f64 {
    if vehicles <= 1.0 {
        vehicles.max(0.0) * source.probability(time_s)
    } else {
        source.times(vehicles).probability(time_s)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bands_of_the_table_end_where_they_should() {
        let gas = |amount| direct(SubstanceClass::OtherGas, amount);
        for (amount, p) in [
            (Amount::Continuous(9.99), 0.2),
            (Amount::Continuous(10.0), 0.5),
            (Amount::Continuous(100.0), 0.5),
            (Amount::Continuous(100.1), 0.7),
            (Amount::Instantaneous(999.0), 0.2),
            (Amount::Instantaneous(1e4), 0.5),
            (Amount::Instantaneous(2e4), 0.7),
        ] {
            assert!((gas(amount) - p).abs() < 1e-12, "{amount:?}");
        }
        let low = direct(SubstanceClass::LowGas, Amount::Continuous(50.0));
        assert!((low - 0.04).abs() < 1e-12);
        let wagon = direct_in_transport(Carrier::TankWagon, Amount::Instantaneous(5e4));
        assert!((wagon - 0.8).abs() < 1e-12);
    }

    #[test]
    fn classes_are_known_by_their_names() {
        use SubstanceClass::{K1Liquid, LowGas, OtherGas};
        for (text, class) in [
            ("K1 liquid", Some(K1Liquid)),
            ("gas, low reactivity", Some(LowGas)),
            ("gas average/high reactivity", Some(OtherGas)),
            ("K2 liquid", None),
            ("solid", None),
        ] {
            assert_eq!(SubstanceClass::named(text), class, "{text}");
        }
    }

    #[test]
    fn a_source_ignites_in_a_minute_what_the_table_says() {
        let car = IgnitionSource::named("motor vehicle", 1.0).unwrap();
        assert!((car.probability(60.0) - 0.4).abs() < 1e-12);
        assert!((car.probability(120.0) - 0.64).abs() < 1e-12);
        let flare = IgnitionSource::named("flare", 0.5).unwrap();
        assert!((flare.probability(1.0) - 0.5).abs() < 1e-12);
        assert!(flare.probability(0.0).abs() < 1e-300);
        let persons = IgnitionSource::named("household population", 1.0).unwrap();
        let many = persons.times(100.0).probability(60.0);
        assert!((many - (1.0 - 0.99_f64.powi(100))).abs() < 1e-12);
        assert_eq!(IgnitionSource::named("candle", 1.0), None);
        assert!((any_of([0.5, 0.5, 0.0]) - 0.75).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn probabilities_stay_probabilities_and_grow_with_time(
            minute in 0.0..=1.0_f64, presence in 0.0..=1.0_f64, t in 0.0..1e4_f64, vehicles in 0.0..50.0_f64,
        ) {
            let source = IgnitionSource { strength_per_s: strength_per_s(minute), presence };
            let (now, later) = (source.probability(t), source.probability(t + 1.0));
            prop_assert!((0.0..=presence).contains(&now) && later >= now);
            let road = by_traffic(vehicles, source, t);
            prop_assert!((0.0..=1.0).contains(&road) && road <= by_traffic(vehicles * 1.5, source, t) + 1e-12);
            prop_assert!((0.0..=1.0).contains(&any_of([now, later, road])));
        }
    }
}
