//! The pages in a browser: axe-core in headless Chromium finds nothing to mend on any page of the sample class and of a
//! class of extremes, wide and narrow, light and dark; no request leaves a page, and nothing scrolls sideways.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::{Desk, project, tool};
use serde_json::Value;

/// Widths times colour schemes that every page is opened in.
const VIEWS: usize = 4;

#[test]
fn every_page_is_accessible() {
    let desk = Desk::new();
    // the second sheet has a row that is left out, so that its cohort page shows that too
    for (sheet, code) in [("samples/dop-c02-class.csv", 0), ("tests/accessibility/long-names-and-many-attempts.csv", 1)]
    {
        let sheet = project(sheet);
        let out = sheet.file_stem().unwrap().to_str().unwrap();
        let run = desk.build(&[sheet.to_str().unwrap(), "--format", "html", "-o", out]);
        assert_eq!(run.code, Some(code), "{run:?}");
    }
    let pages: Vec<String> = desk.files("").into_keys().filter(|name| is_page(name)).collect();
    assert_eq!(pages.len(), 24 + 5 + 2);
    let tools = project("target/tools");
    for package in ["axe-core", "playwright-core"] {
        assert!(tools.join("node_modules").join(package).is_dir(), "{package} is missing: `make setup` installs it");
    }
    let script = project("tests/accessibility/check.mjs");
    let folder = desk.path("");
    let mut arguments = vec![script.to_str().unwrap(), tools.to_str().unwrap(), folder.to_str().unwrap()];
    arguments.extend(pages.iter().map(String::as_str));
    let output = tool("node", &arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the browser check failed; `make setup` installs what it needs\n{errors}\n{said}");
    let (faults, last) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
    assert_eq!(faults, "", "what must be mended, one line each");
    let counts: Value = serde_json::from_str(last).unwrap();
    assert_eq!(counts["views"], pages.len() * VIEWS, "{last}");
    assert!(
        counts["passes"].as_u64().unwrap() > 20 * counts["views"].as_u64().unwrap(),
        "axe-core looked at too little: {last}"
    );
}

fn is_page(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "html")
}
