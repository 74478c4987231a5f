//! `resit build` as a coach runs it: what it prints, what it leaves in the folder, and that it repeats itself.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::{AS_OF, Desk, Run, project};

const CLASS: &str = "samples/dop-c02-class.csv";
const OUT: &str = "dop-c02-class-plans";

#[test]
fn the_sample_class_is_built_whole() {
    let desk = Desk::with(CLASS);
    let run = desk.build(&["dop-c02-class.csv"]);
    insta::assert_snapshot!("class transcript", run.transcript());
    let names: Vec<String> = desk.files(OUT).into_keys().filter(|name| !name.starts_with(".resit")).collect();
    insta::assert_snapshot!("class files", names.join("\n"));
    insta::assert_snapshot!("class results", desk.read(&format!("{OUT}/results.jsonl")));
    insta::assert_snapshot!("class cohort", desk.read(&format!("{OUT}/cohort.json")));
}

#[test]
fn the_manifest_names_every_file_with_its_hash() {
    let desk = Desk::with(CLASS);
    desk.build(&["dop-c02-class.csv"]);
    let manifest = desk.read(&format!("{OUT}/manifest.csv"));
    let mut reader = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let mut files = 0;
    for row in reader.records().map(Result::unwrap) {
        for (path, hash) in [("html", "html_sha256"), ("pdf", "pdf_sha256"), ("ics", "ics_sha256")] {
            if row[column(path)].is_empty() {
                assert_eq!((path, &row[column("outcome")], &row[column(hash)]), ("ics", "passed", ""));
                continue;
            }
            let bytes = std::fs::read(desk.path(OUT).join(&row[column(path)])).unwrap();
            let sha256: String = sha256(&bytes);
            assert_eq!(sha256, row[column(hash)]);
            files += 1;
        }
    }
    assert_eq!(files, 48 + 18);
    assert_eq!(headings.iter().next_back(), Some("Employer"), "unknown columns are carried along");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_awkward_sheet_names_every_problem_and_hands_the_rows_back() {
    let desk = Desk::with("samples/awkward.csv");
    let run = desk.build(&["awkward.csv"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!("awkward transcript", run.transcript());
    insta::assert_snapshot!("awkward problems", desk.read("awkward-plans/problems.csv"));
    insta::assert_snapshot!("awkward results", desk.read("awkward-plans/results.jsonl"));
}

#[test]
fn check_says_the_same_and_writes_nothing() {
    let desk = Desk::with("samples/awkward.csv");
    let check = desk.run(&["check", "--as-of", AS_OF, "awkward.csv"]);
    insta::assert_snapshot!("awkward check", check.transcript());
    assert_eq!(desk.files("").len(), 1, "check writes nothing");
    let build = desk.build(&["--format", "html", "awkward.csv"]);
    assert_eq!(check.stderr, build.stderr);
    let strict = Desk::with(CLASS);
    assert_eq!(strict.run(&["check", "--as-of", AS_OF, "dop-c02-class.csv"]).code, Some(0));
    assert_eq!(strict.run(&["check", "--as-of", AS_OF, "--strict", "dop-c02-class.csv"]).code, Some(1));
}

#[test]
fn the_same_sheet_gives_the_same_bytes_whatever_the_jobs() {
    let one = Desk::with(CLASS);
    let four = Desk::with(CLASS);
    one.build(&["dop-c02-class.csv", "--jobs", "1"]);
    four.build(&["dop-c02-class.csv", "--jobs", "4"]);
    let (one, four) = (one.files(OUT), four.files(OUT));
    assert_eq!(one.keys().collect::<Vec<_>>(), four.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(bytes == &four[name], "{name} differs");
    }
}

#[test]
fn removing_a_candidate_changes_no_other_plan() {
    let desk = Desk::with(CLASS);
    desk.build(&["dop-c02-class.csv"]);
    let sheet = desk.read("dop-c02-class.csv");
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let mut fewer = csv::Writer::from_writer(Vec::new());
    fewer.write_record(reader.headers().unwrap()).unwrap();
    let mut removed = 0;
    for row in reader.records().map(Result::unwrap) {
        if &row[0] == "C-001" {
            removed += 1;
        } else {
            fewer.write_record(&row).unwrap();
        }
    }
    assert!(removed > 1);
    let other = Desk::new();
    other.write("dop-c02-class.csv", fewer.into_inner().unwrap());
    other.build(&["dop-c02-class.csv"]);
    let (all, fewer) = (desk.files(&format!("{OUT}/plans")), other.files(&format!("{OUT}/plans")));
    assert_eq!(all.len(), fewer.len() + 3);
    for (name, bytes) in &fewer {
        assert!(bytes == &all[name], "{name} differs");
    }
}

#[test]
fn the_day_is_recorded_kept_and_said() {
    let desk = Desk::with(CLASS);
    desk.build(&["--format", "html", "dop-c02-class.csv"]);
    let again = desk.run(&["build", "--format", "html", "dop-c02-class.csv"]);
    assert!(
        again.stdout.contains("As of    2026-11-23, the day of the last build into this folder; --as-of changes it"),
        "{}",
        again.stdout
    );
    let plan = desk.read(&format!("{OUT}/results.jsonl"));
    assert!(plan.contains(r#""start":"2026-11-24""#));
    let moved = desk.run(&["build", "--format", "html", "--as-of", "2026-12-01", "dop-c02-class.csv"]);
    assert!(moved.stdout.contains("As of    2026-12-01\n"), "{}", moved.stdout);
    assert!(desk.read(&format!("{OUT}/results.jsonl")).contains(r#""start":"2026-12-02""#));
    let started = desk.build(&["--format", "html", "--start", "2027-01-04", "dop-c02-class.csv"]);
    assert_eq!(started.code, Some(0));
    assert!(desk.read(&format!("{OUT}/results.jsonl")).contains(r#""start":"2027-01-04""#));
}

#[test]
fn corrected_rows_come_back_from_problems_csv() {
    let desk = Desk::new();
    let sheet =
        "Candidate ID,Name,Score,SDLC\nC-1,Ana,700,Competent\nC-2,Ben,abc,Strong\nC-2,Ben,640,Competent\n,Cyd,610,NI\n";
    desk.write("class.csv", sheet);
    let first = desk.build(&["--format", "html", "class.csv"]);
    insta::assert_snapshot!("corrections first", first.transcript());
    let problems = desk.read("class-plans/problems.csv");
    insta::assert_snapshot!("corrections problems", problems);
    let fixed = problems.replace(",abc,", ",655,").replace(",,Cyd,", ",C-3,Cyd,");
    desk.write("class-plans/problems.csv", &fixed);
    let second = desk.build(&["--format", "html", "class.csv", "class-plans/problems.csv"]);
    insta::assert_snapshot!("corrections second", second.transcript());
    assert_eq!(second.code, Some(0));
    insta::assert_snapshot!("corrections results", desk.read("class-plans/results.jsonl"));
    assert_eq!(desk.read("class-plans/problems.csv"), fixed, "the coach's corrections are never overwritten");
    // without the corrected file the problems are back, and the corrections still stay
    let third = desk.build(&["--format", "html", "class.csv"]);
    assert_eq!(third.code, Some(1));
    assert_eq!(desk.read("class-plans/problems.csv"), fixed);
    assert!(third.stdout.contains("class-plans/problems-2.csv"), "{}", third.stdout);
}

/// What was chosen for the first build holds for the one with the corrections, too.
#[test]
fn the_next_command_repeats_the_options_that_were_given() {
    let desk = Desk::new();
    desk.write("my class.csv", "Candidate ID,Score\nC-1,700\nC-2,abc\n");
    let given =
        ["--language", "de", "-o", "the plans", "--replace", "--strict", "--bundle", "all plans.pdf", "-j", "1"];
    let run = desk.build(&[&given[..], &["--font-dir", ".", "my class.csv"]].concat());
    let next = run.stdout.lines().last().unwrap();
    let expected = "Next: correct \"the plans/problems.csv\", then: resit build \"my class.csv\" \"the plans/problems.csv\" \
                    --as-of 2026-11-23 --strict -o \"the plans\" --language de --font-dir . --bundle \"all plans.pdf\" -j 1";
    assert_eq!(next, expected);
}

#[test]
fn settings_beside_the_sheet_are_used_and_the_command_line_wins() {
    let desk = Desk::new();
    desk.write("class.csv", "Nr,Who,Points,SDLC\nA-1,Ana,700,Competent\n");
    desk.write(
        "resit.toml",
        "organisation = \"North Star Academy\"\ncoach = \"Kim Lund\"\nformat = \"html\"\nhours_per_week = 6.25\n\
         [columns]\ncandidate_id = \"Nr\"\nname = \"Who\"\nscore = \"Points\"\n",
    );
    assert_eq!(desk.build(&["class.csv"]).code, Some(0));
    let results = desk.read("class-plans/results.jsonl");
    assert!(results.contains(r#""hours_per_week":6.0"#), "{results}");
    let plans = desk.plans("class-plans", "html");
    assert_eq!(plans.len(), 1);
    let page = String::from_utf8(plans.into_values().next().unwrap()).unwrap();
    assert!(page.contains("North Star Academy") && page.contains("Kim Lund"));
    assert_eq!(desk.build(&["class.csv", "--format", "pdf"]).code, Some(0));
    assert!(desk.plans("class-plans", "html").is_empty(), "the page of the earlier build is gone");
    assert_eq!(desk.plans("class-plans", "pdf").len(), 1);
    desk.write("resit.toml", "organization = \"North Star Academy\"\n");
    insta::assert_snapshot!("settings unknown key", desk.build(&["class.csv"]).transcript());
}

#[test]
fn ratings_are_computed_from_points() {
    let desk = Desk::new();
    desk.write(
        "class.csv",
        "Matrikelnummer;Punktzahl;Quiz 1 /10;Quiz 2 (10);M1 Design\n007;612;7,5;8;19\n008;655;;;\n",
    );
    let columns = "[columns]\nsdlc = { from = [\"Quiz 1\", \"Quiz 2\"] }\n[columns.config]\nfrom = [\"M1 Design\"]\nout_of = 37.5\n";
    desk.write("resit.toml", format!("format = \"html\"\n{columns}"));
    let run = desk.build(&["class.csv"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let results = desk.read("class-plans/results.jsonl");
    assert!(results.contains(r#"{"sdlc":"competent","config":"needs-improvement""#), "{results}");
    let page = desk.plans("class-plans", "html").into_values().next().unwrap();
    assert!(String::from_utf8(page).unwrap().contains("Competent (15.5/20)"));
    for (name, settings) in [
        ("points without headings", "[columns]\nsdlc = { from = [], out_of = 20 }\n"),
        ("points out of nothing", "[columns]\nsdlc = { from = [\"Quiz 1\"], out_of = 0 }\n"),
        ("points with an unknown key", "[columns]\nsdlc = { from = [\"Quiz 1\"], outof = 20 }\n"),
        ("a column that is a number", "[columns]\nsdlc = 3\n"),
    ] {
        desk.write("resit.toml", settings);
        insta::assert_snapshot!(name, desk.build(&["class.csv"]).transcript());
    }
}

#[test]
fn the_environment_stands_between_command_line_and_settings() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Score\nA-1,700\n").write("resit.toml", "format = \"html\"\n");
    let build = |arguments: &[&str], format: Option<&str>| {
        let mut command = desk.command(&[&["build", "--as-of", AS_OF, "class.csv"], arguments].concat());
        command.envs(format.map(|format| ("RESIT_FORMAT", format)));
        assert_eq!(command.output().unwrap().status.code(), Some(0));
        let names: Vec<String> = desk.files("class-plans/plans").into_keys().collect();
        names.iter().map(|name| name.rsplit('.').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(build(&[], None), ["html", "ics"]);
    assert_eq!(build(&[], Some("pdf")), ["ics", "pdf"]);
    assert_eq!(build(&["--format", "both"], Some("pdf")), ["html", "ics", "pdf"]);
}

#[test]
fn flags_of_the_environment_are_read_as_people_write_them() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Score,Hours per week\nA-1,700,lots\n");
    let build = |name: &str, value: &str| {
        let mut command = desk.command(&["build", "--as-of", AS_OF, "class.csv", "--format", "html"]);
        Run::from(command.env(name, value).output().unwrap())
    };
    assert_eq!(build("RESIT_QUIET", "1").stdout, "");
    assert_ne!(build("RESIT_QUIET", "0").stdout, "");
    assert_eq!(build("RESIT_STRICT", "yes").code, Some(1));
    assert_eq!(build("RESIT_STRICT", "").code, Some(0));
}

#[test]
fn results_that_cannot_be_written_are_an_error_and_a_reader_who_leaves_is_none() {
    let desk = Desk::new();
    let show = |sink: &str| {
        let sink = std::fs::File::options().write(true).open(sink).unwrap();
        desk.command(&["exams", "show", "dop-c02"]).stdout(sink).output().unwrap()
    };
    assert_eq!(show("/dev/full").status.code(), Some(2));
    let mut child = desk.command(&["exams", "show", "dop-c02"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn whoever_passed_gets_no_advice_for_a_retake() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Attempt,Score,SDLC\nA-1,1,745,Competent\nA-1,2,755,Competent\n");
    assert_eq!(desk.build(&["class.csv", "--format", "html"]).code, Some(0));
    let page = String::from_utf8(desk.plans("class-plans", "html").into_values().next().unwrap()).unwrap();
    assert!(page.contains("Compared with the attempt before") && page.contains("rose by 10 points"), "{page}");
    assert!(!page.contains("The way you study") && !page.contains("retake"), "{page}");
}

#[test]
fn a_scale_below_zero_is_as_good_as_any() {
    let desk = Desk::new();
    let blueprint = std::fs::read_to_string(project("tests/exams/two-equal.toml")).unwrap();
    let blueprint = blueprint.replace("min = 0\nmax = 200\npassing = 120", "min = -100\nmax = 0\npassing = -50");
    desk.write("exam.toml", blueprint).write("class.csv", "ID,Score\nA-1,-60\nA-2,-50\n");
    let run = desk.build(&["class.csv", "--exam", "exam.toml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(desk.read("class-plans/results.jsonl").contains(r#""score":-60,"margin":-10"#));
}

#[test]
fn a_replaced_template_is_used_and_a_broken_one_stops_before_anything_is_written() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Score\nA-1,700\n");
    desk.write("own/plan.html", "<p>{{ heading }} scored {{ candidate.score }}</p>");
    assert_eq!(desk.build(&["class.csv", "--format", "html", "--templates", "own"]).code, Some(0));
    let pages = desk.plans("class-plans", "html");
    assert_eq!(String::from_utf8_lossy(pages.values().next().unwrap()), "<p>A-1 scored 700</p>");
    let broken = Desk::new();
    broken.write("class.csv", "ID,Score\nA-1,700\n").write("own/plan.html", "<p>{{ headin }}</p>");
    let run = broken.build(&["class.csv", "--templates", "own"]);
    insta::assert_snapshot!("broken template", run.transcript());
    assert!(!broken.path("class-plans").exists());
    // a fault that only a candidate's data shows stops as early
    broken.write("own/plan.html", "{% if candidate.score %}{{ candidate.scoer }}{% endif %}");
    let run = broken.build(&["class.csv", "--templates", "own"]);
    assert!(run.code == Some(2) && run.stderr.contains("scoer"), "{run:?}");
    assert!(!broken.path("class-plans").exists());
    broken.write("empty/README.md", "");
    insta::assert_snapshot!("nothing replaced", broken.build(&["class.csv", "--templates", "empty"]).transcript());
    broken.write("own/plan.html", "").write("own/texts/en.ftl", "plan-kiker = Plan\n");
    let run = broken.build(&["class.csv", "--templates", "own"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("“plan-kiker” is not used by resit; did you mean “plan-kicker”?"), "{}", run.stderr);
}

#[test]
fn every_command_explains_itself() {
    let desk = Desk::new();
    for command in ["--help", "build --help", "check --help", "init --help", "exams --help"] {
        let run = desk.run(&command.split(' ').collect::<Vec<_>>());
        insta::assert_snapshot!(format!("help {command}"), run.transcript());
    }
    insta::assert_snapshot!("exams list", desk.run(&["exams", "list"]).transcript());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = desk.run(&["completions", shell]);
        assert_eq!(run.code, Some(0));
        assert!(run.stdout.contains("resit"), "{shell}");
    }
}

#[test]
fn exams_can_be_shown_changed_and_checked() {
    let desk = Desk::new();
    let shown = desk.run(&["exams", "show", "dop-c02"]).stdout;
    desk.write("mine.toml", &shown);
    insta::assert_snapshot!("exam check sound", desk.run(&["exams", "check", "mine.toml"]).transcript());
    desk.write("mine.toml", shown.replace("weight = 22", "weight = 23").replace("passing = 750", "passing = 1750"));
    insta::assert_snapshot!("exam check faults", desk.run(&["exams", "check", "mine.toml"]).transcript());
    insta::assert_snapshot!("exam unknown", desk.run(&["exams", "show", "dop-c03"]).transcript());
    desk.write("class.csv", "ID,Score\nA-1,700\n");
    insta::assert_snapshot!("build with faulty exam", desk.build(&["class.csv", "--exam", "mine.toml"]).transcript());
}
