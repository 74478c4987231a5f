//! `--archive`: all plans in one zip, the same to the byte as the files that a build without it writes.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use harness::{AS_OF, Desk, Run, cohort_sheet, tool};

const CLASS: &str = "samples/dop-c02-class.csv";

/// The members of an archive in their order, as another reader than ours unpacks them.
fn unpacked(desk: &Desk, archive: &str) -> (Vec<String>, BTreeMap<String, Vec<u8>>) {
    let path = desk.path(archive);
    let script = "import sys, zipfile\n\
                  archive = zipfile.ZipFile(sys.argv[1])\n\
                  assert archive.testzip() is None\n\
                  for member in archive.infolist():\n    \
                      assert member.date_time == (2026, 11, 23, 0, 0, 0), member\n    \
                      assert member.external_attr >> 16 & 0o777 == 0o600, member\n    \
                      kind = zipfile.ZIP_STORED if member.filename.endswith('.pdf') else zipfile.ZIP_DEFLATED\n    \
                      assert member.compress_type == kind and not member.flag_bits & 8, member\n    \
                      print(member.filename)\n\
                  archive.extractall(sys.argv[2])\n";
    let target = desk.path("unpacked");
    let output = tool("python3", &["-c", script, path.to_str().unwrap(), target.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let test = tool("unzip", &["-tq", path.to_str().unwrap()]);
    assert!(test.status.success(), "{}", String::from_utf8_lossy(&test.stdout));
    let names = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    (names, desk.files("unpacked"))
}

#[test]
fn the_archive_holds_what_would_have_been_files() {
    let desk = Desk::with(CLASS);
    assert_eq!(desk.build(&["dop-c02-class.csv", "-o", "loose"]).code, Some(0));
    let run = desk.build(&["dop-c02-class.csv", "-o", "out", "--archive", "plans.zip"]);
    assert!(run.code == Some(0) && run.stdout.contains("Plans    out/plans.zip (PDF and HTML)"), "{run:?}");
    let loose: BTreeMap<String, Vec<u8>> =
        desk.files("loose").into_iter().filter(|(name, _)| name.starts_with("plans/")).collect();
    let (names, members) = unpacked(&desk, "out/plans.zip");
    assert_eq!(loose.len(), 48 + 18);
    assert_eq!(members.keys().collect::<Vec<_>>(), loose.keys().collect::<Vec<_>>());
    assert!(members == loose, "a member differs from the file of a build without --archive");

    // in the order of the sheet, under the paths that the manifest gives
    let manifest = desk.read("out/manifest.csv");
    let mut reader = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(headings[7..14], ["html", "pdf", "html_sha256", "pdf_sha256", "ics", "ics_sha256", "archive"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let listed = rows.iter().flat_map(|row| [&row[7], &row[8], &row[11]]).filter(|path| !path.is_empty());
    let listed: Vec<&str> = listed.collect();
    assert_eq!(listed, names);
    assert!(rows.iter().all(|row| &row[13] == "plans.zip"));
    let without = |text: &str| text.replace(",archive,", ",").replace(",plans.zip,", ",");
    assert_eq!(without(&manifest), desk.read("loose/manifest.csv"), "all else stays, hashes too");

    // a page cannot lead into an archive
    let index = desk.read("out/index.html");
    assert!(!index.contains("href=\"plans/") && index.contains("The plans are in plans.zip."), "{index}");
    assert!(desk.read("loose/index.html").contains("href=\"plans/"));
    assert!(!desk.path("out/plans").exists());
    for same in ["results.jsonl", "cohort.json"] {
        assert_eq!(desk.read(&format!("out/{same}")), desk.read(&format!("loose/{same}")));
    }
}

#[test]
fn the_same_class_gives_the_same_archive_whatever_the_jobs() {
    let desk = Desk::with(CLASS);
    for jobs in ["1", "4"] {
        let build = ["dop-c02-class.csv", "-o", jobs, "--jobs", jobs, "--archive", "a class.zip", "--format", "html"];
        assert_eq!(desk.build(&build).code, Some(0));
    }
    assert!(desk.files("1") == desk.files("4"));
}

#[test]
fn files_and_archive_take_each_others_place() {
    let desk = Desk::with(CLASS);
    let names = |desk: &Desk| -> Vec<String> {
        let plans = |name: &String| name.starts_with("plans") || name.contains(".zip");
        desk.files("out").into_keys().filter(plans).collect()
    };
    let build = |more: &[&str]| desk.build(&[&["dop-c02-class.csv", "-o", "out", "--format", "html"], more].concat());
    build(&[]);
    assert_eq!(names(&desk).len(), 24 + 18);
    build(&["--archive", "plans.zip"]);
    assert_eq!(names(&desk), ["plans.zip"]);
    build(&["--archive", "other.zip"]);
    assert_eq!(names(&desk), ["other.zip"]);
    build(&[]);
    assert_eq!(names(&desk).len(), 24 + 18);
    // an archive of somebody else stays
    desk.write("out/mine.zip", "mine");
    let run = build(&["--archive", "mine.zip"]);
    assert!(run.code == Some(2) && run.stderr.contains("resit did not write it"), "{run:?}");
    assert_eq!(desk.read("out/mine.zip"), "mine");
}

#[test]
fn an_interrupted_build_leaves_the_archive_of_the_build_before() {
    let desk = Desk::new();
    desk.write("class.csv", cohort_sheet::sheet(3, 3, cohort_sheet::Names::Latin));
    desk.build(&["class.csv", "-o", "out", "--archive", "plans.zip"]);
    let before = fs::read(desk.path("out/plans.zip")).unwrap();
    desk.write("class.csv", cohort_sheet::sheet(3000, 3, cohort_sheet::Names::Latin));
    for (signal, code) in [("-INT", Some(130)), ("-KILL", None)] {
        let mut command =
            desk.command(&["build", "--as-of", AS_OF, "class.csv", "-o", "out", "--archive", "plans.zip"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // under way once something has been written to a file that is not in its place yet
        let new = desk.path("out/.resit/new");
        let has_begun = || {
            let files = fs::read_dir(&new).into_iter().flatten().flatten();
            files.filter_map(|file| file.metadata().ok()).any(|file| file.len() > 400_000)
        };
        let began = Instant::now();
        while !has_begun() {
            assert!(began.elapsed() < Duration::from_mins(1), "the build never began");
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!(run.code, code, "{run:?}");
        assert!(fs::read(desk.path("out/plans.zip")).unwrap() == before, "the archive is neither old nor new");
    }
    desk.write("class.csv", cohort_sheet::sheet(3, 3, cohort_sheet::Names::Latin));
    assert_eq!(desk.build(&["class.csv", "-o", "out", "--archive", "plans.zip"]).code, Some(0));
    assert!(fs::read(desk.path("out/plans.zip")).unwrap() == before);
}

#[test]
fn an_archive_has_a_plain_name() {
    let desk = Desk::with(CLASS);
    for name in ["plans", "../plans.zip", "/tmp/plans.zip", ".zip", ".hidden.zip", "a\\b.zip", "plans.zip\n.zip"] {
        let run = desk.build(&["dop-c02-class.csv", "--archive", name]);
        assert_eq!(run.code, Some(2), "{name}");
    }
    let run = desk.build(&["dop-c02-class.csv", "--archive", "sub/plans.zip"]);
    insta::assert_snapshot!("archive in another folder", run.transcript());
    assert_eq!(desk.files("").len(), 1);
}
