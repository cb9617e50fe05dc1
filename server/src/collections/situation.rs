//! What a situation changes, as a collection of its own under the situation's name.

use std::borrow::Cow;

use geo_types::Geometry;

use super::column::{is, known, number, text, truth};
use super::{Collection, Source};

/// A row of a situation: a distance that vanishes, is new or stays, or a plant that moves.
#[derive(Debug, Clone)]
pub struct SituationRow {
    /// `vanish`, `new`, `stay`, `plant_before`, `plant_after` or `way`.
    pub list: &'static str,
    /// Identifier, unique in the situation.
    pub key: String,
    /// Identifier of the violation, the same as in the run; none for plants.
    pub violation_id: Option<String>,
    /// Facility that has to keep the distance, or that moves.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// What it is too near to.
    pub target_id: Option<String>,
    /// Its name.
    pub target_name: Option<String>,
    /// `target` or `facility`.
    pub target_kind: Option<&'static str>,
    /// `violation` or `unknown`.
    pub verdict: Option<&'static str>,
    /// Rule.
    pub rule_id: Option<String>,
    /// Distance asked, m.
    pub required_m: Option<f64>,
    /// Least distance, m.
    pub actual_m: Option<f64>,
    /// The finding as a sentence, Chinese.
    pub sentence_zh: Option<String>,
    /// The finding as a sentence, English.
    pub sentence_en: Option<String>,
    /// Whether it rests on invented data.
    pub synthetic: bool,
    /// Segment, boundary, point or way.
    pub geometry: Geometry<f64>,
}

fn row(s: Source<'_>, i: usize) -> &SituationRow {
    &s.situation[i]
}

/// What a situation changes.
pub static SITUATION: &Collection = &Collection {
    id: "situation",
    title_zh: "推演与现状之差",
    title_en: "What a situation changes",
    about_zh: "推演后消失、新增和保留的安全距离违规，以及企业搬迁前后的位置",
    about_en: "Violations that vanish, appear or stay in a situation, and where its plants are before and after",
    shape: "geometry-any",
    of_risk: false,
    is_drawn: true,
    time: None,
    columns: &[
        text(
            "list",
            (
                "类别: vanish new stay plant_before plant_after way",
                "Which list it is in",
            ),
            |s, i| is(row(s, i).list),
        )
        .drawn(),
        text("id", ("违规编号", "Violation"), |s, i| {
            known(row(s, i).violation_id.as_ref())
        })
        .drawn(),
        text(
            "facility_id",
            ("企业", "Facility that keeps the distance, or moves"),
            |s, i| is(&row(s, i).facility_id),
        )
        .drawn(),
        text("name", ("企业名称", "Name of the facility"), |s, i| {
            is(&row(s, i).facility_name)
        })
        .drawn(),
        text(
            "target_id",
            ("防护目标或相邻企业", "What it is too near to"),
            |s, i| known(row(s, i).target_id.as_ref()),
        )
        .drawn(),
        text(
            "target_kind",
            (
                "目标种类: target facility",
                "What that is: target or facility",
            ),
            |s, i| known(row(s, i).target_kind),
        )
        .drawn(),
        text(
            "verdict",
            ("结论: violation unknown", "Verdict: violation or unknown"),
            |s, i| known(row(s, i).verdict),
        )
        .drawn(),
        text("rule_id", ("规则编号", "Rule"), |s, i| {
            known(row(s, i).rule_id.as_ref())
        })
        .drawn(),
        number(
            "required",
            ("规定距离", "Distance asked whatever is missing"),
            |s, i| known(row(s, i).required_m),
        )
        .unit("m")
        .drawn(),
        number("actual", ("实际距离", "Least distance"), |s, i| {
            known(row(s, i).actual_m)
        })
        .unit("m")
        .drawn(),
        text(
            "target_name",
            ("目标名称", "Name of what it is too near to"),
            |s, i| known(row(s, i).target_name.as_ref()),
        ),
        text(
            "sentence_zh",
            ("说明", "The finding as a sentence, Chinese"),
            |s, i| known(row(s, i).sentence_zh.as_ref()),
        ),
        text(
            "sentence_en",
            ("英文说明", "The finding as a sentence, English"),
            |s, i| known(row(s, i).sentence_en.as_ref()),
        ),
        truth(
            "synthetic",
            ("是否源于合成数据", "Whether it rests on invented data"),
            |s, i| is(row(s, i).synthetic),
        )
        .drawn(),
    ],
    len: |s| s.situation.len(),
    key: |s, i| Cow::Borrowed(&row(s, i).key),
    geometry: |s, i| Some(Cow::Borrowed(&row(s, i).geometry)),
};
