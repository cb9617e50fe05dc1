//! What a target is: the word that decides which rules of which standard protect it.
//!
//! The properties of a subtype (civil building, public building, residential, road, …) stand in
//! `standards/tables/target_subtypes.csv`.

use super::vocabulary::UnknownWord;
use serde::{Deserialize, Serialize};

macro_rules! subtypes {
    ($($variant:ident = $code:literal;)+) => {
        /// Subtype of a target; see `standards/tables/target_subtypes.csv` for what each one means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Subtype {
            $(#[doc = $code] #[serde(rename = $code)] $variant,)+
        }

        impl Subtype {
            /// Every subtype, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code that the contract uses.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

subtypes! {
    Residential = "residential";
    Village = "village";
    School = "school";
    Kindergarten = "kindergarten";
    University = "university";
    Hospital = "hospital";
    HealthCentre = "health_centre";
    CareHome = "care_home";
    CulturalCentre = "cultural_centre";
    Library = "library";
    Museum = "museum";
    Relic = "relic";
    Religious = "religious";
    Metro = "metro";
    Military = "military";
    Diplomatic = "diplomatic";
    Government = "government";
    Sports = "sports";
    Retail = "retail";
    Market = "market";
    Hotel = "hotel";
    Office = "office";
    Entertainment = "entertainment";
    UtilityOutlet = "utility_outlet";
    FuelOutlet = "fuel_outlet";
    Industry = "industry";
    TransportHub = "transport_hub";
    Park = "park";
    NationalRailway = "national_railway";
    EnterpriseRailway = "enterprise_railway";
    RailwayYard = "railway_yard";
    Expressway = "expressway";
    ClassOneRoad = "class_1_road";
    ClassTwoRoad = "class_2_road";
    Road = "road";
    UrbanTrunkRoad = "urban_trunk_road";
    UrbanBranchRoad = "urban_branch_road";
    PowerLine = "power_line";
    CommunicationLine = "communication_line";
    Substation = "substation";
    OpenFlame = "open_flame";
    RiverBank = "river_bank";
    OilPipeline = "oil_pipeline";
    LiquefiedHydrocarbonPipeline = "liquefied_hydrocarbon_pipeline";
    GasPipeline = "gas_pipeline";
    OilBerth = "oil_berth";
    Other = "other";
}

impl std::str::FromStr for Subtype {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let word = text.trim();
        Self::ALL
            .iter()
            .copied()
            .find(|s| {
                s.code().eq_ignore_ascii_case(word) || crate::standards::subtypes::zh(*s) == word
            })
            .ok_or_else(|| UnknownWord {
                what: "target subtype",
                got: text.to_owned(),
                allowed: Self::ALL
                    .iter()
                    .map(|s| s.code())
                    .collect::<Vec<_>>()
                    .join(", "),
            })
    }
}

impl std::fmt::Display for Subtype {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
