//! The pages in a browser: axe-core in headless Chromium finds nothing to mend on any page of the sample class and of a
//! class of extremes, wide and narrow, light and dark; no request leaves a page, and nothing scrolls sideways.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::{Desk, in_browser, project};

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
        let run = desk.build(&[sheet.to_str().unwrap(), "--format", "html", "--share", "-o", out]);
        assert_eq!(run.code, Some(code), "{run:?}");
    }
    let pages: Vec<String> = desk.files("").into_keys().filter(|name| is_page(name)).collect();
    assert_eq!(pages.len(), 24 + 5 + 2 + 2);
    let folder = desk.path("");
    let arguments: Vec<&str> = [folder.to_str().unwrap()].into_iter().chain(pages.iter().map(String::as_str)).collect();
    let counts = in_browser("accessibility/check.mjs", &arguments);
    assert_eq!(counts["views"], pages.len() * VIEWS, "{counts}");
    assert!(
        counts["passes"].as_u64().unwrap() > 20 * counts["views"].as_u64().unwrap(),
        "axe-core looked at too little: {counts}"
    );
}

fn is_page(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "html")
}
