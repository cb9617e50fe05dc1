//! Pages: made on the server, without scripts, pictures or anything from elsewhere. Texts are escaped by the
//! template; the policy allows the one style sheet by its hash and nothing else.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::link::Link;

const STYLE: &str = "body{font:15px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#1f2328;background:#fff;margin:0 auto;max-width:1100px;padding:0 16px 48px}\
header,nav{margin:16px 0}h1{font-size:24px;margin:8px 0}h2{font-size:18px;margin:28px 0 8px}\
a{color:#0958d9}a:focus{outline:2px solid #0958d9}\
table{border-collapse:collapse;width:100%;font-size:14px}th,td{border:1px solid #d0d7de;padding:6px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f6f8fa}\
.scroll{overflow-x:auto}code,pre{font:13px/1.5 ui-monospace,Consolas,monospace;background:#f6f8fa}pre{padding:12px;overflow-x:auto}\
.label{background:#fff7e6;border:1px solid #d46b08;color:#873800;padding:8px 12px}.quiet{color:#57606a}";

/// The policy of every page.
pub(super) fn policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let hash = STANDARD.encode(Sha256::digest(STYLE));
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        )
    });
    &POLICY
}

/// A page: where it stands, its title, whether what it shows is invented, and its body.
pub(super) fn page(
    asked: &Asked,
    trail: &[(String, &str)],
    (zh, en): (&str, &str),
    body: &Markup,
) -> Markup {
    let summary = &asked.snapshot.summary;
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
                header {
                    nav aria-label="位置 Breadcrumb" {
                        a href="/" { "安界 Anjie" }
                        @for (href, text) in trail {
                            " › " a href=(href) { (text) }
                        }
                    }
                    h1 { (zh) " " span.quiet lang="en" { (en) } }
                }
                @if summary.synthetic {
                    p.label {
                        "合成数据：含虚构的企业、装置和人口，仅供演示与测试，不得作为执法或规划依据。 "
                        span lang="en" { "Synthetic data: plants, installations and people are invented in part; for demonstration and tests only." }
                    }
                }
                main { (body) }
                footer.quiet {
                    p {
                        "评估批次 Run " code { (summary.run.id) }
                        " · 完成于 made at " (summary.run.made_at)
                    }
                }
            }
        }
    }
}

/// Links as a list.
pub(super) fn links(links: &[Link]) -> Markup {
    html! {
        ul {
            @for link in links.iter().filter(|l| !l.templated) {
                li {
                    a href=(link.href) { (link.title.as_deref().unwrap_or(&link.rel)) }
                    @if let Some(media) = &link.media { " " code { (media) } }
                }
            }
        }
    }
}

/// A JSON value as it may stand in a cell.
pub(super) fn cell(value: &serde_json::Value) -> Markup {
    use serde_json::Value;
    html! {
        @match value {
            Value::Null => { span.quiet { "–" } }
            Value::String(text) => { (text) }
            other => { (other.to_string()) }
        }
    }
}
