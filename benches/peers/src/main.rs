//! `make bench-peers`: the same documents made by resit, by krilla from resit's own pages, and by typst, ReportLab and
//! WeasyPrint from the same content: files a second and core, pages and sizes, in one run.
//!
//! What counts is the time of the processor, which depends little on what else the machine does; the time that passed
//! stands beside it. Files are opened again: the tables say whether they have as many pages as resit's, and in the first of
//! them whether poppler finds the candidate's name and what share of the words of resit's file.
//!
//! Options: `--documents N` (200 a round), `--peer-documents N` (24; so many of them do the Python packages, WeasyPrint a
//! third), `--rounds R` (5, the median counts; the Python packages make 3), `--seed S` (1), `--python FILE` (python3).
//! Each round has documents of its own, so that nobody finds one made before.
#![allow(clippy::disallowed_macros, reason = "a program of its own, which prints its figures")]

#[path = "../../cohort_sheet/class.rs"]
mod class;
#[path = "../../cohort_sheet/mod.rs"]
mod cohort_sheet;
mod documents;
mod krilla_writer;
mod reading;
mod typefaces;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use cohort_sheet::Names;
use documents::Length;
use krilla_writer::KrillaWriter;
use resit::document::branding::Branding;
use resit::document::catalogue::Texts;
use resit::document::content::Document;
use resit::document::pdf::{PageSize, PdfFace, PdfOptions};
use rustix::time::{ClockId, clock_gettime};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is asked for on the command line.
struct Order {
    documents: usize,
    peer_documents: usize,
    rounds: usize,
    seed: u64,
    python: String,
}

/// How one program did.
struct Outcome {
    tool: String,
    tagged: String,
    /// Seconds of the processor and seconds that passed, for one document.
    cpu: f64,
    wall: f64,
    files: Vec<PathBuf>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: usize| value(name).map_or(default, |text| text.parse().expect("a whole number"));
    let order = Order {
        documents: number("--documents", 200),
        peer_documents: number("--peer-documents", 24),
        rounds: number("--rounds", 5),
        seed: number("--seed", 1) as u64,
        python: value("--python").cloned().unwrap_or_else(|| "python3".to_owned()),
    };
    let texts = Texts::built_in("en").expect("English is built in");
    let fonts = typefaces::fonts();
    let branding = Branding::default();
    let face = PdfFace::new(fonts, &branding, std::iter::once(texts.source())).expect("the fonts can be subset");
    println!(
        "Median of {} rounds ({PEER_ROUNDS} for the Python packages); files a second and core by time of the processor, \
         in brackets by the clock.",
        order.rounds
    );
    for (length, names) in [
        (Length::TwoPages, Names::Latin),
        (Length::TwoPages, Names::World),
        (Length::Whole, Names::Latin),
        (Length::Whole, Names::World),
    ] {
        let count = order.documents * (order.rounds + 1);
        let mut documents = documents::documents(count, order.seed, names, face.fonts(), &texts);
        if length == Length::TwoPages {
            let mut engine = face.engine();
            for document in &mut documents {
                documents::cut(document, &mut engine);
            }
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../target/peers/{length:?}-{names:?}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
        }
        fs::create_dir_all(&folder).expect("a folder in target");
        let rounds: Vec<&[Document]> = documents.chunks(order.documents).collect();
        let mut results = in_rust(&rounds, &face, &folder);
        results.extend(in_python(&rounds, &face, &order, &folder));
        table(length, names, rounds.last().expect("a first round"), &results);
    }
}

/// Rounds of the Python packages.
const PEER_ROUNDS: usize = 3;

/// Makes the file of a document.
type Maker<'m> = &'m mut dyn FnMut(&Document) -> Vec<u8>;

/// resit and krilla, in turn; the files are those of the last round.
fn in_rust(rounds: &[&[Document]], face: &PdfFace, folder: &Path) -> Vec<Outcome> {
    let options = PdfOptions { day: class::DAY, build_id: "bench".to_owned(), page: PageSize::A4 };
    let krilla = KrillaWriter::new(face.fonts());
    let mut engine = face.engine();
    let mut resit = |document: &Document| engine.pdf(document, &options).expect("a PDF").bytes;
    let mut engine = face.engine();
    let mut tagged = |document: &Document| krilla.write(&engine.layout(document, PageSize::A4), document, true);
    let mut engine = face.engine();
    let mut untagged = |document: &Document| krilla.write(&engine.layout(document, PageSize::A4), document, false);
    let makers: [(&str, &str, Maker); 3] = [
        ("resit", "UA-1, A-2a", &mut resit),
        ("krilla 0.8.2", "UA-1, A-2a", &mut tagged),
        ("krilla 0.8.2", "no", &mut untagged),
    ];
    let mut makers = makers.map(|(tool, standards, make)| (tool, standards, make, Vec::new(), Vec::new()));
    // The first round fills the caches and is not counted.
    for (round, documents) in rounds.iter().enumerate() {
        for (_, _, make, times, files) in &mut makers {
            let (cpu, wall) = (processor_time(), Instant::now());
            let made: Vec<Vec<u8>> = documents.iter().map(make).collect();
            if round > 0 {
                times.push((processor_time() - cpu, wall.elapsed().as_secs_f64()));
            }
            *files = made;
        }
    }
    let count = rounds[0].len() as f64;
    let results = makers.into_iter().map(|(tool, standards, _, times, files)| {
        let write = |(index, bytes): (usize, Vec<u8>)| {
            let file = folder.join(format!("{} {}-{index}.pdf", tool, standards.len()));
            fs::write(&file, bytes).expect("target can be written to");
            file
        };
        let files = files.into_iter().enumerate().map(write).collect();
        let (cpu, wall): (Vec<f64>, Vec<f64>) = times.into_iter().unzip();
        Outcome {
            tool: tool.to_owned(),
            tagged: standards.to_owned(),
            cpu: median(cpu) / count,
            wall: median(wall) / count,
            files,
        }
    });
    results.collect()
}

/// The Python packages, each in a process of its own; their last documents are among resit's last.
fn in_python(rounds: &[&[Document]], face: &PdfFace, order: &Order, folder: &Path) -> Vec<Outcome> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut engine = face.engine();
    let mut content = |document: &Document| {
        let mut content = serde_json::to_value(document).expect("a document is plain data");
        content["scale"] = documents::scale(document, &mut engine).into();
        content
    };
    ["typst", "reportlab", "weasyprint"]
        .map(|package| {
            let most = if package == "weasyprint" { order.peer_documents / 3 } else { order.peer_documents };
            let most = most.clamp(1, order.documents);
            let few = rounds.iter().rev().take(PEER_ROUNDS + 1).rev();
            let few: Vec<Vec<serde_json::Value>> =
                few.map(|round| round[..most].iter().map(&mut content).collect()).collect();
            let job = serde_json::json!({
                "package": package, "rounds": few, "fonts": typefaces::files(), "folder": folder,
            });
            let file = folder.join(format!("{package}.json"));
            fs::write(&file, job.to_string()).expect("target can be written to");
            let mut python = Command::new(&order.python);
            // Nothing is left beside the sources.
            python.env("PYTHONPATH", here.join("../../target/tools/peers"));
            python.env("PYTHONDONTWRITEBYTECODE", "1").arg(here.join("python/measure.py")).arg(&file);
            let output = python.output();
            let output = output.unwrap_or_else(|error| panic!("{} cannot be run: {error}", order.python));
            assert!(output.status.success(), "{package}: {}", String::from_utf8_lossy(&output.stderr));
            let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one line of JSON");
            let text = |key: &str| said[key].as_str().expect("a text").to_owned();
            let times = |key: &str| -> Vec<f64> {
                said[key].as_array().expect("a list").iter().filter_map(serde_json::Value::as_f64).collect()
            };
            let file = |index| folder.join(format!("{package}-{index}.pdf"));
            Outcome {
                tool: text("tool"),
                tagged: text("tagged"),
                cpu: median(times("cpu")) / most as f64,
                wall: median(times("wall")) / most as f64,
                files: (0..most).map(file).collect(),
            }
        })
        .into()
}

fn table(length: Length, names: Names, documents: &[Document], results: &[Outcome]) {
    let length = match length {
        Length::TwoPages => "Plans cut to two pages",
        Length::Whole => "Whole plans",
    };
    println!("\n{length}, {names:?} names");
    println!(
        "{:<18} {:<11} {:>8} {:>8} {:>8} {:>6} {:>8} {:>6} {:>8} {:>6} {:>6}",
        "", "tagged", "a second", "(clock)", "× resit", "pages", "as resit", "kB", "largest", "names", "words"
    );
    let [resit, ..] = results else { return };
    let pages_of = |outcome: &Outcome| -> Vec<usize> {
        let count = |file: &PathBuf| lopdf::Document::load(file).expect("a PDF").get_pages().len();
        outcome.files.iter().map(count).collect()
    };
    let usual = pages_of(resit);
    let expected: Vec<String> = resit.files.iter().take(READ).map(|file| reading::text(file)).collect();
    for result in results {
        let bytes: Vec<u64> = result.files.iter().map(|file| fs::metadata(file).expect("a file").len()).collect();
        let (count, pages) = (result.files.len() as f64, pages_of(result));
        let same = pages.iter().zip(&usual).filter(|(its, usual)| its == usual).count();
        let read: Vec<String> = result.files.iter().take(READ).map(|file| reading::text(file)).collect();
        let named = read.iter().zip(documents).filter(|(text, document)| reading::holds_name(text, &document.heading));
        let named = named.count();
        let share: f64 = read.iter().zip(&expected).map(|(found, expected)| reading::share(expected, found)).sum();
        println!(
            "{:<18} {:<11} {:>8.1} {:>8} {:>8.3} {:>6.2} {:>8} {:>6.1} {:>8.1} {:>6} {:>5.1}%",
            result.tool,
            result.tagged,
            1.0 / result.cpu,
            format!("({:.1})", 1.0 / result.wall),
            resit.cpu / result.cpu,
            pages.iter().sum::<usize>() as f64 / count,
            format!("{same}/{}", pages.len()),
            bytes.iter().sum::<u64>() as f64 / count / 1000.0,
            bytes.iter().max().copied().unwrap_or_default() as f64 / 1000.0,
            format!("{named}/{}", read.len()),
            share / read.len() as f64 * 100.0
        );
    }
}

/// So many files of each are read word by word.
const READ: usize = 10;

/// Time that this process has had the processor, in seconds.
fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
