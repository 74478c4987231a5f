//! The independent computation of tests/reference, and the comparison of its figures with those of a build.

use std::process::Command;

use serde_json::Value;

use super::project;

/// What a script of tests/reference prints; the libraries that it needs are those that `make setup` installed.
pub fn reference(script: &str, arguments: &[&str]) -> String {
    let output = Command::new("python3")
        .arg(project("tests/reference").join(script))
        .args(arguments)
        .env("PYTHONPATH", project("target/tools/statistics"))
        .output()
        .unwrap_or_else(|error| panic!("python3 does not run ({error}): `make setup` installs it"));
    assert!(
        output.status.success(),
        "{}\n`make setup` installs the libraries that may be missing",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The figures of a cohort.json without what names the program and the files.
pub fn figures(cohort: &str) -> Value {
    let mut figures: Value = serde_json::from_str(cohort).unwrap();
    figures.as_object_mut().unwrap().retain(|key, _| key != "resit" && key != "sheets");
    figures
}

/// Every path at which two values differ, with both; the values of p may differ as far as floating point carries.
pub fn differences(found: &Value, expected: &Value) -> Vec<String> {
    let mut all = Vec::new();
    compare("", found, expected, &mut all);
    all
}

/// Two units of the last decimal of a p.
const P_TOLERANCE: f64 = 2.000_001e-6;

fn compare(path: &str, found: &Value, expected: &Value, all: &mut Vec<String>) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            for (key, value) in found {
                match expected.get(key) {
                    Some(other) => compare(&format!("{path}.{key}"), value, other, all),
                    None => all.push(format!("{path}.{key}: {}, expected nothing", short(value))),
                }
            }
            let missing = expected.iter().filter(|(key, _)| !found.contains_key(*key));
            all.extend(missing.map(|(key, value)| format!("{path}.{key}: missing, expected {}", short(value))));
        }
        (Value::Array(found), Value::Array(expected)) => {
            if found.len() != expected.len() {
                all.push(format!("{path}: {} entries, expected {}", found.len(), expected.len()));
            }
            for (index, (value, other)) in found.iter().zip(expected).enumerate() {
                compare(&format!("{path}[{index}]"), value, other, all);
            }
        }
        (Value::Number(found), Value::Number(expected))
            if matches!(path.rsplit('.').next(), Some("p" | "p_adjusted")) =>
        {
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            if (found - expected).abs() > P_TOLERANCE {
                all.push(format!("{path}: {found}, expected {expected}"));
            }
        }
        // 12 and 12.0 are not the same
        _ if found == expected => {}
        _ => all.push(format!("{path}: {}, expected {}", short(found), short(expected))),
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    let start: String = text.chars().take(60).collect();
    if start.len() < text.len() { start + "…" } else { text }
}
