//! A class sheet with everything at once: names and notes in all scripts, one to ten attempts, passers, rows with
//! parts missing; and blueprints with any number of domains.

use super::names::{SCRIPTS, SENTENCES, awkward};
use super::{RATINGS, Random};

/// A sheet for an exam with `domains` domains whose scores and ratings are those of DOP-C02; all its rows are sound. Every
/// kind of row comes again and again, so that some tens of `candidates` hold them all.
pub fn sheet(candidates: u64, seed: u64, domains: u64) -> String {
    let mut random = Random::new(seed);
    let awkward = awkward();
    let headings: Vec<String> = (1..=domains).map(|number| format!("Domain {number}")).collect();
    let mut sheet = format!(
        "Candidate ID,Name,Email,Group,Attempt,Date,Score,Result,{},Hours per week,Booked retake,Note\n",
        headings.join(",")
    );
    for candidate in 0..candidates {
        let name = match awkward.get(candidate as usize) {
            Some(name) => name.clone(),
            None => {
                let script = &SCRIPTS[(candidate % SCRIPTS.len() as u64) as usize];
                script.person(random.below(1000), random.below(1000))
            }
        };
        let attempts = 1 + candidate * 7 % 10;
        let passes = random.below(5) == 0;
        let missing = candidate % 7;
        let mut score = 430 + random.below(230);
        for attempt in 1..=attempts {
            let last = attempt == attempts;
            let passed = last && passes;
            let shown = if passed { 750 + random.below(250) } else { score };
            let (year, month) = (2024 + attempt / 4, 1 + 3 * (attempt % 4));
            sheet.push_str(&format!(
                "W{domains}-{candidate:05},{},w{candidate}@example.org,{},{attempt},{year}-{month:02}-{:02},{},{}",
                quoted(&name),
                ["Αθήνα", "Tel Aviv תל אביב", "Pune", "東京", ""][(candidate % 5) as usize],
                1 + random.below(28),
                if missing == 1 && !passed { String::new() } else { shown.to_string() },
                if passed { "Pass" } else { "Fail" },
            ));
            let rated = [domains, domains, 0, 1, domains - 1, domains, domains][missing as usize];
            for domain in 0..domains {
                let level = (shown.saturating_sub(480) + random.below(260)) / 200;
                sheet.push(',');
                sheet.push_str(if domain < rated { RATINGS[(level as usize).min(2)] } else { "" });
            }
            let hours = if random.below(3) == 0 { (3 + random.below(12)).to_string() } else { String::new() };
            let booked = if last && candidate % 4 == 1 { "2027-02-13" } else { "" };
            let note = if last { note(candidate) } else { String::new() };
            sheet.push_str(&format!(",{hours},{booked},{}\n", quoted(&note)));
            score = (score + random.below(60)).min(745);
        }
    }
    sheet
}

/// No note, a sentence, or 300 words in several scripts and lines.
fn note(candidate: u64) -> String {
    let sentence = |number: u64| SENTENCES[(number % SENTENCES.len() as u64) as usize];
    if candidate % 3 < 2 {
        return sentence(candidate / 3).repeat((candidate % 3) as usize);
    }
    let mut note = String::new();
    for number in candidate.. {
        note.push_str(sentence(number * 3));
        if note.split_whitespace().count() >= 300 {
            break;
        }
        note.push_str(["\n", " ", " ", "\n\n"][(number % 4) as usize]);
    }
    note
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// The blueprint of an exam with `domains` domains of about equal weight, some with long names or in other scripts; scale
/// and rating words are those of DOP-C02.
pub fn blueprint(domains: u64) -> String {
    let mut toml = format!(
        r#"id = "world-{domains}"
code = "WORLD-{domains}"
name = "World Exam with {domains} Domains: Διεθνής, Международный, עולמי, عالمي, विश्व, โลก"
vendor = "Example Board"

[version]
name = "2026"

[scale]
min = 100
max = 1000
passing = 750

[retake]
wait_days = [14]
source = {{ title = "Rules of the board", url = "https://board.example.org/rules", checked = 2026-11-23 }}

[weeks]
high = [2, 4]
medium = [4, 8]
low = [8, 12]

"#
    );
    for (label, role, low, emphasis) in
        [("Needs Improvement", "weak", 40, 4), ("Competent", "adequate", 60, 2), ("Strong", "strong", 80, 1)]
    {
        let (key, high) = (label.to_lowercase().replace(' ', "-"), (low + 20) as f64 / 100.0);
        toml.push_str(&format!(
            "[[ratings]]\nkey = \"{key}\"\nlabel = \"{label}\"\nrole = \"{role}\"\n\
             correct = [0.{low}, {high:.2}]\nemphasis = {emphasis}\n\n"
        ));
    }
    for number in 1..=domains {
        let weight = 100 / domains + u64::from(number <= 100 % domains);
        let name = match number % 5 {
            1 => format!("Foundations {number}"),
            2 => format!("Continuous Governance, Compliance and Cost Control of Shared Platforms {number}"),
            3 => format!("Безопасность и соответствие {number}"),
            4 => format!("أمن المعلومات {number}"),
            _ => format!("Donaudampfschifffahrtsgesellschaftsverordnungskunde {number}"),
        };
        toml.push_str(&format!(
            "[[domains]]\nkey = \"domain-{number}\"\nnumber = {number}\nname = \"{name}\"\nweight = {weight}\n\
             topics = [\"First topic of {number}\", \"A second and rather longer topic of the domain\", \"Θέμα\"]\n\
             labs = [{{ title = \"Lab {number}\", text = \"Build the smallest thing that shows it, and break it twice.\", \
             link = \"https://board.example.org/labs/{number}\" }}, \"Write down what you would do first at work.\"]\n\
             practice = [\"Answer ten questions of domain {number} and explain each wrong answer aloud.\"]\n\
             if_weak = \"A weak rating here usually means too little time at the keyboard.\"\n\
             if_persistent = \"Change the way: teach one topic a week to somebody else.\"\n\n"
        ));
    }
    toml + "[[sources]]\ntitle = \"Guide of the board\"\nurl = \"https://board.example.org/guide\"\nchecked = 2026-11-23\n"
}
