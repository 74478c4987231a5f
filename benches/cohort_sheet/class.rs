//! A generated class as the measurements of documents take it: read, with what its documents are made of.

use jiff::civil::{Date, date};
use resit::analysis::{Diagnosis, Terms, diagnose};
use resit::document::branding::Branding;
use resit::document::candidate::Subject;
use resit::document::catalogue::Catalogue;
use resit::document::content::Document;
use resit::exam::Blueprint;
use resit::sheet::{self, History, SheetFile, SheetOptions};

use crate::cohort_sheet::{self, Names};

/// The day that all documents are as of.
pub const DAY: Date = date(2026, 11, 23);

/// Candidates of the built-in exam, without a brand.
pub struct Class {
    pub blueprint: Blueprint,
    pub histories: Vec<History>,
    terms: Terms,
    branding: Branding,
}

impl Class {
    /// So many candidates with these names.
    pub fn new(candidates: u64, seed: u64, names: Names) -> Class {
        let blueprint = resit::exam::parse(resit::exam::built_in()[0].toml).expect("built-in exams are sound");
        let bytes = cohort_sheet::sheet(candidates, seed, names).into_bytes();
        let files = vec![SheetFile { name: "class.csv".to_owned(), bytes }];
        let reading = sheet::read(files, &blueprint, &SheetOptions::default(), &sheet::OneByOne, &())
            .expect("a made-up sheet can be read");
        let terms = Terms { as_of: DAY, start: DAY, default_half_hours: 16 };
        let histories = reading.histories().iter().collect();
        Class { blueprint, histories, terms, branding: Branding::default() }
    }

    pub fn diagnosis(&self, history: &History) -> Diagnosis {
        diagnose(history, &self.blueprint, &self.terms)
    }

    /// The document of a candidate of the class.
    pub fn document(&self, history: &History, diagnosis: &Diagnosis, catalogue: &Catalogue) -> Document {
        let Class { blueprint, terms, branding, .. } = self;
        Subject { history, diagnosis, blueprint, terms, branding, catalogue }.document()
    }
}
