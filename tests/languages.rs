//! Documents in other languages than English: what they say, that no English is left in them, and how a language is chosen.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeSet;

use fluent_syntax::ast;
use harness::page_text::visible_runs;
use harness::{AS_OF, Desk, Run, project};
use resit::exam::{Blueprint, built_in, parse};

const CLASS: &str = "dop-c02-class.csv";

fn built(sheet: &str, language: &str) -> Desk {
    let desk = Desk::with(&format!("samples/{sheet}"));
    let run = desk.build(&[sheet, "-o", "out", "--format", "html", "--language", language]);
    assert!(run.code == Some(0) || sheet != CLASS, "{run:?}");
    desk
}

/// Every page of a build by its name.
fn pages(desk: &Desk) -> Vec<(String, String)> {
    let files = desk.files("out").into_iter().filter(|(name, _)| name.rsplit('.').next() == Some("html"));
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn a_plan_a_review_and_a_class_read_well() {
    for language in ["de", "es"] {
        let desk = built(CLASS, language);
        for (name, page) in pages(&desk) {
            let Some(of) = ["ana-souza", "chloe-lefevre"].into_iter().find(|of| name.contains(of)) else { continue };
            assert!(page.contains(&format!("<html lang=\"{language}\"")));
            insta::assert_snapshot!(format!("{language} {of}"), visible_runs(&page).join("\n"));
        }
        let awkward = built("awkward.csv", language);
        let (_, page) = pages(&awkward).into_iter().find(|(name, _)| name == "index.html").unwrap();
        insta::assert_snapshot!(format!("{language} awkward"), visible_runs(&page).join("\n"));
    }
}

/// Pieces of English sentences, long enough to be told from names and words that both languages share.
const PIECE: usize = 6;

#[test]
fn no_english_sentence_stands_in_another_language() {
    let english = literal_pieces("en");
    let exam = words(&parse(built_in()[0].toml).unwrap());
    for language in ["de", "es"] {
        let own = std::fs::read_to_string(project(&format!("templates/texts/{language}.ftl"))).unwrap();
        for sheet in [CLASS, "awkward.csv"] {
            let desk = built(sheet, language);
            let shared = own.clone() + &desk.read(sheet);
            let pieces = english.iter().chain(&exam).filter(|piece| !shared.contains(piece.as_str()));
            let pieces: Vec<&String> = pieces.collect();
            assert!(pieces.len() > 400, "{} pieces", pieces.len());
            for (name, page) in pages(&desk) {
                let (_, body) = page.split_once("<body").unwrap();
                let body = body.split("<script").next().unwrap();
                let body = body.replace("&#39;", "'").replace("&quot;", "\"").replace("&#x27;", "'");
                for piece in &pieces {
                    assert!(!body.contains(piece.as_str()), "{language}, {name}: {piece:?}");
                }
            }
        }
    }
}

/// What a catalogue says beside its values, in pieces.
fn literal_pieces(language: &str) -> BTreeSet<String> {
    fn collect(pattern: &ast::Pattern<String>, pieces: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { value } => _ = pieces.insert(value.trim().to_owned()),
                ast::PatternElement::Placeable { expression: ast::Expression::Select { variants, .. } } => {
                    for variant in variants {
                        collect(&variant.value, pieces);
                    }
                }
                ast::PatternElement::Placeable { .. } => {}
            }
        }
    }
    let source = std::fs::read_to_string(project(&format!("templates/texts/{language}.ftl"))).unwrap();
    let mut pieces = BTreeSet::new();
    for entry in fluent_syntax::parser::parse(source).unwrap().body {
        if let ast::Entry::Message(ast::Message { value: Some(pattern), .. }) = entry {
            collect(&pattern, &mut pieces);
        }
    }
    pieces.into_iter().filter(|piece| piece.chars().count() >= PIECE).collect()
}

/// What a blueprint says in sentences; names of domains and services are proper names in every language.
fn words(exam: &Blueprint) -> Vec<String> {
    let mut words = Vec::new();
    for domain in &exam.domains {
        words.extend(
            domain.topics.iter().chain(&domain.practice).chain([&domain.if_weak, &domain.if_persistent]).cloned(),
        );
        words.extend(domain.labs.iter().flat_map(|lab| lab.title.iter().chain([&lab.text]).cloned()));
    }
    words.extend(exam.flags.iter().flat_map(|flag| [flag.title.clone(), flag.meaning.clone(), flag.advice.clone()]));
    words
}

/// Data files are for programs: they are the same in every language.
#[test]
fn data_files_know_no_language() {
    let desks = ["en", "de", "es"].map(|language| built(CLASS, language));
    for file in ["out/results.jsonl", "out/cohort.json"] {
        let [english, others @ ..] = desks.each_ref().map(|desk| desk.read(file));
        assert!(others.iter().all(|other| *other == english), "{file}");
    }
}

/// The kicker of the plan of the one candidate.
fn kicker(desk: &Desk, arguments: &[&str], environment: Option<&str>) -> String {
    let mut command =
        desk.command(&[&["build", "--as-of", AS_OF, "class.csv", "--format", "html"], arguments].concat());
    command.envs(environment.map(|language| ("RESIT_LANGUAGE", language)));
    let run = Run::from(command.output().unwrap());
    assert_eq!(run.code, Some(0), "{run:?}");
    let page = String::from_utf8(desk.plans("class-plans", "html").into_values().next().unwrap()).unwrap();
    visible_runs(&page).remove(0)
}

#[test]
fn the_flag_wins_over_the_environment_and_that_over_the_settings() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Score\nA-1,700\n");
    assert_eq!(kicker(&desk, &[], None), "Retake plan");
    desk.write("resit.toml", "language = \"de\"\n");
    assert_eq!(kicker(&desk, &[], None), "Plan für die Wiederholung");
    assert_eq!(kicker(&desk, &[], Some("es")), "Plan para repetir el examen");
    assert_eq!(kicker(&desk, &["--language", "EN"], Some("es")), "Retake plan");
}

#[test]
fn a_coach_can_add_a_language() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Score,SDLC,Config,Security\nA-1,700,NI,Competent,Strong\n");
    insta::assert_snapshot!("unknown language", desk.build(&["class.csv", "--language", "fr"]).transcript());
    insta::assert_snapshot!("not a language", desk.build(&["class.csv", "--language", "français"]).transcript());
    let english = std::fs::read_to_string(project("templates/texts/en.ftl")).unwrap();
    let french = english.replace("plan-kicker = Retake plan", "plan-kicker = Plan de rattrapage");
    desk.write("own/texts/fr.ftl", &french);
    desk.write("own/texts/dop-c02.fr.toml", "[[ratings]]\nkey = \"needs-improvement\"\nlabel = \"À revoir\"\n");
    assert_eq!(kicker(&desk, &["--templates", "own", "--language", "fr"], None), "Plan de rattrapage");
    let page = String::from_utf8(desk.plans("class-plans", "html").into_values().next().unwrap()).unwrap();
    assert!(page.contains("<html lang=\"fr\""));
    assert!(page.contains("À revoir (NI)") && page.contains(">Competent</span>"), "{page}");
    // nothing is written where the words are faulty
    desk.write("own/texts/fr.ftl", french.replace("tier-high = High", "tier-hihg = Bonne { $score }"));
    let broken = desk.build(&["class.csv", "-o", "new", "--templates", "own", "--language", "fr"]);
    insta::assert_snapshot!("broken texts", broken.transcript());
    desk.write("own/texts/fr.ftl", &french).write("own/texts/dop-c02.fr.toml", "[[domains]]\nkey = \"sdcl\"\n");
    let broken = desk.build(&["class.csv", "-o", "new", "--templates", "own", "--language", "fr"]);
    insta::assert_snapshot!("broken translation", broken.transcript());
    assert!(!desk.path("new").exists());
}

#[test]
fn the_words_of_an_own_exam_stand_beside_it() {
    let desk = Desk::new();
    let exam = std::fs::read_to_string(project("tests/exams/two-equal.toml")).unwrap();
    desk.write("exam.toml", exam).write("class.csv", "ID,Score,Ropes,Passenger Safety\nA-1,80,Below,Above\n");
    let words = "[[domains]]\nkey = \"lines\"\nif_weak = \"Hier fehlt die Grundlage.\"\n";
    desk.write("exam.de.toml", words);
    kicker(&desk, &["--exam", "exam.toml", "--language", "de"], None);
    let page = String::from_utf8(desk.plans("class-plans", "html").into_values().next().unwrap()).unwrap();
    assert!(page.contains("Hier fehlt die Grundlage."), "{page}");
    assert_eq!(desk.run(&["exams", "check", "exam.toml"]).code, Some(0));
    let shown = desk.run(&["exams", "show", "dop-c02.de"]).stdout;
    assert_eq!(shown, std::fs::read_to_string(project("src/exam/dop-c02.de.toml")).unwrap());
    desk.write("exam.de.toml", words.replace("if_weak", "if_week"));
    insta::assert_snapshot!("check translation", desk.run(&["exams", "check", "exam.toml"]).transcript());
}
