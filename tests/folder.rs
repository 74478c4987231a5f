//! The output folder under bad luck: other people's files, other classes, full disks, kills.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use harness::{AS_OF, Desk, Run, SmallDisk, cohort_sheet, project, tool};

const SHEET: &str = "ID,Name,Score,SDLC\nA-1,Ana,700,Competent\nA-2,Ben,650,NI\n";

#[test]
fn files_and_folders_are_for_their_owner_alone() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET);
    desk.build(&["class.csv"]);
    let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
    for folder in ["class-plans", "class-plans/plans", "class-plans/.resit"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
    for file in desk.files("class-plans").keys() {
        assert_eq!(mode(&format!("class-plans/{file}")), 0o600, "{file}");
    }
}

#[test]
fn plans_of_candidates_who_left_are_removed_and_other_files_stay() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET);
    desk.build(&["class.csv"]);
    let before: Vec<String> = desk.files("class-plans/plans").into_keys().collect();
    assert_eq!(before.len(), 6);
    desk.write("class-plans/my notes.txt", "mine").write("class-plans/plans/mine.html", "mine");
    desk.write("class.csv", "ID,Name,Score,SDLC\nA-1,Ana,700,Competent\n");
    desk.build(&["class.csv"]);
    let after: Vec<String> = desk.files("class-plans/plans").into_keys().collect();
    assert_eq!(after.len(), 4, "{after:?}");
    assert!(after.contains(&"mine.html".to_owned()) && after.iter().all(|name| !name.starts_with("ben")));
    assert_eq!(desk.read("class-plans/my notes.txt"), "mine");
}

#[test]
fn a_file_that_is_not_ours_is_never_replaced() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET).write("site/index.html", "my home page");
    let run = desk.build(&["class.csv", "-o", "site"]);
    insta::assert_snapshot!("foreign file", run.transcript());
    assert_eq!(desk.read("site/index.html"), "my home page");
    assert!(!desk.path("site/plans").exists(), "nothing else was written");
}

#[test]
fn the_plans_of_another_class_are_not_replaced_unasked() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET).write("other.csv", "ID,Name,Score,SDLC\nB-1,Cyd,700,Competent\n");
    desk.build(&["class.csv", "-o", "out"]);
    let before = desk.files("out");
    insta::assert_snapshot!("other cohort", desk.build(&["other.csv", "-o", "out"]).transcript());
    assert_eq!(desk.files("out"), before);
    assert_eq!(desk.build(&["other.csv", "-o", "out", "--replace"]).code, Some(0));
    assert!(desk.files("out/plans").keys().all(|name| name.starts_with("cyd-")));
}

#[test]
fn a_class_is_known_by_all_its_candidates() {
    // nobody of the other class can be used, and still its folder is another one
    let desk = Desk::new();
    desk.write("class.csv", SHEET).write("broken.csv", "ID,Name,Score,SDLC\nB-1,Cyd,abc,Competent\n");
    desk.build(&["class.csv", "-o", "out"]);
    let before = desk.files("out");
    assert_eq!(desk.build(&["broken.csv", "-o", "out"]).code, Some(2));
    assert_eq!(desk.files("out"), before);
    // the same class with everybody but a newcomer broken for now is the same class
    desk.write("class.csv", "ID,Name,Score,SDLC\nA-1,Ana,7OO,Competent\nA-2,Ben,65O,NI\nA-3,Cyd,640,NI\n");
    assert_eq!(desk.build(&["class.csv", "-o", "out"]).code, Some(1));
}

#[test]
fn the_plans_of_another_exam_are_not_replaced_unasked() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Name,Result\nA-1,Ana,failed\n");
    desk.build(&["class.csv"]);
    let exam = project("tests/exams/no-domains.toml");
    let other = ["class.csv", "--exam", exam.to_str().unwrap()];
    insta::assert_snapshot!("other exam", desk.build(&other).transcript());
    assert_eq!(desk.build(&[&other[..], &["--replace"]].concat()).code, Some(0));
}

#[test]
fn a_pipe_has_no_place_for_plans() {
    let desk = Desk::new();
    let mut command = desk.command(&["build", "/dev/stdin"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), SHEET.as_bytes()).unwrap();
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("Give the folder for them with -o"), "{}", run.stderr);
}

#[test]
fn a_record_from_elsewhere_removes_nothing_of_other_people() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET).write("victim.txt", "mine").write("class-plans/plans/mine.txt", "mine");
    desk.build(&["class.csv"]);
    let files = desk.read("class-plans/.resit/files");
    let victim = desk.path("victim.txt");
    let absolute = victim.to_str().unwrap();
    desk.write("class-plans/.resit/files", format!("{files}00  ../victim.txt\n00  {absolute}\n00  plans/mine.txt\n"));
    desk.write("class-plans/.resit/pending", "../victim.txt\n");
    assert_eq!(desk.build(&["class.csv"]).code, Some(0));
    assert_eq!(desk.read("victim.txt") + &desk.read("class-plans/plans/mine.txt"), "minemine");
}

#[test]
fn a_refused_build_leaves_no_trace() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET).write("site/index.html", "my home page");
    assert_eq!(desk.build(&["class.csv", "-o", "site"]).code, Some(2));
    assert_eq!(desk.files("site").into_keys().collect::<Vec<_>>(), ["index.html"]);
    assert!(!desk.path("site/.resit").exists());
}

#[test]
fn a_damaged_state_and_links_are_named() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET);
    desk.build(&["class.csv"]);
    desk.write("class-plans/.resit/state.json", "{");
    insta::assert_snapshot!("damaged state", desk.run(&["build", "class.csv"]).transcript());
    fs::create_dir(desk.path("elsewhere")).unwrap();
    fs::create_dir(desk.path("out")).unwrap();
    std::os::unix::fs::symlink(desk.path("elsewhere"), desk.path("out/plans")).unwrap();
    insta::assert_snapshot!(
        "link in the way",
        desk.build(&["class.csv", "-o", "out"]).transcript().replace(desk.path("").to_str().unwrap(), "")
    );
    assert!(desk.files("elsewhere").is_empty());
}

#[test]
fn a_second_build_of_the_same_folder_is_refused() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET);
    desk.build(&["class.csv"]);
    let lock = fs::File::options().write(true).open(desk.path("class-plans/.resit/lock")).unwrap();
    lock.lock().unwrap();
    insta::assert_snapshot!("locked", desk.build(&["class.csv"]).transcript());
}

#[test]
fn an_output_folder_that_cannot_be_used_is_named() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET).write("a file", "");
    insta::assert_snapshot!("out is a file", desk.build(&["class.csv", "-o", "a file"]).transcript());
    insta::assert_snapshot!("out below a file", desk.build(&["class.csv", "-o", "a file/out"]).transcript());
}

#[test]
fn a_full_disk_leaves_nothing_half_written_and_the_same_command_goes_on() {
    let desk = Desk::new();
    fs::copy(project("samples/dop-c02-class.csv"), desk.path("class.csv")).unwrap();
    let whole = Desk::new();
    fs::copy(project("samples/dop-c02-class.csv"), whole.path("class.csv")).unwrap();
    whole.build(&["class.csv", "-o", "out"]);
    let whole = whole.files("out");
    let disk = SmallDisk::mount(desk.path("out"), "size=400k");
    let run = desk.build(&["class.csv", "-o", "out", "--jobs", "1"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("The disk is full. Make room and run the same command again"), "{}", run.stderr);
    for (name, bytes) in desk.files("out") {
        if let Some(expected) = whole.get(&name).filter(|_| !name.starts_with(".resit/")) {
            assert!(bytes == *expected, "{name} is not whole");
        }
    }
    assert!(desk.files("out/.resit/new").is_empty());
    let grown = tool("mount", &["-o", "remount,size=20m", disk.0.to_str().unwrap()]);
    assert!(grown.status.success());
    assert_eq!(desk.build(&["class.csv", "-o", "out"]).code, Some(0));
    assert!(desk.files("out") == whole);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let desk = Desk::new();
    desk.write("class.csv", SHEET);
    let disk = SmallDisk::mount(desk.path("out"), "size=1m");
    let read_only = tool("mount", &["-o", "remount,ro", disk.0.to_str().unwrap()]);
    assert!(read_only.status.success());
    insta::assert_snapshot!("read-only", desk.build(&["class.csv", "-o", "out"]).transcript());
}

/// Kills a build at many moments; what stands under a final name is always whole, and the same command goes on.
#[test]
fn a_kill_at_any_moment_leaves_only_whole_files() {
    #[expect(clippy::disallowed_methods, reason = "`make torture` asks for more rounds")]
    let rounds: u32 = std::env::var("RESIT_TORTURE_ROUNDS").map_or(12, |rounds| rounds.parse().unwrap());
    let sheet = cohort_sheet::sheet(150, 7, cohort_sheet::Names::Latin);
    let whole = Desk::new();
    whole.write("class.csv", &sheet);
    assert_eq!(whole.build(&["class.csv", "-o", "out"]).code, Some(0));
    let whole = whole.files("out");
    let desk = Desk::new();
    desk.write("class.csv", &sheet);
    for round in 0..rounds {
        let mut command = desk.command(&["build", "--as-of", AS_OF, "class.csv", "-o", "out", "--quiet"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // moments spread over the whole build, different in every round
        std::thread::sleep(Duration::from_millis(u64::from(20 + round * 977 % 1500)));
        let signal = if round % 3 == 0 { "-INT" } else { "-KILL" };
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).status();
        child.wait().unwrap();
        for (name, bytes) in desk.files("").iter().filter_map(|(name, bytes)| Some((name.strip_prefix("out/")?, bytes)))
        {
            if let Some(expected) = whole.get(name).filter(|_| !name.starts_with(".resit/")) {
                assert!(bytes == expected, "{name} is not whole after round {round}");
            }
        }
        if round % 4 == 3 {
            let run = desk.build(&["class.csv", "-o", "out"]);
            assert_eq!(run.code, Some(0), "{run:?}");
            assert!(
                desk.files("out") == whole,
                "after round {round} the same command does not end as one that ran through"
            );
            fs::remove_dir_all(desk.path("out")).unwrap();
        }
    }
}

#[test]
fn an_interrupt_stops_with_words() {
    let desk = Desk::new();
    desk.write("class.csv", cohort_sheet::sheet(2000, 3, cohort_sheet::Names::Latin));
    let mut command = desk.command(&["build", "--as-of", AS_OF, "class.csv"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // the handler stands once the first plan is there
    let plans = desk.path("class-plans/plans");
    let began = Instant::now();
    while fs::read_dir(&plans).map_or(0, Iterator::count) == 0 {
        assert!(began.elapsed() < Duration::from_mins(1), "the build never began");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, Some(130), "{run:?}");
    assert_eq!(run.stderr, "stopped: class-plans is not finished; the same command goes on from here\n");
}
