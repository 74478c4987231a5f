//! Documents made by hand for the tests: a plan with every kind of block, and one that tries to overflow everything.

use crate::document::content::*;
use crate::document::drawing::*;
use crate::exam::Role;

fn s(text: &str) -> String {
    text.to_owned()
}

fn text(text: &str) -> Cell {
    Cell::Text { text: s(text) }
}

fn column(heading: &str, align: Align, width: f32) -> Column {
    Column { heading: s(heading), align, width, ..Column::default() }
}

fn heading(text: &str) -> Block {
    Block::Heading { level: 2, id: text.to_lowercase().replace(' ', "-"), text: s(text) }
}

fn label(x: f32, y: f32, size: f32, anchor: Anchor, bold: bool, ink: Ink, text: &str) -> Shape {
    Shape::Text { x, y, size, anchor, bold, ink, text: s(text) }
}

fn number_line() -> Drawing {
    let at = |score: f32| (score - 100.0) / 900.0;
    let mut shapes = vec![
        Shape::Rect { x: 0.0, y: 34.0, width: at(650.0), height: 12.0, ink: Ink::Wash },
        Shape::Rect { x: at(650.0), y: 34.0, width: at(750.0) - at(650.0), height: 12.0, ink: Ink::Strong },
        Shape::Rect { x: at(750.0), y: 34.0, width: 1.0 - at(750.0), height: 12.0, ink: Ink::Adequate },
        Shape::Line { x1: at(750.0), y1: 26.0, x2: at(750.0), y2: 54.0, width: 1.2, dashed: false, ink: Ink::Text },
        label(at(750.0), 66.0, 8.0, Anchor::Middle, true, Ink::Text, "750 to pass"),
        label(0.0, 66.0, 8.0, Anchor::Start, false, Ink::Muted, "100"),
        label(1.0, 66.0, 8.0, Anchor::End, false, Ink::Muted, "1000"),
        Shape::Circle { x: at(612.0), y: 40.0, radius: 4.0, filled: false, ink: Ink::Muted },
        label(at(612.0), 66.0, 8.0, Anchor::Middle, false, Ink::Muted, "612 in August"),
        Shape::Circle { x: at(690.0), y: 40.0, radius: 5.0, filled: true, ink: Ink::Accent },
        Shape::Pointer { x: at(690.0), y: 31.0, size: 6.0, ink: Ink::Accent },
        label(at(690.0), 20.0, 10.0, Anchor::Middle, true, Ink::Accent, "690"),
    ];
    shapes.push(Shape::Line { x1: 0.0, y1: 46.0, x2: 1.0, y2: 46.0, width: 0.5, dashed: true, ink: Ink::Muted });
    Drawing { height: 70.0, shapes }
}

const DOMAINS: [(&str, &str, Option<Role>, f64, &str); 6] = [
    ("SDLC Automation", "Needs Improvement", Some(Role::Weak), 0.22, "unchanged"),
    ("Configuration Management and IaC", "Needs Improvement", Some(Role::Weak), 0.17, "fell by one level"),
    ("Resilient Cloud Solutions", "Competent", Some(Role::Adequate), 0.15, "rose by one level"),
    ("Monitoring and Logging", "Competent", Some(Role::Adequate), 0.15, "first time rated"),
    ("Incident and Event Response", "Proficient", Some(Role::Strong), 0.14, "unchanged"),
    ("Security and Compliance", "not rated", None, 0.17, "no rating in the sheet"),
];

/// A plan as it leaves the program, with every kind of block.
pub fn plan(name: &str) -> Document {
    let domains = DOMAINS.iter().enumerate().map(|(index, (domain, word, role, share, moved))| {
        vec![
            text(&format!("{}", index + 1)),
            Cell::Lines { lines: vec![Line { label: Some(s(domain)), text: s("about 14 questions: solid evidence") }] },
            Cell::Chip { role: *role, word: s(word) },
            Cell::Bar { share: share / 0.22, label: format!("{:.0} %", share * 100.0) },
            text(moved),
        ]
    });
    let weeks = (1..=7).map(|week| {
        let rest = week == 7;
        vec![
            Cell::Strong { text: format!("{week}") },
            text(&format!("{}–{} November", 17 + week, 23 + week)),
            Cell::Lines {
                lines: vec![
                    Line { label: Some(s("SDLC Automation, 5 h:")), text: s("CodePipeline stages, cross-account artefacts, manual approvals, CodeDeploy hooks and rollback") },
                    Line { label: Some(s("Lab:")), text: s("Build a pipeline that deploys to two accounts and rolls back on an alarm") },
                    Line { label: Some(s("Check:")), text: s("Explain each deployment strategy with its cost and its risk") },
                ],
            },
            text(if rest { "0.5" } else { "8.0" }),
        ]
    });
    Document {
        lang: s("en"),
        title: format!("Retake plan for {name}: DOP-C02"),
        running_head: format!("{name} · Retake plan, DOP-C02"),
        page_label: s("Page {page} of {pages}"),
        footer: s("Northwind Cloud Coaching · 24 November 2026"),
        candidate_id: Some(s("C-017")),
        author: s("Northwind Cloud Coaching"),
        kicker: s("Retake plan"),
        heading: s(name),
        facts: [("Exam", "AWS Certified DevOps Engineer – Professional (DOP-C02)"), ("Attempt", "2nd, on 17 November 2026"), ("Coach", "Rui Martins"), ("Plan of", "24 November 2026")]
            .map(|(label, value)| Fact { label: s(label), value: s(value) })
            .into(),
        blocks: vec![
            Block::Lead { text: s("You missed the pass by 60 points: close. Two domains cost you most of them, and both can be learned by building. Start with SDLC Automation this week.") },
            Block::Figures {
                items: [("Your score", "690", "750 is needed to pass"), ("Outlook", "Medium", "a rule of thumb, never a probability"), ("Preparation", "6 weeks", "8 hours a week, 48 hours in all"), ("Recommended retake", "12 January 2027", "earliest: 1 December 2026")]
                    .map(|(label, value, gloss)| KeyFigure { label: s(label), value: s(value), gloss: s(gloss) })
                    .into(),
            },
            Block::Drawing { drawing: number_line(), title: s("Your score on the scale of the exam"), description: s("690 points on a scale from 100 to 1000.") },
            Block::Fineprint { text: s("A scaled score is no percentage: 750 of 1000 does not mean that 75 % of the answers were right. The points between are weighted by the difficulty of the form that you sat.") },
            heading("Domains in order of priority"),
            Block::Table(Table {
                caption: s("Rating, weight in the exam and change since the last attempt"),
                columns: vec![column("Nr", Align::Right, 0.5), column("Domain", Align::Left, 3.0), column("Rating", Align::Left, 2.0), column("Weight", Align::Left, 2.0), column("Since the last attempt", Align::Left, 1.6)],
                rows: domains.collect(),
                ..Table::default()
            }),
            heading("What your coach says"),
            Block::Note { title: s("A note from your coach"), text: s("You know the services; what cost you the points was reading the long questions under time pressure.\n\nTake the two rehearsals seriously: same hour, same desk, no breaks. Then let us talk for half an hour.\nRui") },
            heading("What stands out"),
            Block::Findings {
                items: vec![
                    Finding { title: s("Pipeline experience is missing"), text: s("SDLC Automation and Configuration Management are both weak. Together they are 39 % of the exam, and they are learned at the keyboard rather than from slides."), first_step: Some(s("First: build one pipeline from commit to two accounts, and break it on purpose.")) },
                    Finding { title: s("The same domain twice"), text: s("SDLC Automation was weak in both attempts. More of the same will not change it."), first_step: None },
                ],
            },
            Block::Heading { level: 3, id: s("trend"), text: s("How it developed") },
            Block::Paragraph { text: s("From August to November your score rose by 78 points, and one domain rose while one fell. Growth of this size over one attempt is common among candidates who build labs between two attempts, and it says that what you did works: keep the habit and shift the hours to the two domains above. The VAST difference between Tours and Wavre, offices and efficient affairs, tests kerning and ligatures.") },
            heading("Week by week"),
            Block::Table(Table {
                caption: s("48 hours in six weeks, then the rehearsal"),
                columns: vec![column("Week", Align::Left, 0.6), column("Dates", Align::Left, 1.4), column("What to do", Align::Left, 5.0), column("Hours", Align::Right, 0.6)],
                rows: weeks.collect(),
                total: Some(vec![text("Total"), Cell::Empty, Cell::Empty, text("48.5")]),
                ..Table::default()
            }),
            heading("Labs and checklist"),
            Block::Checklist {
                items: [
                    ("Build a pipeline with a manual approval and an automatic rollback.", Some(("CodePipeline tutorial", "https://docs.aws.amazon.com/codepipeline/latest/userguide/tutorials.html"))),
                    ("Write one CloudFormation template with a custom resource, drift it by hand, find the drift and mend it without deleting the stack.", None),
                    ("Send the logs of two accounts to a third one and alarm on a metric filter.", Some(("Plan of the lab", "labs/logs.pdf"))),
                    ("Sit a full rehearsal of 75 questions in 180 minutes.", None),
                ]
                .map(|(text, link)| ChecklistItem { text: s(text), link: link.map(|(text, href)| Link { text: s(text), href: s(href) }) })
                .into(),
            },
            heading("How the class did"),
            Block::Table(Table {
                caption: s("Ratings of 24 candidates"),
                columns: vec![column("Domain", Align::Left, 3.0), column("Ratings", Align::Left, 4.0), column("Rate", Align::Right, 1.0), column("Plan", Align::Left, 1.0)],
                rows: DOMAINS.iter().enumerate().map(|(index, row)| {
                    let index = u32::try_from(index).unwrap();
                    vec![text(row.0), Cell::Stack { weak: 12 - index, adequate: 6, strong: 4 + index, unrated: 2, label: s("24") }, text(&format!("{}.5 %", 50 - 4 * index)), Cell::Link { text: s("open"), href: s("plans/x y.pdf") }]
                }).collect(),
                sortable: true,
                ..Table::default()
            }),
            heading("How to read this"),
            Block::List { items: vec![s("A weak rating is not zero: it says that you are below the level of candidates who pass."), s("The report cannot show single questions, and one or two of them can turn the rating of a small domain."), s("Every figure with “about” is an estimate.")] },
        ],
    }
}

/// A document that tries to overflow everything.
pub fn stress() -> Document {
    let long_name = "Wilhelmina Maximiliane von Württemberg-Hohenzollern-Sigmaringen";
    let long_word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);
    let mut document = plan(long_name);
    document.running_head = format!("{long_name} · {long_word}");
    document.footer = format!("{long_word} · {long_word}");
    document.facts.push(Fact { label: long_word.clone(), value: long_word.clone() });
    let many: Vec<Vec<Cell>> = (0..40)
        .map(|candidate| {
            let mut cells = vec![text(&format!("Candidate {candidate} {long_name}"))];
            cells.extend((0..20).map(|domain| text(["W", "A", "S", "–"][(candidate * 7 + domain * 3) % 4])));
            cells
        })
        .collect();
    let mut columns = vec![column("Candidate", Align::Left, 4.0)];
    columns.extend((1..=20).map(|domain| column(&format!("D{domain}"), Align::Left, 1.0)));
    document.blocks = vec![
        Block::Lead { text: long_word.clone() },
        Block::Figures {
            items: (0..6)
                .map(|_| KeyFigure {
                    label: long_word.clone(),
                    value: s("24 November 2026"),
                    gloss: s("gloss ").repeat(40),
                })
                .collect(),
        },
        Block::Table(Table { caption: s("Twenty domains"), columns, rows: many, sortable: true, ..Table::default() }),
        heading(&"A very long heading ".repeat(12)),
        Block::Note { title: s("Note"), text: s("Three hundred words of advice, all of them well meant. ").repeat(40) },
        Block::Table(Table {
            caption: s("A row taller than a page"),
            columns: vec![
                column("Key", Align::Left, 1.0),
                column("Rating", Align::Left, 1.0),
                column("Text", Align::Left, 4.0),
            ],
            rows: vec![
                vec![
                    text("short"),
                    Cell::Chip { role: Some(Role::Weak), word: s("Below the standard of the profession") },
                    text(&s("A long story. ").repeat(700)),
                ],
                vec![
                    text(&long_word),
                    Cell::Chip { role: Some(Role::Adequate), word: long_word.clone() },
                    Cell::Bar { share: 7.0, label: long_word.clone() },
                ],
                vec![
                    text("last"),
                    Cell::Chip { role: Some(Role::Strong), word: s("ok") },
                    Cell::Stack { weak: 1, adequate: 0, strong: 0, unrated: 900, label: s("901") },
                ],
            ],
            total: Some(vec![text("Sum"), Cell::Empty, text("1")]),
            row_headers: false,
            ..Table::default()
        }),
        Block::Findings {
            items: vec![Finding {
                title: long_word.clone(),
                text: s("word ").repeat(900),
                first_step: Some(s("First: ").repeat(30)),
            }],
        },
        Block::Checklist {
            items: (0..60)
                .map(|n| ChecklistItem {
                    text: format!("Item {n}"),
                    link: Some(Link { text: long_word.clone(), href: format!("https://example.org/{long_word}") }),
                })
                .collect(),
        },
    ];
    document
}
