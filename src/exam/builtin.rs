//! The exams that come with the program, as data.

/// A blueprint that is embedded in the program.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// The blueprint's id, which is also its file's name.
    pub id: &'static str,
    /// The file as it stands, to parse, to show and to start an own one from.
    pub toml: &'static str,
    /// Its translations by BCP 47 tag of the language.
    pub translations: &'static [(&'static str, &'static str)],
}

/// All embedded blueprints, in the order in which they are listed.
pub fn built_in() -> &'static [BuiltIn] {
    &[BuiltIn {
        id: "dop-c02",
        toml: include_str!("dop-c02.toml"),
        translations: &[("de", include_str!("dop-c02.de.toml")), ("es", include_str!("dop-c02.es.toml"))],
    }]
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
        let mut ids: Vec<String> = Vec::new();
        for exam in built_in() {
            ids.push(exam.id.to_owned());
            ids.extend(exam.translations.iter().map(|(language, _)| format!("{}.{language}", exam.id)));
        }
        ids.sort();
        assert_eq!(files, ids);
    }

    /// English words in the middle of another language would be read aloud as that language.
    #[test]
    fn every_translation_is_sound_and_whole() {
        for exam in built_in() {
            let own = crate::exam::parse(exam.toml).expect("another test proves it sound");
            for (language, toml) in exam.translations {
                let other = match crate::exam::translated(&own, toml) {
                    Ok(blueprint) => blueprint,
                    Err(faults) => panic!("{}.{language}: {faults:#?}", exam.id),
                };
                for (own, other) in own.ratings.iter().zip(&other.ratings) {
                    assert_ne!(own.label, other.label, "{language}");
                }
                for (own, other) in own.flags.iter().zip(&other.flags) {
                    for (own, other) in
                        [(&own.title, &other.title), (&own.meaning, &other.meaning), (&own.advice, &other.advice)]
                    {
                        assert_ne!(own, other, "{language}");
                    }
                }
                for (own, other) in own.domains.iter().zip(&other.domains) {
                    let words = |domain: &crate::exam::Domain| {
                        let mut words = [domain.topics.clone(), domain.practice.clone()].concat();
                        words.extend([domain.if_weak.clone(), domain.if_persistent.clone()]);
                        words.extend(domain.labs.iter().flat_map(|lab| lab.title.iter().chain([&lab.text]).cloned()));
                        words
                    };
                    for (own, other) in words(own).iter().zip(&words(other)) {
                        assert_ne!(own, other, "{language}");
                    }
                    let links = |domain: &crate::exam::Domain| {
                        domain.labs.iter().map(|lab| lab.link.clone()).collect::<Vec<_>>()
                    };
                    assert_eq!(links(own), links(other), "{language}");
                }
            }
        }
    }
}
