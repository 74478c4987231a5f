//! Input that cannot be read, through the program: each a clear message and the right exit code, and nothing written.
//! Adding a case means adding a file to `tests/bad_input`.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::Desk;

#[test]
fn every_bad_sheet_is_answered_in_words() {
    insta::glob!("bad_input/*", |path| {
        let desk = Desk::new();
        let name = format!("class.{}", path.extension().unwrap().to_str().unwrap());
        desk.write(&name, std::fs::read(path).unwrap());
        let run = desk.build(&[&name, "--format", "html"]);
        assert!(run.code == Some(1) || run.code == Some(2), "{run:?}");
        if run.code == Some(2) {
            assert!(!desk.path("class-plans").exists(), "nothing is written where nothing could be read");
        }
        insta::assert_snapshot!(run.transcript());
    });
}

#[test]
fn a_sheet_that_is_not_there_or_is_a_folder_is_named() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder")).unwrap();
    insta::assert_snapshot!("no such file", desk.build(&["class.csv"]).transcript());
    insta::assert_snapshot!("a folder", desk.build(&["folder"]).transcript());
    insta::assert_snapshot!("usage", desk.run(&["build", "--as-of", "2026-02-30", "class.csv"]).transcript());
    insta::assert_snapshot!(
        "no such exam",
        desk.write("class.csv", "ID,Score\nA-1,700\n").build(&["class.csv", "--exam", "dop"]).transcript()
    );
}
