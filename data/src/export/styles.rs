//! The styles by which QGIS shows the layers, as it keeps them itself: QML.
//!
//! A GeoPackage carries them in the table `layer_styles`; both kinds of store have the
//! same ones by migration.

/// Layers and their styles; weather, grades, curves and runs have no geometry.
pub(super) const STYLES: [(&str, &str); 14] = [
    ("districts", include_str!("../../styles/districts.qml")),
    ("parks", include_str!("../../styles/parks.qml")),
    ("zones", include_str!("../../styles/zones.qml")),
    ("facilities", include_str!("../../styles/facilities.qml")),
    ("units", include_str!("../../styles/units.qml")),
    ("vessels", include_str!("../../styles/vessels.qml")),
    ("pipelines", include_str!("../../styles/pipelines.qml")),
    ("targets", include_str!("../../styles/targets.qml")),
    ("population", include_str!("../../styles/population.qml")),
    (
        "hidden_hazards",
        include_str!("../../styles/hidden_hazards.qml"),
    ),
    ("resources", include_str!("../../styles/resources.qml")),
    ("monitors", include_str!("../../styles/monitors.qml")),
    ("violations", include_str!("../../styles/violations.qml")),
    ("contours", include_str!("../../styles/contours.qml")),
];

/// The style of a layer, where it has one.
pub(super) fn style(layer: &str) -> Option<&'static str> {
    STYLES
        .iter()
        .find(|(name, _)| *name == layer)
        .map(|(_, qml)| *qml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_has_the_same_styles() {
        for migration in [
            [
                include_str!("../../migrations/gpkg/0005_styles.sql"),
                include_str!("../../migrations/gpkg/0006_risk.sql"),
            ],
            [
                include_str!("../../migrations/postgis/0005_styles.sql"),
                include_str!("../../migrations/postgis/0006_risk.sql"),
            ],
        ] {
            let migration = migration.concat();
            for (layer, qml) in STYLES {
                assert!(migration.contains(&qml.replace('\'', "''")), "{layer}");
            }
            assert_eq!(migration.matches("<qgis ").count(), STYLES.len());
        }
    }
}
