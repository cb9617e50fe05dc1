//! The guide from a bureau's Excel file to violations on a map: every command of it, as it stands there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The binary; `make unit` builds it first.
fn binary() -> PathBuf {
    let exe = std::env::current_exe().unwrap();
    let path = exe.parent().unwrap().parent().unwrap().join("anjie");
    assert!(
        path.exists(),
        "{} is not built; run `cargo build --package server` first",
        path.display()
    );
    path
}

fn run(folder: &Path, line: &str) -> Output {
    let mut words = line.split_whitespace();
    assert_eq!(words.next(), Some("anjie"), "{line}");
    Command::new(binary())
        .args(words)
        .current_dir(folder)
        .env_remove("ANJIE_STORE")
        .output()
        .unwrap()
}

/// The lines of the fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(word) => inside = !inside && word == language,
            None if inside => lines.push(line.to_owned()),
            None => {}
        }
    }
    lines
}

#[test]
fn the_guide_leads_from_a_workbook_to_violations() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide");
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&guide).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let text = std::fs::read_to_string(guide.join("README.md")).unwrap();
    let commands = blocks(&text, "sh");
    assert_eq!(commands.len(), 6, "{commands:#?}");
    for line in &commands {
        let output = run(folder.path(), line);
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        let expected = if line.contains("--dry-run") { 3 } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "{line}\n{said}");
        if line.contains("--dry-run") {
            for shown in blocks(&text, "text") {
                let start = shown.trim_end_matches('…');
                assert!(said.contains(start), "{start}\n{said}");
            }
        }
    }
    for made in ["退回.xlsx", "违规.xlsx"] {
        assert!(folder.path().join(made).exists(), "{made}");
    }
    let output = run(folder.path(), "anjie export violations v.geojson");
    assert!(output.status.success());
    let found: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("v.geojson")).unwrap()).unwrap();
    let found = found["features"].as_array().unwrap();
    let violations: Vec<&Value> = found
        .iter()
        .map(|f| &f["properties"])
        .filter(|p| p["verdict"] == "violation")
        .collect();
    assert!(!violations.is_empty(), "{found:#?}");
    for violation in violations {
        assert!(
            violation["clause"].as_str().is_some_and(|c| !c.is_empty()),
            "{violation}"
        );
        assert!(
            violation["actual_m"].as_f64().unwrap() < violation["required_m"].as_f64().unwrap(),
            "{violation}"
        );
    }
}
