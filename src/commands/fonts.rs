//! Fonts for characters that no embedded font draws: those of `--font-dir`, else those of the machine. Nothing is read where
//! nothing is missing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fontdb::{Database, FaceInfo, ID, Source, Style};

use super::input::Input;
use super::templates::Templates;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::pdf::{Blob, Face, FaceFault, Fonts, Region, check_font};
use crate::sheet::Reading;

/// The characters that the embedded fonts lack, by the region whose Han characters their texts are written in.
type MissingCharacters = BTreeMap<Region, BTreeSet<char>>;

/// The embedded fonts, the coach's own typeface before them, and behind them the best ones for what they lack in these
/// texts and in the sheets; a warning for each file in `folders` (else in the settings' folder) that is no font to draw
/// with. Where there are folders, the machine's own fonts are not asked: the same build then gives the same bytes
/// everywhere.
pub(super) fn fonts(
    texts: &[String],
    input: &Input,
    templates: &Templates,
    folders: &[PathBuf],
) -> anyhow::Result<(Fonts, Vec<Diagnostic>)> {
    let beside = input.settings_file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let own = input.settings.font_dir.iter().filter(|_| folders.is_empty()).map(|folder| beside.join(folder));
    let folders: Vec<PathBuf> = folders.iter().cloned().chain(own).collect();
    for folder in &folders {
        if !folder.is_dir() {
            anyhow::bail!("there is no folder {} with fonts", folder.display());
        }
    }
    let mut fonts = Fonts::embedded();
    if let Some(typeface) = &input.branding.typeface {
        let open = |weight: usize| Face::open(Blob::from(typeface.faces[weight].data.clone()), 0);
        fonts.set_in(open(0)?, open(1)?);
    }
    let language = templates.texts.catalogue();
    let mut missing = Missing::of(&fonts, language.language());
    missing.look_at_all(texts);
    look_at_sheets(&input.reading, &mut missing);
    let missing = missing.found;
    if missing.is_empty() {
        return Ok((fonts, Vec::new()));
    }
    let mut shelf = Shelf::default();
    let warnings = folders.iter().flat_map(|folder| shelf.load(folder)).collect();
    if folders.is_empty() {
        shelf.database.load_system_fonts();
    }
    shelf.choose(&missing, &mut fonts);
    Ok((fonts, warnings))
}

/// Looks at everything that documents say in the words of the sheets.
fn look_at_sheets(reading: &Reading, missing: &mut Missing<'_>) {
    for history in reading.histories().iter() {
        let own = [&history.name, &history.group, &history.note].into_iter().flatten();
        let words = history.attempts.iter().flat_map(|attempt| attempt.ratings.iter().flatten());
        missing.look_at_all(own.chain([&history.candidate_id]).chain(words.map(|rating| &rating.word)));
    }
    missing.look_at_all(reading.left_out().iter().flat_map(|row| row.candidate.into_iter().chain(row.cells)));
    missing.look_at_all(reading.did_not_sit.iter().map(|row| &row.candidate));
    missing.look_at_all(reading.sheets.iter().map(|sheet| &sheet.name));
}

/// Gathers what the fonts cannot draw.
struct Missing<'f> {
    fonts: &'f Fonts,
    language: Region,
    /// Characters that were met: whether they are missing.
    known: HashMap<char, bool>,
    found: MissingCharacters,
}

impl<'f> Missing<'f> {
    fn of(fonts: &'f Fonts, language: &str) -> Missing<'f> {
        let language = Region::of_language(language);
        Missing { fonts, language, known: HashMap::new(), found: MissingCharacters::new() }
    }

    fn look_at_all(&mut self, texts: impl IntoIterator<Item = impl AsRef<str>>) {
        for text in texts {
            self.look_at(text.as_ref());
        }
    }

    fn look_at(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        let mut lacks = |&character: &char| {
            *self.known.entry(character).or_insert_with(|| !has_no_shape(character) && !self.fonts.draw(character))
        };
        let lacking: Vec<char> = text.chars().filter(|character| !character.is_ascii()).filter(&mut lacks).collect();
        if !lacking.is_empty() {
            self.found.entry(Region::of(text, self.language)).or_default().extend(lacking);
        }
    }
}

/// Whether no font could know what a character looks like: spaces and controls, and those for private use.
fn has_no_shape(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// The fonts that were found.
#[derive(Default)]
struct Shelf {
    database: Database,
    /// Files that were read, with their sums.
    files: HashMap<PathBuf, (Arc<Vec<u8>>, u32)>,
}

/// A family with what it draws.
struct Family {
    name: String,
    regular: ID,
    bold: Option<ID>,
    monospaced: bool,
    draws: BTreeSet<char>,
    chosen: bool,
}

impl Shelf {
    /// Takes up the fonts in a folder and in those within it, in the order of their names.
    fn load(&mut self, folder: &Path) -> Vec<Diagnostic> {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        let mut warnings = Vec::new();
        for path in entries {
            let is_font = path.extension().is_some_and(|extension| {
                ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
            });
            if path.is_dir() && !path.is_symlink() {
                warnings.extend(self.load(&path));
            } else if is_font {
                warnings.extend(self.load_file(&path));
            }
        }
        warnings
    }

    fn load_file(&mut self, path: &Path) -> Option<Diagnostic> {
        let before = self.database.len();
        if let Err(error) = self.database.load_font_file(path) {
            return Some(warning(path, &error.to_string()));
        }
        if self.database.len() == before {
            return Some(warning(path, &FaceFault::Broken.to_string()));
        }
        let new = self.database.faces().filter(|face| matches!(&face.source, Source::File(its) if its == path));
        let new: Vec<ID> = new.map(|face| face.id).collect();
        let faults = new
            .into_iter()
            .filter_map(|id| self.database.with_face_data(id, |data, index| check_font(data, index).err()).flatten());
        faults.into_iter().next().map(|fault| warning(path, &fault.to_string()))
    }

    /// Adds to `fonts` the best family for what is missing, then the best for what is missing still, and so on.
    fn choose(&mut self, missing: &MissingCharacters, fonts: &mut Fonts) {
        let all: BTreeSet<char> = missing.values().flatten().copied().collect();
        let mut families = self.families(&all);
        for (&region, characters) in missing {
            let mut rest = characters.clone();
            while !rest.is_empty() {
                let best = families.iter().enumerate().filter(|(_, family)| !family.draws.is_disjoint(&rest));
                // The families are sorted: of equals the first one wins.
                let best = best.rev().max_by_key(|(_, family)| family.rank(region, &rest)).map(|(index, _)| index);
                let Some(best) = best else { break };
                let family = &families[best];
                if !family.chosen {
                    let Some((regular, bold)) = self.open(family) else {
                        families.remove(best);
                        continue;
                    };
                    fonts.add(regular, bold, Region::of_family(&family.name));
                }
                rest.retain(|character| !families[best].draws.contains(character));
                families[best].chosen = true;
            }
        }
    }

    /// The upright families that draw any of these characters, sorted by name and path.
    fn families(&self, characters: &BTreeSet<char>) -> Vec<Family> {
        let mut faces: BTreeMap<(String, PathBuf), Vec<&FaceInfo>> = BTreeMap::new();
        for face in self.database.faces().filter(|face| face.style == Style::Normal) {
            if let (Some((name, _)), Source::File(path)) = (face.families.first(), &face.source) {
                // Weights of a family are files of one folder.
                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                faces.entry((name.clone(), folder)).or_default().push(face);
            }
        }
        let families = faces.into_iter().filter_map(|((name, _), mut faces)| {
            // The nearest weight; of equals the usual width, then the first by name of file.
            let order = |face: &FaceInfo| (face.stretch.to_number().abs_diff(5), path_of(face), face.index);
            faces.sort_by_key(|face| order(face));
            let regular = *faces.iter().min_by_key(|face| face.weight.0.abs_diff(400))?;
            let bold = faces.iter().filter(|face| face.weight.0 >= 600 && face.id != regular.id);
            let bold = bold.min_by_key(|face| face.weight.0.abs_diff(700)).map(|face| face.id);
            let draws = self.database.with_face_data(regular.id, |data, index| {
                let characters = characters.iter().copied();
                check_font(data, index).map(|draws| characters.filter(|&c| draws(c)).collect::<BTreeSet<char>>())
            });
            let draws = draws?.ok().filter(|draws| !draws.is_empty())?;
            let monospaced = regular.monospaced || name.contains("Mono");
            Some(Family { name, regular: regular.id, bold, monospaced, draws, chosen: false })
        });
        families.collect()
    }

    /// Opens the faces of a family; `None` where it turns out that documents cannot be drawn with it.
    fn open(&mut self, family: &Family) -> Option<(Face, Option<Face>)> {
        let mut face = |id: ID| {
            let (source, index) = self.database.face_source(id)?;
            let Source::File(path) = source else { return None };
            let (data, sum) = match self.files.get(&path) {
                Some(file) => file.clone(),
                None => {
                    let data = Arc::new(std::fs::read(&path).ok()?);
                    // Twenty megabytes in a millisecond or two; nobody has to be kept from forging a font.
                    let file = (data.clone(), libdeflater::crc32(&data));
                    self.files.insert(path, file.clone());
                    file
                }
            };
            let mut face = Face::open(Blob::Shared(data), index).ok()?;
            face.outside = Some(sum ^ index);
            face.can_be_embedded(family.draws.iter().copied()).then_some(face)
        };
        Some((face(family.regular)?, family.bold.and_then(face)))
    }
}

impl Family {
    /// The greater, the better for these characters of texts from this region.
    fn rank(&self, region: Region, characters: &BTreeSet<char>) -> impl Ord + use<> {
        let near = match Region::of_family(&self.name) {
            Some(its) if its == region => 2,
            None => 1,
            Some(_) => 0,
        };
        // Made to go with the text's own font.
        let kin = self.name.starts_with("Noto Sans") && !self.monospaced;
        (kin, near, self.draws.intersection(characters).count(), !self.monospaced, self.chosen)
    }
}

fn path_of(face: &FaceInfo) -> PathBuf {
    match &face.source {
        Source::File(path) => path.clone(),
        _ => PathBuf::new(),
    }
}

fn warning(path: &Path, fault: &str) -> Diagnostic {
    let shown = super::harmless(&path.display().to_string()).replace('\n', " ");
    Diagnostic {
        code: Code::FontFile,
        place: Place { file_index: usize::MAX, file: shown.as_str().into(), ..Place::default() },
        cell: None,
        row_cells: Box::default(),
        candidate: None,
        message: format!("{shown} is not used: {fault}").into(),
        help: Some("remove it from the folder, or put a TrueType or OpenType font in its place".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with some of the embedded fonts, which stand in for a machine's.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fonts").join(file);
            std::fs::copy(from, folder.path().join(file)).unwrap();
        }
        folder
    }

    fn chosen(folder: &Path, missing: &[(Region, &str)]) -> Vec<String> {
        let mut shelf = Shelf::default();
        assert_eq!(shelf.load(folder), []);
        let mut fonts = Fonts::embedded();
        let before = fonts.faces.len();
        let missing = missing.iter().map(|(region, text)| (*region, text.chars().collect())).collect();
        shelf.choose(&missing, &mut fonts);
        fonts.faces[before..].iter().map(|face| face.name.clone()).collect()
    }

    #[test]
    fn a_family_is_chosen_for_what_it_draws_and_with_its_bold() {
        let files = ["NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf", "NotoSansHebrew-Regular.ttf"];
        let fonts = folder(&files);
        let china = Region::China;
        assert_eq!(chosen(fonts.path(), &[(china, "ก王")]), ["NotoSansThai-Regular", "NotoSansThai-Bold"]);
        let all = ["NotoSansThai-Regular", "NotoSansThai-Bold", "NotoSansHebrew-Regular"];
        assert_eq!(chosen(fonts.path(), &[(china, "กขא")]), all);
        // A family is added once, whoever needs it.
        assert_eq!(chosen(fonts.path(), &[(china, "กขא"), (Region::Japan, "ฃบ")]), all);
        assert_eq!(chosen(fonts.path(), &[(china, "王")]), [""; 0]);
    }

    #[test]
    fn a_broken_file_is_named_and_does_no_harm() {
        let fonts = folder(&["NotoSansThai-Regular.ttf"]);
        let file = std::fs::read(fonts.path().join("NotoSansThai-Regular.ttf")).unwrap();
        std::fs::write(fonts.path().join("a.ttf"), "no font").unwrap();
        std::fs::create_dir(fonts.path().join("b")).unwrap();
        std::fs::write(fonts.path().join("b/half.otf"), &file[..file.len() / 2]).unwrap();
        std::fs::write(fonts.path().join("empty.ttc"), "").unwrap();
        std::fs::write(fonts.path().join("readme.txt"), "no font").unwrap();
        let mut shelf = Shelf::default();
        let named: Vec<String> = shelf
            .load(fonts.path())
            .into_iter()
            .map(|warning| Path::new(&*warning.place.file).file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(named, ["a.ttf", "half.otf", "empty.ttc"]);
        let mut fonts = Fonts::embedded();
        shelf.choose(&[(Region::China, BTreeSet::from(['ก']))].into(), &mut fonts);
        assert_eq!(fonts.faces.last().map(|face| &*face.name), Some("NotoSansThai-Regular"));
    }

    #[test]
    fn only_characters_that_a_font_could_draw_are_looked_for() {
        let fonts = Fonts::embedded();
        let texts = ["Ana Ñ", "شرة", "王\u{f0b7}\u{3000}\u{200d}", "田さ", "\u{1f98a}"];
        let mut missing = Missing::of(&fonts, "en");
        missing.look_at_all(texts);
        let japan = BTreeSet::from(['田', 'さ']);
        assert_eq!(
            missing.found,
            [(Region::China, BTreeSet::from(['王', '\u{1f98a}'])), (Region::Japan, japan)].into()
        );
    }
}
