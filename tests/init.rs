//! `resit init`: a folder to start from, which works as it was written.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::{BTreeMap, BTreeSet};

use harness::{Desk, project};
use resit::settings::Settings;

fn settings() -> String {
    std::fs::read_to_string(project("templates/resit.toml")).unwrap()
}

/// The keys that are switched off, with whether they stand as an example, because there is no default.
fn commented(text: &str) -> Vec<(&str, bool)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_key = |line: &&str| line.starts_with('#') && line.len() > 1 && !line.starts_with("# ");
    let lines = lines.iter().enumerate().filter(|(_, line)| is_key(line));
    lines
        .map(|(at, line)| (&line[1..], text.lines().nth(at - 1).is_some_and(|above| above.ends_with("Example:"))))
        .collect()
}

#[test]
fn what_it_writes_builds_as_it_stands() {
    let desk = Desk::new();
    let run = desk.run(&["init", "my class"]);
    insta::assert_snapshot!("init", run.transcript());
    let names: Vec<String> = desk.files("my class").into_keys().collect();
    insta::assert_snapshot!("init files", names.join("\n"));
    let built = desk.build(&["my class/class.csv", "-o", "out"]);
    insta::assert_snapshot!("init build", built.transcript());
    let by_workbook = desk.build(&["my class/class.xlsx", "-o", "by-workbook"]);
    assert_eq!(by_workbook.code, Some(0), "{by_workbook:?}");
    assert!(desk.files("out/plans") == desk.files("by-workbook/plans"), "the workbook is not the same class");
    let own = desk.build(&["my class/class.csv", "-o", "own", "--templates", "my class/templates"]);
    assert_eq!(own.code, Some(0), "{own:?}");
    assert!(desk.files("out") == desk.files("own"), "the templates give other documents than the built-in ones");
    for (out, more) in [("de", None), ("own-de", Some("--templates=my class/templates"))] {
        let build = [&["my class/class.csv", "-o", out, "--language", "de"][..], more.as_slice()].concat();
        assert_eq!(desk.build(&build).code, Some(0));
    }
    assert!(desk.files("de") == desk.files("own-de"), "the texts give other documents than the built-in ones");
    let readme = desk.read("my class/templates/README.md");
    for name in names.iter().filter_map(|name| name.strip_prefix("templates/")).filter(|name| *name != "README.md") {
        assert!(readme.contains(&format!("| `{name}` |")), "the README does not say what {name} is");
    }
}

/// A part of a workbook as text.
fn part(workbook: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

#[test]
fn the_sample_workbook_offers_the_ratings_of_the_exam() {
    let desk = Desk::new();
    desk.run(&["init", "new"]);
    let workbook = std::fs::read(desk.path("new/class.xlsx")).unwrap();
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    let lists = &sheet[sheet.find("<dataValidations").unwrap()..sheet.find("</dataValidations>").unwrap()];
    insta::assert_snapshot!("init lists", lists.replace("><", ">\n<"));
    desk.run(&["init", "again"]);
    assert!(std::fs::read(desk.path("again/class.xlsx")).unwrap() == workbook, "the same bytes each time");
}

#[test]
fn every_template_of_the_folder_is_used_when_it_changes() {
    let desk = Desk::new();
    desk.run(&["init", "new"]);
    desk.build(&["new/class.csv", "-o", "out", "--format", "html"]);
    let built_in = desk.files("out");
    for (name, mark) in [
        ("page.html", "<!-- a mark -->"),
        ("plan.html", "{# a mark #}"),
        ("cohort.html", "{# a mark #}"),
        ("blocks.html", "<!-- a mark -->"),
        ("cell.html", "<!-- a mark -->"),
        ("style.css", "\n.a-mark { color: red }\n"),
        ("texts/en.ftl", "\n# a mark\n"),
        ("texts/de.ftl", "\n# a mark\n"),
    ] {
        let path = format!("new/templates/{name}");
        let text = desk.read(&path);
        desk.write(&path, format!("{text}{mark}"));
        let run = desk.build(&["new/class.csv", "-o", "out", "--format", "html", "--templates", "new/templates"]);
        assert_eq!(run.code, Some(0), "{name}: {run:?}");
        assert_eq!(
            mark.starts_with(['<', '\n']) && !name.ends_with("ftl"),
            desk.files("out/plans") != plans(&built_in),
            "{name}"
        );
        desk.write(&path, text);
    }
}

fn plans(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("plans/")?.to_owned(), bytes.clone()))).collect()
}

#[test]
fn files_that_are_there_are_never_replaced() {
    let desk = Desk::new();
    desk.run(&["init", "new"]);
    assert_eq!(desk.run(&["init", "new"]).code, Some(0), "a second time there is nothing to do");
    desk.write("new/class.csv", "mine").write("new/templates/plan.html", "mine");
    std::fs::remove_file(desk.path("new/resit.toml")).unwrap();
    let before = desk.files("new");
    insta::assert_snapshot!("init in a used folder", desk.run(&["init", "new"]).transcript());
    assert_eq!(desk.files("new"), before, "nothing is written where not all can be");
    desk.write("a file", "");
    insta::assert_snapshot!("init below a file", desk.run(&["init", "a file"]).transcript());
}

/// Asks the settings themselves, by keys that cannot exist, which keys there are.
#[test]
fn the_settings_file_has_every_key() {
    let text = settings();
    let mut documented = BTreeSet::new();
    let mut table = String::new();
    for (line, _) in commented(&text) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => {
                documented.insert(name.to_owned());
                table = format!("{name}.");
            }
            None => _ = documented.insert(format!("{table}{}", line.split_once(" = ").unwrap().0)),
        }
    }
    let mut asked = vec![String::new()];
    let mut known = BTreeSet::new();
    while let Some(path) = asked.pop() {
        let question = if path.is_empty() { "zzz = 1".to_owned() } else { format!("{path} = {{ zzz = 1 }}") };
        let Err(error) = Settings::parse(&question) else { continue };
        let Some((_, names)) = error.message.split_once("unknown field `zzz`, expected ") else { continue };
        for name in names.split('`').skip(1).step_by(2) {
            let name = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            asked.push(name.clone());
            known.insert(name);
        }
    }
    assert!(["exam", "columns", "fonts.regular"].iter().all(|key| known.contains(*key)), "{known:?}");
    let missing: Vec<&String> = known.difference(&documented).collect();
    assert!(missing.is_empty(), "templates/resit.toml does not explain {missing:?}");
}

#[test]
fn every_key_that_is_switched_on_is_understood() {
    let text = settings();
    let mut table = "";
    for (line, _) in commented(&text) {
        if line.starts_with('[') {
            table = line;
            continue;
        }
        let alone = format!("{table}\n{line}\n");
        Settings::parse(&alone).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
    let all: Vec<&str> = commented(&text).into_iter().map(|(line, _)| line).collect();
    Settings::parse(&all.join("\n")).unwrap();
    Settings::parse(&text).unwrap();
}

#[test]
fn the_defaults_it_states_are_the_real_ones() {
    let desk = Desk::new();
    desk.run(&["init", "new"]);
    desk.build(&["new/class.csv", "-o", "out"]);
    let text = settings();
    let defaults: Vec<&str> =
        commented(&text).into_iter().filter(|(_, example)| !example).map(|(line, _)| line).collect();
    assert!(defaults.len() >= 3, "{defaults:?}");
    let mut switched_on = text.clone();
    for line in defaults {
        switched_on = switched_on.replace(&format!("\n#{line}\n"), &format!("\n{line}\n"));
    }
    assert_ne!(switched_on, text);
    desk.write("new/resit.toml", switched_on);
    let run = desk.build(&["new/class.csv", "-o", "same"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(desk.files("out") == desk.files("same"), "a default that templates/resit.toml states is not the real one");
}
