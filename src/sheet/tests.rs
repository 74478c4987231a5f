//! Sheets as coaches have them, and what becomes of them.

use super::properties::read;
use super::test_blueprint::dop_like;
use super::*;
use crate::diagnostic::render;

fn file(name: &str, text: impl Into<Vec<u8>>) -> SheetFile {
    SheetFile { name: name.into(), bytes: text.into() }
}

fn read_text(text: &str) -> Reading {
    read(vec![file("class.csv", text)], &dop_like(), &SheetOptions::default()).unwrap()
}

fn read_error(bytes: impl Into<Vec<u8>>) -> String {
    match read(vec![file("class.csv", bytes)], &dop_like(), &SheetOptions::default()) {
        Ok(reading) => panic!("was read: {reading:?}"),
        Err(error) => error.to_string(),
    }
}

/// The bytes of problems.csv.
pub(super) fn problems_csv(reading: &Reading) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_problems(reading, &mut bytes).unwrap();
    bytes
}

/// Diagnostics and rows left out, as text.
fn report(reading: &Reading) -> String {
    let mut text = render(&reading.diagnostics, false);
    text += &format!("usable: {}, left out: {}\n", reading.histories().len(), reading.candidates_left_out);
    for row in reading.left_out().iter() {
        text += &format!(
            "left out {}:{} {}: {}\n",
            row.file,
            row.row,
            row.candidate.as_deref().unwrap_or("?"),
            row.reasons.iter().map(|reason| reason.sentence.as_str()).collect::<Vec<_>>().join("; ")
        );
    }
    text
}

#[test]
fn one_sheet_for_every_problem() {
    insta::glob!("../../tests/sheet_problems", "*.csv", |path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let code = name.trim_end_matches(".csv");
        let mut files = vec![file(&name, std::fs::read(path).unwrap())];
        if code == "corrected" {
            // corrections are never given alone
            files.insert(0, file("class.csv", "candidate_id,score\nC-002,700\nC-001,abc\n"));
        }
        let reading =
            read(files, &dop_like(), &quizzes(&["Quiz 1", "Quiz 2"], None, code.starts_with("points-"))).unwrap();
        assert!(reading.diagnostics.iter().any(|found| found.code.id() == code), "{code} is not raised");
        insta::assert_snapshot!(report(&reading));
    });
}

#[test]
fn every_code_of_this_station_has_a_sheet() {
    use crate::diagnostic::Code::*;
    // raised by the analysis and the documents, or by two sheets together
    let elsewhere = [
        OtherVersion,
        FutureDate,
        FewRatings,
        Hours,
        StaleBooking,
        InconsistentEntry,
        MissingGlyph,
        FontFile,
        ReplacedRow,
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheet_problems");
    for code in Code::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        assert!(std::path::Path::new(folder).join(format!("{code}.csv")).exists(), "no sheet for {code}");
    }
}

/// Options that compute the rating of the first domain from these columns, if they are `given`.
fn quizzes(from: &[&str], out_of: Option<i128>, given: bool) -> SheetOptions {
    let from = from.iter().map(|&heading| heading.to_owned()).collect();
    let source = PointsSource { from, out_of: out_of.map(crate::exam::Exact::from_integer) };
    let points = if given { [("sdlc".to_owned(), source)].into() } else { BTreeMap::new() };
    SheetOptions { points, ..SheetOptions::default() }
}

#[test]
fn a_rating_is_computed_from_points() {
    let ratings = |headings: &str, out_of, rows: &[&str]| {
        let text = sheet(&format!("ID,Score,{headings}"), rows);
        let reading =
            read(vec![file("class.csv", text)], &dop_like(), &quizzes(&["Quiz 1", "Quiz 2"], out_of, true)).unwrap();
        assert_eq!(reading.candidates_left_out, 0, "{}", report(&reading));
        assert_eq!(reading.unknown_columns, [] as [&str; 0]);
        let rating = |history: History| {
            history.attempts[0].ratings[0].as_ref().map(|rating| (rating.level, rating.word.clone()))
        };
        reading.histories().iter().map(rating).collect::<Vec<_>>()
    };
    let rated = |level, word: &str| Some((level, word.to_owned()));
    // a bound belongs to the higher level, exactly
    let rows = [
        "A,700,6,6",
        "B,700,5.9,6",
        "C,700,8,8",
        "D,700,\"7,5\",8",
        "E,700,,",
        "F,700,-,absent",
        "G,700,0,0",
        "H,700,10,10",
    ];
    let expected = [
        rated(1, "12/20"),
        rated(0, "11.9/20"),
        rated(2, "16/20"),
        rated(1, "15.5/20"),
        None,
        None,
        rated(0, "0/20"),
        rated(2, "20/20"),
    ];

    assert_eq!(ratings("Quiz 1,Quiz 2", Some(20), &rows), expected);
    assert_eq!(ratings("Quiz 1 /10,Quiz 2 (10)", None, &rows), expected);
    assert_eq!(ratings("quiz 1 (10),QUIZ 2 [out of 10 points]", Some(20), &rows), expected);
    // thirds have no end as decimals
    assert_eq!(ratings("Quiz 1 (1),Quiz 2 (2)", None, &["A,700,1,1"]), [rated(1, "2/3")]);
    let gradescope = "Quiz 1,Quiz 1 - Max Points,Quiz 2,Quiz 2 - Max Points";
    assert_eq!(
        ratings(gradescope, None, &["A,700,9,10,28,30", "B,700,9,20,28,30"]),
        [rated(2, "37/40"), rated(1, "37/50")]
    );
    assert_eq!(ratings("Quiz 1 (150834),Quiz 2 (157892)", Some(20), &["A,700,8,8"]), [rated(2, "16/20")]);
}

#[test]
fn points_that_cannot_be_computed() {
    let error = |headings: &str, options: SheetOptions| {
        let text = format!("ID,Score,{headings}\nA,700,5,5,5\n");
        read(vec![file("class.csv", text)], &dop_like(), &options).unwrap_err().to_string()
    };
    let both = ["Quiz 1", "Quiz 2"];
    let other = |name: &str| {
        let mut options = quizzes(&both, Some(20), true);
        let source = options.points["sdlc"].clone();
        options.points.insert(name.to_owned(), source);
        options
    };
    let mapped = |field: &str, heading: &str| SheetOptions {
        columns: [(field.to_owned(), heading.to_owned())].into(),
        ..quizzes(&both, Some(20), true)
    };
    for (name, message) in [
        ("one-heading-missing", error("Quiz 1,Quiz,x", quizzes(&both, Some(20), true))),
        ("no-heading", error("a,b,c", quizzes(&both, Some(20), true))),
        ("no-maximum", error("Quiz 1 (10),Quiz 2,x", quizzes(&both, None, true))),
        ("two-maxima", error("Quiz 1 (10),Quiz 2 (20),x", quizzes(&both, Some(20), true))),
        ("one-heading-twice", error("Quiz 1,Quiz 2,x", quizzes(&["Quiz 1", "Quiz 1"], Some(20), true))),
        ("two-domains", error("Quiz 1,Quiz 2,x", other("config"))),
        ("a-heading-of-a-field", error("Quiz 1,Quiz 2,x", mapped("note", "quiz 2"))),
        ("no-domain", error("Quiz 1,Quiz 2,x", other("score"))),
        ("no-field", error("Quiz 1,Quiz 2,x", other("sdcl"))),
    ] {
        insta::assert_snapshot!(format!("points-{name}"), message);
    }
}

#[test]
fn points_come_back_in_problems_csv() {
    let options = quizzes(&["Quiz 1", "Quiz 2"], Some(20), true);
    let class = file("class.csv", "ID,Score,Quiz 1,Quiz 2\nA,700,11x,8\nB,700,8,8\n");
    let reading = read(vec![class.clone()], &dop_like(), &options).unwrap();
    let problems = String::from_utf8(problems_csv(&reading)).unwrap();
    let corrected = file("problems.csv", problems.replace("11x", "8"));
    let reading = read(vec![class, corrected], &dop_like(), &options).unwrap();
    let words: Vec<_> =
        reading.histories().iter().map(|history| history.attempts[0].ratings[0].clone().unwrap().word).collect();
    assert_eq!(words, ["16/20", "16/20"], "{}", report(&reading));
}

/// A sheet of the given headings and rows.
fn sheet(headings: &str, rows: &[&str]) -> String {
    format!("{headings}\n{}\n", rows.join("\n"))
}

#[test]
fn encodings_delimiters_and_line_ends() {
    let rows = ["ID;Score;SDLC", "A;612;Competent", "", "B;\"700\";\"55,0 %\"", "C;800;Strong"];
    let expected = [("A".to_owned(), 2, 612), ("B".to_owned(), 4, 700), ("C".to_owned(), 5, 800)];
    for delimiter in [";", ",", "\t", "|"] {
        for end in ["\n", "\r\n", "\r"] {
            for (start, shift) in [("", 0), ("\u{FEFF}", 0), (&*format!("sep={delimiter}{end}"), 1), (end, 1)] {
                let text = format!("{start}{}", rows.join(end).replace(';', delimiter));
                let reading = read_text(&text);
                let found: Vec<_> = reading
                    .histories()
                    .iter()
                    .map(|history| {
                        (
                            history.candidate_id.clone(),
                            history.current().row - shift,
                            history.current().score.unwrap_or(0),
                        )
                    })
                    .collect();
                assert_eq!(found, expected, "{text:?}: {}", report(&reading));
                assert_eq!(reading.histories().get(1).unwrap().current().ratings[0].as_ref().unwrap().level, 0);
            }
        }
    }
}

#[test]
fn rows_are_numbered_by_the_line_where_they_start() {
    for end in ["\n", "\r\n", "\r"] {
        let text =
            ["ID,Score,\"No", "te\"", "A,612,\"one", "", "two \"\"quoted\"\"\"", "", "B,abc,", "C,99,x"].join(end);
        let reading = read_text(&text);
        assert_eq!(reading.histories().get(0).unwrap().current().row, 3, "{text:?}");
        assert_eq!(reading.histories().get(0).unwrap().note.as_deref(), Some("one\n\ntwo \"quoted\""));
        assert_eq!(reading.left_out().iter().map(|row| row.row).collect::<Vec<_>>(), [7, 8], "{text:?}");
        assert_eq!(reading.sheets[0].rows, 3);
    }
}

#[test]
fn sheets_that_cannot_be_read() {
    let long = format!("ID,Score\nA,612\nB,\"{}", "x,y\n".repeat(300_000));
    let many: String = (0..40).map(|at| format!("Homework {at},")).collect();
    for (name, bytes) in [
        ("empty", b"".to_vec()),
        ("blank", b"\xEF\xBB\xBF\r\n\r\n".to_vec()),
        ("workbook", b"PK\x03\x04....".to_vec()),
        ("old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        ("utf-16", b"\xFF\xFEI\0D".to_vec()),
        ("not text", b"ID,Score\nA,\x006".to_vec()),
        ("spoilt utf-8", "ID,Name,Score\nA,Zoë Ångström Müller Øre,612\nB,Jos".bytes().chain(*b"\xE9,700").collect()),
        ("headings only", b"ID,Score\n".to_vec()),
        ("headings and blank rows", b"ID,Score\n,\n".to_vec()),
        ("unclosed quote", "ID,Näme,Score\nA,\"Ana\",612\nB,Bø,\"700\nC,Cy,700\n".as_bytes().to_vec()),
        ("unclosed quote in a long file", long.into_bytes()),
        ("no key", b"Canddate No,Homework,Score\nA,612,700".to_vec()),
        ("no content", b"ID,Scoer,Homework\nA,612,3".to_vec()),
        ("nothing known", format!("{many}\n1,2").into_bytes()),
        ("the same heading", b"ID,Score,Score\nA,612,700".to_vec()),
        ("two headings of a field", b"ID,Score,Scaled score\nA,612,700".to_vec()),
        ("two headings of a domain", b"ID,Score,SDLC,Domain 1\nA,612,,".to_vec()),
        ("dates", b"ID,Score,Exam date\nA,612,03/08/2026\nB,612,04/08/2026".to_vec()),
    ] {
        insta::assert_snapshot!(format!("unreadable-{}", name.replace(' ', "-")), read_error(bytes));
    }
}

#[test]
fn columns_can_be_named() {
    let mapped = |columns: &[(&str, &str)], text: &str| {
        let columns = columns.iter().map(|&(field, heading)| (field.to_owned(), heading.to_owned())).collect();
        read(vec![file("class.csv", text)], &dop_like(), &SheetOptions { columns, ..SheetOptions::default() })
    };
    let text = "Kennung,Score,Scaled score,Modul A\nA,1,700,Strong\n";
    let reading = mapped(&[("candidate_id", "kennung"), ("score", "Scaled Score"), ("sdlc", "Modul A")], text).unwrap();
    let history = &reading.histories().get(0).unwrap();
    assert_eq!((history.candidate_id.as_str(), history.current().score), ("A", Some(700)));
    assert_eq!(history.current().ratings[0].as_ref().unwrap().level, 2);
    assert_eq!(
        (reading.unknown_columns, history.unknown_cells.clone()),
        (vec!["Score".to_owned()], vec!["1".to_owned()])
    );
    for (name, columns) in [
        ("field", &[("scroe", "Score")][..]),
        ("heading", &[("score", "Punkte")]),
        ("heading for two fields", &[("score", "Score"), ("attempt", "score")]),
    ] {
        insta::assert_snapshot!(
            format!("wrong-{}", name.replace(' ', "-")),
            mapped(columns, "ID,Score\nA,700\n").unwrap_err().to_string()
        );
    }
}

#[test]
fn the_settings_decide_the_order_of_dates() {
    let text = "ID,Score,Exam date\nA,612,03/08/2026\n";
    for (order, month) in [(DateOrder::DayFirst, 8), (DateOrder::MonthFirst, 3)] {
        let options = SheetOptions { date_order: Some(order), ..SheetOptions::default() };
        let reading = read(vec![file("class.csv", text)], &dop_like(), &options).unwrap();
        assert_eq!(reading.histories().get(0).unwrap().current().date.unwrap().month(), month);
    }
    // the retake date speaks for the date, too
    let reading = read_text("ID,Score,Exam date,Retake date\nA,612,03/08/2026,25/09/2026\n");
    assert_eq!(reading.histories().get(0).unwrap().current().date.unwrap().month(), 8);
}

#[test]
fn one_candidate_in_many_forms() {
    let key = |heading: &str, cells: &[&str]| {
        let rows: Vec<String> =
            cells.iter().enumerate().map(|(at, cell)| format!("\"{cell}\",{},700", at + 1)).collect();
        let text = sheet(&format!("{heading},Attempt,Score"), &rows.iter().map(String::as_str).collect::<Vec<_>>());
        read_text(&text).histories().len()
    };
    assert_eq!(key("ID", &["C 01", " c  01", "Ｃ 01", "c\u{A0}01 "]), 1);
    assert_eq!(key("ID", &["C-01", "C01", "C-1"]), 3);
    assert_eq!(key("E-mail", &["Ana@Example.org", "ana@example.org"]), 1);
    assert_eq!(key("Name", &["Zoë Müller", "MULLER, Zoe", "Mu\u{308}ller Zoe\u{308}"]), 1);
    assert_eq!(key("Name", &["Ana Souza", "Ana Sousa"]), 2);
    assert_eq!(
        key("Name", &["Ana  Souza", "ANA SOUZA", "Áná Souza", "Souza, Ana", "ana\u{A0}souza ", "Ａｎａ Souza"]),
        1
    );
    assert_eq!(key("E-mail", &["ANA@EXAMPLE.ORG ", "ana@example.org", "ｎｏ"]), 2);
    assert_eq!(key("E-mail", &["zoe\u{308}@example.org", "zoë@example.org", "ZOË@example.org"]), 1);
    assert_eq!(key("ID", &["e\u{301}-1", "é-1", "É-1"]), 1);
}

#[test]
fn near_duplicates_are_named_and_never_merged() {
    let near = |text: &str| {
        let reading = read_text(text);
        let found: Vec<_> = reading.diagnostics.iter().filter(|found| found.code == Code::NearDuplicate).collect();
        let warned =
            reading.histories().iter().filter(|history| history.reading_warnings == [Code::NearDuplicate]).count();
        (reading.histories().len(), found.iter().filter_map(|found| found.place.row).collect::<Vec<_>>(), warned)
    };
    assert_eq!(near("Name,Score\nAna Souza,600\nBo Lind,700\nAna Sousa,650\n"), (3, vec![4], 2));
    assert_eq!(near("Name,Score\nAna 1,600\nAna 2,700\n"), (2, vec![], 0));
    assert_eq!(near("Email,Score\nana.souza@example.org,600\nsouza.ana@example.org,650\n"), (2, vec![3], 2));
    // an id tells people apart
    assert_eq!(near("ID,Name,Score\n1,Ana Souza,600\n2,Ana Sousa,650\n"), (2, vec![], 0));
    let many: String = (0..60)
        .map(|at| {
            let word: String = [at / 6, at % 6].iter().flat_map(|&digit| [char::from(b'a' + digit); 3]).collect();
            format!("x{word} Ana,600\nx{word} Anna,650\n")
        })
        .collect();
    assert_eq!(near(&format!("Name,Score\n{many}")).1.len(), near::MOST_PAIRS);
}

#[test]
fn first_and_last_name_are_a_name() {
    let reading = read_text("Last Name,First Name,ID,Score\nSouza,Ana,A,700\nRaj,,B,700\n");
    let names: Vec<_> = reading.histories().iter().map(|history| history.name.clone().unwrap()).collect();
    assert_eq!(names, ["Ana Souza", "Raj"]);
}

#[test]
fn a_heading_for_the_name_may_be_one_part_of_it() {
    let name = |headings: &str, cells: &str| {
        let reading = read_text(&format!("{headings},Score\n{cells},700\n"));
        let history = reading.histories().get(0).unwrap();
        (history.name.unwrap(), reading.unknown_columns.join(" "))
    };
    let whole = |name: &str, unknown: &str| (name.to_owned(), unknown.to_owned());
    assert_eq!(name("Name,Vorname", "Souza,Ana"), whole("Ana Souza", ""));
    assert_eq!(name("Nachname,Vorname", "Souza,Ana"), whole("Ana Souza", ""));
    assert_eq!(name("Nom,Prénom", "Souza,Ana"), whole("Ana Souza", ""));
    assert_eq!(name("Nombre,Apellidos", "Ana,Souza Lima"), whole("Ana Souza Lima", ""));
    assert_eq!(name("Nome,Sobrenome", "Ana,Souza"), whole("Ana Souza", ""));
    assert_eq!(name("姓,名", "山田,太郎"), whole("山田 太郎", ""));
    // in English the name is whole, and its parts are for letters
    assert_eq!(name("Name,First name", "Ana Souza,Ana"), whole("Ana Souza", "First name"));
    assert_eq!(name("Name,Surname", "Ana Souza,Souza"), whole("Ana Souza", "Surname"));
    assert_eq!(name("Vorname,Name", "-,Souza"), whole("Souza", ""));
}

#[test]
fn most_names_of_a_column_decide_their_order() {
    let names = |rows: &[&str]| {
        let reading = read_text(&sheet("ID,Name,Email,Score", rows));
        let noted = reading.diagnostics.iter().any(|found| found.code == Code::NameOrder);
        (reading.histories().iter().map(|history| history.name.unwrap()).collect::<Vec<_>>(), noted)
    };
    let most = ["1,\"Barrera Jr., Woody\",W.B@EXAMPLE.ORG,700", "2,\"Souza, Ana\",,700", "3,Bo Lind,,700"];
    assert_eq!(names(&most), (["Woody Barrera Jr.", "Ana Souza", "Bo Lind"].map(str::to_owned).to_vec(), true));
    let half = ["1,\"Barrera, Woody\",,700", "2,Ana Souza,,700", "3,,,700"];
    assert_eq!(names(&half[..2]), (["Barrera, Woody", "Ana Souza"].map(str::to_owned).to_vec(), false));
    let suffixes = ["1,\"Woody Barrera, Jr.\",,700", "2,\"Ana Souza, PhD\",,700"];
    assert_eq!(names(&suffixes), (["Woody Barrera, Jr.", "Ana Souza, PhD"].map(str::to_owned).to_vec(), false));
    let reading = read_text(&sheet("ID,Name,Email,Score", &most));
    assert_eq!(reading.histories().get(0).unwrap().email.as_deref(), Some("W.B@EXAMPLE.ORG"));
}

#[test]
fn a_corrected_name_stands_as_in_its_sheet() {
    let class = "Name,Score\n\"Souza, Ana\",abc\n\"Lind, Bo\",700\n";
    let problems = "resit_problem,resit_file,resit_row,Name,Score\nx,class.csv,2,\"Souza, Ana\",650\n";
    let reading = read_both(class, problems).unwrap();
    let shown: Vec<_> = reading.histories().iter().map(|history| (history.key, history.candidate_id)).collect();
    let candidate = |key: &str, id: &str| (key.to_owned(), id.to_owned());
    assert_eq!(shown, [candidate("ana souza", "Ana Souza"), candidate("bo lind", "Bo Lind")]);
}

#[test]
fn ids_keep_their_leading_zeros() {
    let reading = read_text("Matrikelnummer,Score\n007,700\n7,650\n0012345678,600\n00,500\n");
    let ids: Vec<_> = reading.histories().iter().map(|history| history.candidate_id).collect();
    assert_eq!(ids, ["007", "7", "0012345678", "00"]);
}

#[test]
fn cells_that_say_nothing_are_empty() {
    let text = "ID,Email,Attempt,Date,Score,Result,SDLC,Hours per week,Retake date,Note,Group\n\
                A,-,n/a,–,n/a,fail,-,N/A,-,-,k.A.\nB,b@example.org,1,2026-08-03,-,-,absent,-,,,\n-,,,,700,,,,,,\nn/a,,,,700,,,,,,\n";
    let reading = read_text(text);
    let history = reading.histories().get(0).unwrap();
    assert_eq!((history.email, history.group, history.note, history.booked_retake), (None, None, None, None));
    assert_eq!(history.hours_per_week, WeeklyHours::NotGiven);
    let attempt = &history.attempts[0];
    assert_eq!((attempt.number, attempt.date, attempt.score, attempt.outcome), (None, None, None, Outcome::Failed));
    assert_eq!(attempt.ratings[0], None);
    assert_eq!(reading.did_not_sit.iter().map(|row| row.candidate.as_str()).collect::<Vec<_>>(), ["B"]);
    assert_eq!(reading.diagnostics.iter().filter(|found| found.code == Code::MissingKey).count(), 2);
}

#[test]
fn one_class_in_every_language() {
    let blueprint = crate::exam::parse(crate::exam::built_in()[0].toml).unwrap();
    for text in [
        "Name;Vorname;E-Mail;Versuch;Prüfungsdatum;Punktzahl;Ergebnis;SDLC Automation\nSouza;Ana;ana@example.org;1. Versuch;3. August 2026;612;Nicht bestanden;Verbesserungsbedarf\nLind;Bo;bo@example.org;1;4. August 2026;;nicht teilgenommen;\n",
        "Nom;Prénom;Courriel;Tentative;Date de l'examen;Score;Résultat;SDLC Automation\nSouza;Ana;ana@example.org;1re;3 août 2026;612,0;Échoué;À améliorer\nLind;Bo;bo@example.org;1;4 août 2026;;absent(e);\n",
        "Nombre;Apellidos;Correo electrónico;Intento;Fecha;Puntuación;Resultado;SDLC Automation\nAna;Souza;ana@example.org;1.º;3 de agosto de 2026;612;Suspenso;Necesita mejorar\nBo;Lind;bo@example.org;1;4 de agosto de 2026;no presentado;;\n",
        "Nome;Sobrenome;E-mail;Tentativa;Data;Pontuação;Resultado;SDLC Automation\nAna;Souza;ana@example.org;1ª;3 de agosto de 2026;612;Reprovado;Precisa melhorar\nBo;Lind;bo@example.org;1;4 de agosto de 2026;;Faltou;\n",
        "氏名;メールアドレス;受験回数;受験日;スコア;合否;SDLC Automation\nAna Souza;ana@example.org;第1回;2026年8月3日;６１２;不合格;要改善\nBo Lind;bo@example.org;1;2026年8月4日;;欠席;\n",
    ] {
        let reading = read(vec![file("class.csv", text)], &blueprint, &SheetOptions::default()).unwrap();
        let history = reading.histories().get(0).unwrap();
        assert_eq!((history.key.as_str(), history.name.as_deref()), ("ana@example.org", Some("Ana Souza")), "{text}");
        let attempt = &history.attempts[0];
        let found =
            (attempt.number, attempt.date, attempt.score, attempt.ratings[0].as_ref().map(|rating| rating.level));
        assert_eq!(found, (Some(1), Some(jiff::civil::date(2026, 8, 3)), Some(612), Some(0)), "{text}");
        let codes: Vec<_> = reading.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!((codes, reading.did_not_sit.len()), (vec![Code::DidNotSit], 1), "{}", report(&reading));
    }
}

#[test]
fn attempts_are_ordered_by_number_else_date_else_row() {
    let order = |rows: &[&str]| {
        let reading = read_text(&sheet("ID,Attempt,Date,Score", rows));
        assert!(reading.left_out.is_empty(), "{}", report(&reading));
        reading.histories().get(0).unwrap().attempts.iter().map(|attempt| attempt.score.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(order(&["A,3,,300", "A,1,,100", "A,2,2026-01-02,200"]), [100, 200, 300]);
    assert_eq!(order(&["A,,2026-03-01,300", "A,1,2026-01-01,100", "A,,2026-02-01,200"]), [100, 200, 300]);
    assert_eq!(order(&["A,,2026-03-01,300", "A,,,100", "A,,2026-03-02,200"]), [300, 100, 200]);
    assert_eq!(order(&["A,2,2026-03-01,300", "A,1,2026-03-01,100"]), [100, 300]);
}

#[test]
fn several_sheets_are_one_cohort() {
    let files = [
        file("a.csv", "ID,Attempt,Score,Shoe\nA,1,600,39\nB,1,700,40\n"),
        file("b.csv", "Score;Shoe;Hat;id;try\n650;39;M;a;2\n650;39;M;C;1\n"),
    ];
    let reading = read(files.to_vec(), &dop_like(), &SheetOptions::default()).unwrap();
    let shown: Vec<_> = reading
        .histories()
        .iter()
        .map(|history| format!("{} {} {:?}", history.candidate_id, history.attempts.len(), history.unknown_cells))
        .collect();
    assert_eq!(shown, [r#"a 2 ["39", "M"]"#, r#"B 1 ["40", ""]"#, r#"C 1 ["39", "M"]"#]);
    let files = [file("a.csv", "ID,Score\nA,600\n"), file("b.csv", "E-mail,Score\na@example.org,650\n")];
    let error = read(files.to_vec(), &dop_like(), &SheetOptions::default()).unwrap_err();
    insta::assert_snapshot!("unreadable-different-keys", error.to_string());
}

fn read_both(class: &str, problems: &str) -> Result<Reading, SheetError> {
    read(vec![file("class.csv", class), file("problems.csv", problems)], &dop_like(), &SheetOptions::default())
}

#[test]
fn a_row_that_gets_its_id_joins_the_others_of_the_candidate() {
    let class = "ID,Attempt,Score\nA,1,600\n,2,650\nB,1,700\n";
    let reading =
        read_both(class, "resit_problem,resit_file,resit_row,ID,Attempt,Score\nx,class.csv,3,A,2,650\n").unwrap();
    let scores: Vec<_> =
        reading.histories().get(0).unwrap().attempts.iter().map(|attempt| attempt.score.unwrap()).collect();
    assert_eq!((scores, reading.left_out.len()), (vec![600, 650], 0), "{}", report(&reading));
}

#[test]
fn a_row_deleted_in_the_corrections_does_not_come_back() {
    let class = "ID,Attempt,Score\nA,1,600\nA,1,650\nB,1,700\n";
    let reading =
        read_both(class, "resit_problem,resit_file,resit_row,ID,Attempt,Score\nx,class.csv,3,A,1,650\n").unwrap();
    assert_eq!(reading.histories().len(), 2);
    insta::assert_snapshot!("corrections-with-a-deleted-row", report(&reading));
}

#[test]
fn corrections_of_a_sheet_that_was_changed_are_refused() {
    // a row was put in before the one that was handed back
    let class = "ID,Attempt,Score\nC,1,500\nC,2,550\nA,1,600\n";
    let error =
        read_both(class, "resit_problem,resit_file,resit_row,ID,Attempt,Score\nx,class.csv,2,A,1,600\n").unwrap_err();
    insta::assert_snapshot!("unreadable-stale-corrections", error.to_string());
    let class = "ID,Attempt,Score\nC,1,500\nA,1,600\n";
    let reading =
        read_both(class, "resit_problem,resit_file,resit_row,ID,Attempt,Score\nx,class.csv,2,A,1,600\n").unwrap();
    insta::assert_snapshot!("corrections-of-another-id", report(&reading));
}

#[test]
fn problems_of_several_sheets_share_their_columns() {
    let files = [file("a.csv", "ID;Score;Shoe\nA;abc;39\nB;700;40\n"), file("b.csv", "Hat,scaled score,id\nM,xyz,C\n")];
    let reading = read(files.to_vec(), &dop_like(), &SheetOptions::default()).unwrap();
    let problems = String::from_utf8(problems_csv(&reading)).unwrap();
    insta::assert_snapshot!("problems-of-several-sheets", problems.replace("\r\n", "\n"));
    let corrected = problems.replace("abc", "600").replace("xyz", "650");
    let problems = [files, [file("problems.csv", corrected), file("x.csv", "ID,Score\nZ,600\n")]].concat();
    let reading = read(problems, &dop_like(), &SheetOptions::default()).unwrap();
    assert_eq!((keys(&reading), reading.left_out.len()), ("a b c z".to_owned(), 0));
}

const CORRECTIONS: &str = "resit_problem,resit_file,resit_row,ID,Attempt,Score\n";

fn read_files(files: &[(&str, &str)]) -> Result<Reading, SheetError> {
    let files = files.iter().map(|&(name, text)| file(name, text)).collect();
    read(files, &dop_like(), &SheetOptions::default())
}

fn keys(reading: &Reading) -> String {
    reading.histories().iter().map(|history| history.key).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_newest_corrections_hold_all_that_older_ones_held() {
    let class = "ID,Attempt,Score\nAna,1,abc\nBo,1,700\nCy,1,xyz\n";
    let first = read_files(&[("class.csv", class)]).unwrap();
    let problems = String::from_utf8(problems_csv(&first)).unwrap().replace("1,abc", "1,600") + "class,,,Di,1,650\n";
    let second = read_files(&[("class.csv", class), ("problems.csv", &problems)]).unwrap();
    assert_eq!((keys(&second), second.left_out.len()), ("ana bo di".to_owned(), 1));
    let origins: Vec<_> = second
        .corrected
        .iter()
        .map(|row| {
            let (sheet, record) = second.candidates.sheet_and_record(row);
            (row.line, corrections::origin(sheet, &record))
        })
        .collect();
    assert_eq!(origins, [(2, Some(("class.csv".to_owned(), 2))), (4, None)]);
    let newest = String::from_utf8(problems_csv(&second)).unwrap();
    insta::assert_snapshot!("problems-of-a-second-round", newest.replace("\r\n", "\n"));
    let third = read_files(&[("class.csv", class), ("problems-2.csv", &newest.replace("xyz", "650"))]).unwrap();
    assert_eq!((keys(&third), third.left_out.len()), ("ana bo cy di".to_owned(), 0), "{}", report(&third));
}

#[test]
fn sheets_that_cannot_be_read_together() {
    let class = "ID,Attempt,Score\nA,1,600\n";
    let corrections = format!("{CORRECTIONS}x,class.csv,2,A,1,650\n");
    let newer = format!("{CORRECTIONS},class.csv,2,A,1,640\n");
    let of_others = format!("{CORRECTIONS}x,class.csv,2,A,1,650\nx,b.csv,2,B,1,650\n");
    for (name, files) in [
        ("corrected-twice", &[("class.csv", class), ("problems.csv", &corrections), ("problems-2.csv", &newer)][..]),
        (
            "added-twice",
            &[
                ("class.csv", class),
                ("problems.csv", &*format!("{CORRECTIONS},,,B,1,650\n")),
                ("problems-2.csv", &*format!("{CORRECTIONS},problems.csv,2,B,1,650\n")),
            ],
        ),
        ("given-twice", &[("class.csv", class), ("class.csv", class)]),
        ("given-twice-under-two-names", &[("class.csv", class), ("copy.csv", class)]),
        ("same-file-name", &[("class.csv", class), ("class.csv", "ID,Attempt,Score\nB,1,600\n")]),
        ("only-corrections", &[("problems.csv", &of_others)]),
        ("only-corrections-of-nothing", &[("problems.csv", "resit_problem,resit_file,resit_row,ID,Score\n,,,A,600\n")]),
    ] {
        insta::assert_snapshot!(format!("together-{name}"), read_files(files).unwrap_err().to_string());
    }
}

#[test]
fn corrections_of_different_rows_count_together() {
    // A has rows in both class sheets, handed back by a build of each
    let files = [
        ("a.csv", "ID,Attempt,Score\nA,1,abc\n"),
        ("b.csv", "ID,Attempt,Score\nA,2,xyz\n"),
        ("a-problems.csv", &*format!("{CORRECTIONS}x,a.csv,2,A,1,600\n")),
        ("b-problems.csv", &*format!("{CORRECTIONS}x,b.csv,2,A,2,650\n")),
    ];
    let reading = read_files(&files).unwrap();
    assert_eq!(reading.histories().get(0).unwrap().attempts.len(), 2, "{}", report(&reading));
    assert!(reading.diagnostics.iter().all(|found| found.code == Code::Corrected), "{}", report(&reading));
}

#[test]
fn corrected_rows_stand_where_the_replaced_ones_stand() {
    let class = "ID,Attempt,Score\nA,,abc\nB,,600\n,,650\nB,,700\n";
    let problems = format!("{CORRECTIONS}x,class.csv,2,A,,600\nx,class.csv,4,B,,650\n");
    for files in
        [[("class.csv", class), ("problems.csv", &*problems)], [("problems.csv", &problems), ("class.csv", class)]]
    {
        let reading = read_files(&files).unwrap();
        assert_eq!(keys(&reading), "a b");
        // without numbers and dates the rows order the attempts
        let scores: Vec<_> =
            reading.histories().get(1).unwrap().attempts.iter().map(|attempt| attempt.score.unwrap()).collect();
        assert_eq!(scores, [600, 650, 700]);
    }
}

#[test]
fn a_row_that_is_repeated_is_a_problem() {
    let text = "ID,Score,Place\nA,600,x\nA,600,x\nA, 600 ,x\nB,600,x\nB,600,y\nB,601,x\nC,600,x\n";
    let reading = read_text(text);
    assert_eq!(keys(&reading), "b c");
    insta::assert_snapshot!("repeated-rows", report(&reading));
    let reading =
        read_files(&[("a.csv", "ID,Hat,Score\nA,M,600\nB,M,600\n"), ("b.csv", "Score,ID,Hat\n600,A,M\n600,B,S\n")]);
    let reading = reading.unwrap();
    assert_eq!(keys(&reading), "b");
    insta::assert_snapshot!("repeated-rows-of-two-sheets", report(&reading));
}

#[test]
fn who_did_not_sit_is_named() {
    let text = "ID,Attempt,Score\nA,1,absent\nB,1,no show\nB,2,600\nC,1,absent\nC,2,abc\nA,2,absent\n";
    let reading = read_text(text);
    let row = |row, candidate: &str, has_history| DidNotSit {
        file: "class.csv".into(),
        row,
        candidate: candidate.into(),
        has_history,
    };
    assert_eq!(reading.did_not_sit, [row(2, "A", false), row(3, "B", true), row(7, "A", false)]);
    // the rows of C are handed back
    assert_eq!(reading.left_out().iter().map(|row| row.row).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(reading.keys_without_history().collect::<Vec<_>>(), ["a", "c"]);
}

#[test]
fn the_longest_cells_that_can_be_used() {
    let read_lengths = |id: usize, name: usize, note: usize| {
        let (id, name, note) = ("é".repeat(id), "é".repeat(name), "é".repeat(note));
        read_text(&format!("ID,Name,Score,Note\n{id},{name},600,{note}\n"))
    };
    assert!(read_lengths(200, 200, 8_000).left_out.is_empty());
    for (id, name, note, column) in [(201, 1, 1, "ID"), (1, 201, 1, "Name"), (1, 1, 8_001, "Note")] {
        let reading = read_lengths(id, name, note);
        let found = &reading.diagnostics[0];
        assert_eq!((found.code, found.place.column.as_deref()), (Code::CellLength, Some(column)));
        assert!(reading.left_out().iter().next().unwrap().candidate.unwrap().chars().count() <= 201);
    }
    let reading = read_text(&format!("First name,Last name,Score\n{},{},600\n", "a".repeat(150), "b".repeat(150)));
    assert_eq!(reading.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::CellLength]);
}

#[test]
fn the_order_of_dates_is_told_where_the_sheet_decided_it() {
    for (date, told) in [("2026-02-30", false), ("30 Feb 2026", false), ("30.02.2026", false), ("30/02/2026", true)] {
        let reading = read_text(&format!("ID,Score,Date\nA,600,{date}\nB,600,25/03/2026\n"));
        let help = reading.diagnostics[0].help.as_ref().unwrap();
        assert_eq!(help.contains("the day comes first"), told, "{date}: {help}");
    }
}

#[test]
fn a_report_in_colours_says_the_same() {
    let reading = read_text("ID,Score\nA,abc\nB,xyz\nC,1001\n");
    let colored = render(&reading.diagnostics, true);
    assert!(colored.contains('\u{1b}'));
    let plain: String = colored
        .split('\u{1b}')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('m').unwrap().1 })
        .collect();
    assert_eq!(plain, render(&reading.diagnostics, false));
}

#[test]
fn a_heading_that_is_a_formula_makes_none_in_problems_csv() {
    let sheet = "id,=SUM(A1),score\nA,1,abc\n";
    let options =
        SheetOptions { columns: [("sdlc".to_owned(), "=SUM(A1)".to_owned())].into(), ..SheetOptions::default() };
    let file = SheetFile { name: "class.csv".to_owned(), bytes: sheet.replace(",1,", ",120 %,").into_bytes() };
    let reading = read(vec![file], &dop_like(), &options).unwrap();
    let text = String::from_utf8(problems_csv(&reading)).unwrap();
    assert!(text.lines().nth(1).unwrap().trim_start_matches('"').starts_with("'=SUM(A1)"), "{text}");
}
