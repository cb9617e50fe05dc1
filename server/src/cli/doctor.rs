//! `anjie doctor`: what in the data cannot be right, and which fix settles most verdicts.

use std::path::{Path, PathBuf};

use analysis::quality::{Finding, Report};
use data::export::{Table, Type, export_table};
use data::layer::Value;
use geo_types::Point;

use super::{Common, Failure, open, say};
use crate::doctor::examine_facts;

/// Findings of a rule that are printed without `--all`.
const SHOWN: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Every finding, not the first 20 of each rule
    #[arg(long)]
    all: bool,
    /// Write the findings into a file: .xlsx .csv .geojson .gpkg .parquet .json
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Exit with 3 where there is any finding
    #[arg(long)]
    strict: bool,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let store = open(common).await?;
    let facts = store.load_facts().await;
    store.close().await;
    let facts = facts?;
    let now = data::now_rfc3339();
    let today = now.get(..10).unwrap_or(&now).to_owned();
    let examined = today.clone();
    let report = tokio::task::spawn_blocking(move || examine_facts(facts, &examined))
        .await
        .map_err(|e| Failure::Failed(e.to_string()))?
        .map_err(|e| Failure::Failed(format!("the facts cannot be examined: {e}")))?;
    if common.json {
        say(json(&report)?);
    } else {
        print(&report, args.all);
    }
    if let Some(path) = &args.report {
        write(&report, &today, path)?;
        if !common.quiet && !common.json {
            say(format_args!(
                "{} 条写入 {} ({0} findings written)",
                report.findings.len(),
                path.display()
            ));
        }
    }
    if args.strict && !report.findings.is_empty() {
        return Err(Failure::Findings(report.findings.len()));
    }
    Ok(())
}

fn json(report: &Report) -> Result<String, Failure> {
    serde_json::to_string_pretty(report).map_err(|e| Failure::Failed(e.to_string()))
}

fn print(report: &Report, all: bool) {
    let score = |s: Option<f64>| s.map_or_else(|| "–".to_owned(), |s| format!("{s:.1}"));
    say(format_args!(
        "数据质量 data quality: {} / 100; 未定判定 unknown verdicts: {}",
        score(report.score),
        report.unknown_verdicts
    ));
    for rule in &report.rules {
        say(format_args!(
            "{:>6}  {:<10} {} / {}  {} {}",
            score(rule.score),
            rule.rule,
            rule.failing,
            rule.checked,
            rule.zh,
            rule.en
        ));
    }
    for rule in report.rules.iter().filter(|r| r.failing > 0) {
        let of: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|f| f.rule == rule.rule)
            .collect();
        let shown = if all { of.len() } else { SHOWN };
        say(format_args!("\n{} {} {}", rule.rule, rule.zh, rule.en));
        for f in of.iter().take(shown) {
            say(format_args!(
                "  {}/{} {}: {}; {}\n      {}; {}",
                f.layer, f.id, f.field, f.words_zh, f.fix_zh, f.words_en, f.fix_en
            ));
        }
        if of.len() > shown {
            say(format_args!(
                "  … 另有 {0} 条, 用 --all 全部列出 {0} more, --all lists them",
                of.len() - shown
            ));
        }
    }
}

fn write(report: &Report, today: &str, path: &Path) -> Result<(), Failure> {
    if path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"))
    {
        return std::fs::write(path, json(report)?)
            .map_err(|e| Failure::Failed(format!("{}: {e}", path.display())));
    }
    export_table(table(report, today), path)?;
    Ok(())
}

fn table(report: &Report, today: &str) -> Table {
    let text = |t: &str| Value::Text(t.to_owned());
    let whole = |n: usize| Value::Whole(i64::try_from(n).unwrap_or(i64::MAX));
    let row = |f: &Finding| {
        let place = f.place.map(|[lon, lat]| Point::new(lon, lat).into());
        let values = vec![
            text(f.rule),
            text(f.severity.code()),
            text(f.layer),
            text(&f.id),
            text(f.field),
            text(&f.value),
            text(&f.words_zh),
            text(&f.fix_zh),
            text(&f.words_en),
            text(&f.fix_en),
            whole(f.verdicts_settled),
            whole(f.verdicts_helped),
            text(&f.related.join("; ")),
            text(today),
        ];
        (values, place)
    };
    Table {
        name: "doctor",
        title_zh: "数据质量检查",
        columns: vec![
            ("rule", Type::Text),
            ("severity", Type::Text),
            ("layer", Type::Text),
            ("id", Type::Text),
            ("field", Type::Text),
            ("value", Type::Text),
            ("words_zh", Type::Text),
            ("fix_zh", Type::Text),
            ("words_en", Type::Text),
            ("fix_en", Type::Text),
            ("verdicts_settled", Type::Whole),
            ("verdicts_helped", Type::Whole),
            ("related", Type::Text),
            ("examined_on", Type::Text),
        ],
        rows: report.findings.iter().map(row).collect(),
    }
}
