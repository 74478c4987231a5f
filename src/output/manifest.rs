//! manifest.csv: one line a candidate, ready for any mail merge.

use std::collections::BTreeMap;
use std::io::Write;

use super::Written;

/// Columns before those of the sheet that resit does not know.
const COLUMNS: [&str; 13] = [
    "candidate_id",
    "name",
    "email",
    "outcome",
    "tier",
    "weeks",
    "readiness",
    "html",
    "pdf",
    "html_sha256",
    "pdf_sha256",
    "ics",
    "ics_sha256",
];

/// What the manifest says of one candidate.
#[derive(Debug, Clone, Default)]
pub struct ManifestEntry {
    pub candidate_id: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub outcome: &'static str,
    pub tier: Option<&'static str>,
    pub weeks: Option<u32>,
    /// Rounded to one decimal.
    pub readiness: Option<f64>,
    pub html: Option<Written>,
    pub pdf: Option<Written>,
    /// The calendar; `None` for whoever has no plan.
    pub ics: Option<Written>,
    /// Cells of the sheet's unknown columns.
    pub unknown_cells: Vec<String>,
}

/// Heading of the archive's name, where the plans are in one; `html`, `pdf` and `ics` are then paths inside it.
const ARCHIVE: &str = "archive";

/// The manifest while it grows, as UTF-8 with a byte order mark, which Excel needs.
pub struct Manifest<W: Write> {
    writer: csv::Writer<W>,
    archive: Option<String>,
}

impl<W: Write> Manifest<W> {
    /// A manifest with its header. A heading of the sheet that is also one of ours gets " (sheet)" behind it. `archive`
    /// is the name of the archive that holds the plans, if one does.
    ///
    /// # Errors
    /// What `file` says.
    pub fn new(mut file: W, unknown_columns: &[String], archive: Option<&str>) -> csv::Result<Manifest<W>> {
        file.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
        let ours: Vec<&str> = COLUMNS.iter().copied().chain(archive.map(|_| ARCHIVE)).collect();
        let sheet = unknown_columns.iter().map(|heading| {
            // a reader must know the archive from a column of the sheet, whether there is one or not
            let taken = heading == ARCHIVE || ours.contains(&heading.as_str());
            guarded(if taken { format!("{heading} (sheet)") } else { heading.clone() })
        });
        writer.write_record(ours.iter().map(|&column| column.to_owned()).chain(sheet))?;
        Ok(Manifest { writer, archive: archive.map(str::to_owned) })
    }

    /// Adds one candidate.
    ///
    /// # Errors
    /// What the file says.
    pub fn add(&mut self, entry: ManifestEntry) -> csv::Result<()> {
        let (html, html_sha256) = entry.html.map_or_else(Default::default, |file| (file.path, file.sha256));
        let (pdf, pdf_sha256) = entry.pdf.map_or_else(Default::default, |file| (file.path, file.sha256));
        let (ics, ics_sha256) = entry.ics.map_or_else(Default::default, |file| (file.path, file.sha256));
        let ours = [
            entry.candidate_id,
            entry.name.unwrap_or_default(),
            entry.email.unwrap_or_default(),
            entry.outcome.to_owned(),
            entry.tier.unwrap_or_default().to_owned(),
            entry.weeks.map(|weeks| weeks.to_string()).unwrap_or_default(),
            entry.readiness.map(|readiness| format!("{readiness:.1}")).unwrap_or_default(),
            html,
            pdf,
            html_sha256,
            pdf_sha256,
            ics,
            ics_sha256,
        ];
        let archive = self.archive.iter().cloned();
        self.writer.write_record(ours.into_iter().chain(archive).chain(entry.unknown_cells).map(guarded))
    }

    /// Gives the file back, with everything written to it.
    ///
    /// # Errors
    /// What the file says.
    pub fn finish(self) -> std::io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// What a manifest says of one candidate, read back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestLine {
    pub candidate_id: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub outcome: String,
    pub tier: Option<String>,
    pub weeks: Option<u32>,
    pub readiness: Option<String>,
    pub html: Option<Written>,
    pub pdf: Option<Written>,
    pub ics: Option<Written>,
    /// Name of the archive that the files are in, if they are in one.
    pub archive: Option<String>,
    /// The other columns by heading: those that resit does not know.
    pub columns: BTreeMap<String, String>,
}

/// Reads a manifest.
///
/// # Errors
/// It is not what [`Manifest`] writes; the reason in words.
pub(super) fn read_manifest(bytes: &[u8]) -> Result<Vec<ManifestLine>, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let headings = reader.headers().map_err(|error| error.to_string())?.clone();
    if let Some(missing) = COLUMNS.iter().find(|column| !headings.iter().any(|heading| heading == **column)) {
        return Err(format!("it has no column {missing}"));
    }
    let line = |record: csv::Result<csv::StringRecord>| {
        let record = record.map_err(|error| error.to_string())?;
        let mut cells: BTreeMap<String, String> = BTreeMap::new();
        for (heading, cell) in headings.iter().zip(&record) {
            // of two columns of the sheet with one heading the first counts
            cells.entry(unguarded(heading).to_owned()).or_insert_with(|| unguarded(cell).to_owned());
        }
        let mut take = |column: &str| cells.remove(column).filter(|cell| !cell.is_empty());
        let mut file = |path: &str, sha256: &str| {
            let (path, sha256) = (take(path), take(sha256));
            path.zip(sha256).map(|(path, sha256)| Written { path, sha256 })
        };
        let (html, pdf, ics) = (file("html", "html_sha256"), file("pdf", "pdf_sha256"), file("ics", "ics_sha256"));
        Ok(ManifestLine {
            candidate_id: take("candidate_id").unwrap_or_default(),
            name: take("name"),
            email: take("email"),
            outcome: take("outcome").unwrap_or_default(),
            tier: take("tier"),
            weeks: take("weeks").and_then(|weeks| weeks.parse().ok()),
            readiness: take("readiness"),
            html,
            pdf,
            ics,
            archive: take(ARCHIVE),
            columns: cells,
        })
    };
    reader.records().map(line).collect()
}

/// What begins a formula; some spreadsheets take the full-width forms for the plain ones.
const FORMULA_SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front. So does one that already has some in
/// front of such a text: it could not be told from a guarded one.
pub fn guarded(cell: String) -> String {
    if is_armed(&cell) { format!("'{cell}") } else { cell }
}

/// A cell of the manifest as it was before it was guarded against being taken for a formula.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_armed(rest)).unwrap_or(cell)
}

/// Behind any apostrophes there is a formula.
fn is_armed(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA_SIGNS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_taken_headings_renamed() {
        let mut manifest = Manifest::new(Vec::new(), &["Phone".to_owned(), "html".to_owned()], None).unwrap();
        manifest
            .add(ManifestEntry {
                candidate_id: "=1+1".to_owned(),
                outcome: "failed",
                readiness: Some(47.0),
                unknown_cells: vec!["+49 30".to_owned(), "a \"quoted\", cell".to_owned()],
                ..ManifestEntry::default()
            })
            .unwrap();
        let text = String::from_utf8(manifest.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}candidate_id,name,email,outcome,tier,weeks,readiness,html,pdf,html_sha256,pdf_sha256,ics,ics_sha256,Phone,html (sheet)\r\n\
             '=1+1,,,failed,,,47.0,,,,,,,'+49 30,\"a \"\"quoted\"\", cell\"\r\n"
        );
    }

    #[test]
    fn what_is_guarded_can_be_told_from_what_came_so() {
        let table = [
            ("=1", "'=1"),
            ("'=1", "''=1"),
            ("''+49", "'''+49"),
            ("＝1", "'＝1"),
            ("\t1", "'\t1"),
            ("'tis", "'tis"),
            ("'", "'"),
            ("", ""),
            ("O'=Hara", "O'=Hara"),
        ];
        for (cell, expected) in table {
            assert_eq!(guarded(cell.to_owned()), expected);
            assert_eq!(unguarded(expected), cell);
        }
    }

    proptest! {
        #[test]
        fn every_cell_comes_back_and_none_is_a_formula(cell in "'{0,3}[-=+@\t\r＝＋－＠a']{0,3}.*") {
            let guarded = guarded(cell.clone());
            prop_assert!(!guarded.starts_with(FORMULA_SIGNS), "{guarded:?}");
            prop_assert_eq!(unguarded(&guarded), cell);
        }
    }
}
