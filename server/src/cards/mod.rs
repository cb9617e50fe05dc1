//! Cards to be printed: made on the server, without scripts, pictures or anything from elsewhere. Texts are escaped by
//! the template; the policy allows the one style sheet by its hash and nothing else.
//!
//! What no source says is not on a card: there is a line to be filled in by hand instead.

mod announcement;
mod held;
mod help;
mod operation;

use std::sync::LazyLock;

use analysis::grading::regional::Colour;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

pub use announcement::announcement;
pub use operation::operation;

use crate::snapshot::Snapshot;
use crate::views::control::ControlRow;

const STYLE: &str = "@page{size:A4;margin:14mm}\
body{font:14px/1.55 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#111;background:#fff;margin:0 auto;max-width:820px;padding:16px}\
h1{font-size:24px;text-align:center;margin:4px 0}h2{font-size:16px;margin:16px 0 4px;border-bottom:1px solid #111}\
.en{color:#555;font-weight:400}h1 .en{display:block;font-size:14px}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #555;padding:4px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2;font-weight:600}\
.label{border:2px solid #a50f20;color:#7a0b18;padding:6px 10px;text-align:center;font-weight:600}\
.colour{display:inline-block;min-width:3em;padding:2px 10px;text-align:center;border:1px solid #111;font-weight:600}\
.red{background:#a50f20;color:#fff}.orange{background:#e06c10;color:#1b1200}.yellow{background:#e6be00;color:#1b1600}.blue{background:#cfe4fb;color:#12304f}\
.line{display:inline-block;min-width:12em;border-bottom:1px solid #111}.quiet{color:#555;font-size:12px}\
tr,h2{break-inside:avoid}h2{break-after:avoid}\
@media print{body{padding:0;max-width:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}}";

/// The policy of every card.
pub fn policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let hash = STANDARD.encode(Sha256::digest(STYLE));
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        )
    });
    &POLICY
}

/// A card with its head and foot.
fn card(snapshot: &Snapshot, is_synthetic: bool, (zh, en): (&str, &str), body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (zh) " " (en) " · 安界 Anjie" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (zh) span.en lang="en" { (en) } }
                @if is_synthetic {
                    p.label {
                        "合成数据：企业、装置和人员为虚构，仅供演示与测试，不得张贴使用。 "
                        span lang="en" { "Synthetic data: invented, for demonstration and tests only; not to be put up." }
                    }
                }
                main { (body) }
                p.quiet {
                    "安界 Anjie · 评估批次 run " (snapshot.grading_run())
                    " · 数值来自公开转录的标准，未核对原文 numbers are from public transcriptions of the standards"
                }
            }
        }
    }
}

/// A text in both languages.
fn both(zh: &str, en: &str) -> Markup {
    html! { (zh) " " span.en lang="en" { (en) } }
}

/// A colour as a mark, or that it is unknown.
fn colour(code: Option<&str>) -> Markup {
    let known = Colour::ALL.into_iter().find(|c| Some(c.code()) == code);
    html! {
        @match known {
            Some(c) => span class={ "colour " (c.code()) } { (c.zh()) " " (c.code()) },
            None => span.colour { "未知 unknown" },
        }
    }
}

/// A line to be filled in by hand.
fn line() -> Markup {
    html! { span.line { "\u{a0}" } }
}

/// Who answers for an object: level and person.
fn responsible(of: &ControlRow) -> Markup {
    html! {
        table {
            tr {
                th { (both("管控层级（建议）", "level (a proposal)")) }
                td {
                    @match &of.level_name {
                        Some(name) => (both(&name.zh, &name.en)),
                        None => (both("等级未知，先评定风险", "unknown: grade the risk first")),
                    }
                }
                th { (both("责任人", "responsible person")) }
                td {
                    @match &of.responsible {
                        Some(person) => {
                            (person.name)
                            @if !person.post.is_empty() { " · " (person.post) }
                        },
                        None => (line()),
                    }
                }
                th { (both("电话", "telephone")) }
                td {
                    @match of.responsible.as_ref().filter(|r| !r.phone.is_empty()) {
                        Some(person) => (person.phone),
                        None => (line()),
                    }
                }
            }
        }
    }
}
