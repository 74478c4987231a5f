//! Where Han characters are from: the same character is drawn differently in China, Taiwan, Japan and Korea.

/// Whose forms of Han characters a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Region {
    #[default]
    China,
    Taiwan,
    Japan,
    Korea,
}

impl Region {
    pub const ALL: [Region; 4] = [Region::China, Region::Taiwan, Region::Japan, Region::Korea];

    /// What the other characters of a text tell, else what the document's language (a BCP 47 tag) does.
    pub fn of(text: &str, language: Region) -> Region {
        let tell = |c: char| match c {
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => Some(Region::Japan),
            '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}' => Some(Region::Korea),
            '\u{3105}'..='\u{312f}' => Some(Region::Taiwan),
            _ => None,
        };
        text.chars().find_map(tell).unwrap_or(language)
    }

    /// Of a language, as a BCP 47 tag.
    pub fn of_language(tag: &str) -> Region {
        let mut parts = tag.split('-');
        match parts.next() {
            Some("ja") => Region::Japan,
            Some("ko") => Region::Korea,
            Some("zh") if parts.any(|part| ["Hant", "TW", "HK", "MO"].contains(&part)) => Region::Taiwan,
            _ => Region::China,
        }
    }

    /// Of a font's family, where its name says it: "Noto Sans CJK JP", "Source Han Sans K".
    pub fn of_family(name: &str) -> Option<Region> {
        match name.rsplit([' ', '-']).next()? {
            "SC" | "CN" => Some(Region::China),
            "TC" | "TW" | "HK" => Some(Region::Taiwan),
            "JP" | "J" => Some(Region::Japan),
            "KR" | "K" => Some(Region::Korea),
            _ => None,
        }
    }
}
