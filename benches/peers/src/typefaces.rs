//! The fonts of all programs: those of resit, then the machine's for scripts that resit has no font for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use resit::document::pdf::{Blob, Face, Fonts};

/// Families in `templates/fonts`, as resit has them.
const EMBEDDED: [&str; 6] =
    ["NotoSans", "NotoSansMath-Signs", "NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari", "NotoSansThai"];

/// Families of the Debian packages `fonts-noto-core` and `fonts-droid-fallback`.
const OF_THE_MACHINE: [&str; 7] = [
    "noto/NotoSansTamil",
    "noto/NotoSansBengali",
    "noto/NotoSansGeorgian",
    "noto/NotoSansArmenian",
    "noto/NotoSansEthiopic",
    "noto/NotoSansKhmer",
    "droid/DroidSansFallbackFull",
];

/// The fonts as resit holds them.
pub fn fonts() -> Fonts {
    let mut fonts = Fonts::embedded();
    for family in of_the_machine() {
        let mut faces = family.iter().map(|file| {
            let data = std::fs::read(file).expect("a font that was there");
            Face::open(Blob::Shared(Arc::new(data)), 0).expect("a font of Debian's")
        });
        if let Some(regular) = faces.next() {
            fonts.add(regular, faces.next(), None);
        }
    }
    fonts
}

/// The same fonts as files: for each family regular and, where there is one, bold.
pub fn files() -> Vec<Vec<PathBuf>> {
    let embedded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/fonts");
    EMBEDDED.iter().map(|family| weights(&embedded.join(family))).chain(of_the_machine()).collect()
}

fn of_the_machine() -> impl Iterator<Item = Vec<PathBuf>> {
    let families = OF_THE_MACHINE.iter().map(|family| weights(&Path::new("/usr/share/fonts/truetype").join(family)));
    families.filter(|files| !files.is_empty())
}

fn weights(family: &Path) -> Vec<PathBuf> {
    let files = ["", "-Regular", "-Bold"].map(|weight| PathBuf::from(format!("{}{weight}.ttf", family.display())));
    files.into_iter().filter(|file| file.exists()).collect()
}
