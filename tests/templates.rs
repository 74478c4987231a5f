//! Templates of a coach's own that have a fault: each a message that names template, line and what would be right, and
//! nothing is written. Adding a case means adding a file below `tests/templates`, in a folder named after the template
//! that it replaces; a file in `texts` holds only the faulty messages; a file in `strangers` stands in the templates folder under its own name.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::{Desk, Run, project};

/// The English texts with the messages of `case` in place of those of the same name.
fn with_built_in_texts(case: &str) -> Vec<u8> {
    let texts = std::fs::read_to_string(project("templates/texts/en.ftl")).unwrap();
    let id = |line: &str| line.split_once(" =").map(|(id, _)| id.to_owned());
    let replaced: Vec<Option<String>> = case.lines().map(id).collect();
    let kept = texts.lines().filter(|line| id(line).is_none() || !replaced.contains(&id(line)));
    case.lines().chain(kept).flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

/// A class in which some failed and some passed, with a template beside it.
fn build(template: &str, bytes: Vec<u8>) -> (Desk, Run) {
    let desk = Desk::with("samples/start.csv");
    desk.write(&format!("own/{template}"), bytes);
    let run = desk.build(&["start.csv", "--jobs", "1", "--templates", "own", "-o", "out"]);
    (desk, run)
}

#[test]
fn every_fault_is_told_before_anything_is_written() {
    let mut cases = 0;
    insta::glob!("templates/*/*", |path| {
        let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let template = match folder {
            "texts" => "texts/en.ftl".to_owned(),
            "strangers" => path.file_name().unwrap().to_str().unwrap().to_owned(),
            template => template.to_owned(),
        };
        let mut bytes = std::fs::read(path).unwrap();
        if folder == "texts" {
            bytes = with_built_in_texts(&String::from_utf8(bytes).unwrap());
        }
        let (desk, run) = build(&template, bytes);
        assert_eq!(run.code, Some(2), "{}: {run:?}", path.display());
        assert!(!desk.path("out").exists(), "{}: something was written", path.display());
        insta::assert_snapshot!(run.stderr);
        cases += 1;
    });
    assert!(cases > 40, "{cases} cases");
}

#[test]
fn a_template_that_is_no_text_is_refused() {
    let (desk, run) = build("plan.html", vec![0xff, 0xfe, b'a']);
    insta::assert_snapshot!("not UTF-8", run.stderr);
    assert!(!desk.path("out").exists());
}

#[test]
fn other_files_may_stand_beside_the_templates() {
    let (desk, _) = build("plan.html", b"<p>{{ heading }}</p>".to_vec());
    for beside in ["README.md", "logo.png", "plan.html~", ".plan.html.swp", ".git/plans.html", "notes/todo.txt"] {
        desk.write(&format!("own/{beside}"), "anything");
    }
    let run = desk.build(&["start.csv", "--templates", "own", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

/// What the check of fields must let pass: names that it cannot follow, and fields that only some kinds have.
#[test]
fn a_sound_template_is_not_refused() {
    let template = r#"{# candidate.nothing #}{% raw %}{{ candidate.nothing }}{% endraw %}
{%- set_global total = 0 %}{% set word = "candidate.nothing }}" %}
{% for block in blocks %}{% if block.kind == "table" %}{{ block.caption }}{% for column in block.columns %}{{ column.heading }}{% endfor %}{% endif %}{% endfor %}
{% if candidate.plan %}{{ candidate.plan.hours.sdlc }}{{ candidate.plan.hours["config"] }}{{ candidate.plan.schedule[0].week }}
{% for key, hours in candidate.plan.hours %}{{ key }}: {{ hours }}{% endfor %}{% endif %}
{% for block in candidate.attempts | reverse %}{{ block.score }}{% if loop.first %}, {% endif %}{% endfor %}
{{ candidate?.passing?.pattern or word }} {{ [a.score for a in candidate.attempts] | length }}
{{ labels.skip ~ heading }}{{- facts[0].label -}}"#;
    let (_, run) = build("plan.html", template.as_bytes().to_vec());
    assert_eq!(run.code, Some(0), "{run:?}");
}
