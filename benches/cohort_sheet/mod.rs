//! Made-up class sheets of any size, for the benchmarks and the tests: the same candidates for the same number and seed.
#![allow(dead_code, reason = "each program that uses it uses a part of it")]

pub mod names;
pub mod world;

const FIRST: [&str; 24] = [
    "Ana", "Bruno", "Chloé", "Dmitri", "Elif", "Fatima", "Günther", "Hana", "Ivo", "Jana", "Kwame", "Łucja", "María",
    "Nguyễn", "Olga", "Priya", "Quentin", "Rosa", "Søren", "Tomás", "Uma", "Víctor", "Wanda", "Zoë",
];
const LAST: [&str; 20] = [
    "Abebe",
    "Berger",
    "Costa",
    "Dvořák",
    "Eriksen",
    "Fischer",
    "García",
    "Horvat",
    "Ivanova",
    "Jansen",
    "Kowalska",
    "Lefèvre",
    "Müller",
    "Novák",
    "Okafor",
    "Papadopoulos",
    "Quispe",
    "Rossi",
    "Şahin",
    "Thị Ánh",
];
const RATINGS: [&str; 3] = ["Needs Improvement", "Competent", "Strong"];

/// Whose names a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    Latin,
    /// All scripts of [`names::SCRIPTS`], each as often as the others.
    World,
}

/// A DOP-C02 sheet with `candidates` candidates and about 1.8 attempts for each, all rows sound.
pub fn sheet(candidates: u64, seed: u64, names: Names) -> String {
    let mut random = Random::new(seed);
    let mut sheet = String::from(
        "Candidate ID,Name,Email,Group,Attempt,Date,Score,SDLC Automation,Configuration Management and IaC,\
         Resilient Cloud Solutions,Monitoring and Logging,Incident and Event Response,Security and Compliance,\
         Hours per week\n",
    );
    for candidate in 1..=candidates {
        let (first, last) = (random.below(FIRST.len() as u64), random.below(LAST.len() as u64));
        let name = match names {
            Names::Latin => format!("{} {}", FIRST[first as usize], LAST[last as usize]),
            Names::World => names::SCRIPTS[(candidate % names::SCRIPTS.len() as u64) as usize].person(last, first),
        };
        let group = ["Berlin", "Lisbon", "Pune", "Austin"][random.below(4) as usize];
        let attempts = [1, 1, 1, 2, 2, 2, 2, 3, 1, 3][random.below(10) as usize];
        let mut score = 520 + random.below(220);
        let hours = if random.below(3) == 0 { (3 + random.below(12)).to_string() } else { String::new() };
        for attempt in 1..=attempts {
            let (month, day) = (2 * attempt + random.below(2), 1 + random.below(28));
            sheet.push_str(&format!(
                "C-{candidate:07},{name},c{candidate}@example.org,{group},{attempt},2026-{month:02}-{day:02},{score}"
            ));
            for _ in 0..6 {
                let level = (score - 480 + random.below(260)) / 200;
                sheet.push(',');
                sheet.push_str(RATINGS[(level as usize).min(2)]);
            }
            sheet.push_str(&format!(",{hours}\n"));
            score = (score + random.below(90)).min(930);
        }
    }
    sheet
}

/// xorshift64*, Vigna 2016: good enough for samples, and the same everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 0 to `bound` - 1.
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    }
}
