//! The exams that come with the program, as data.

/// A blueprint that is embedded in the program.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// The blueprint's id, which is also its file's name.
    pub id: &'static str,
    /// The file as it stands, to parse, to show and to start an own one from.
    pub toml: &'static str,
}

/// All embedded blueprints, in the order in which they are listed.
pub fn built_in() -> &'static [BuiltIn] {
    &[BuiltIn { id: "dop-c02", toml: include_str!("dop-c02.toml") }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_exam_is_sound_and_named_as_its_file() {
        for exam in built_in() {
            match crate::exam::parse(exam.toml) {
                Ok(blueprint) => assert_eq!(blueprint.id, exam.id),
                Err(faults) => panic!("{}: {faults:#?}", exam.id),
            }
        }
    }

    #[test]
    fn every_file_beside_this_one_is_built_in() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/exam");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of this file can be listed")
            .filter_map(|entry| entry.expect("an entry can be read").file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
            .collect();
        files.sort();
        let mut ids: Vec<&str> = built_in().iter().map(|exam| exam.id).collect();
        ids.sort_unstable();
        assert_eq!(files, ids);
    }
}
