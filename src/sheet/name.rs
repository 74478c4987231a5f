//! Names that a sheet writes as "Last, First" in one cell.

use super::words::is_name_suffix;

/// The name as "First Last", where the cell is "Last, First"; a suffix stays at the end of the last name.
pub(super) fn first_name_first(cell: &str) -> Option<String> {
    // most names have no comma of any kind
    if !cell.bytes().any(|byte| byte == b',' || !byte.is_ascii()) {
        return None;
    }
    let parts: Vec<&str> = cell.split([',', '，']).map(str::trim).collect();
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let name = match parts[..] {
        // "Woody Barrera, Jr." is in order as it is, and "Berlin, second group" no name
        [last, first] if !is_name_suffix(first) && (!starts_small(first) || starts_small(last)) => {
            format!("{first} {last}")
        }
        [last, first, suffix] | [last, suffix, first] if is_name_suffix(suffix) && !is_name_suffix(first) => {
            format!("{first} {last} {suffix}")
        }
        _ => return None,
    };
    Some(name)
}

fn starts_small(words: &str) -> bool {
    words.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::first_name_first;

    #[test]
    fn last_and_first_name_in_one_cell() {
        for (cell, expected) in [
            ("Souza, Ana", Some("Ana Souza")),
            ("Souza,Ana Maria", Some("Ana Maria Souza")),
            ("Barrera Jr., Woody", Some("Woody Barrera Jr.")),
            ("Barrera, Woody, Jr.", Some("Woody Barrera Jr.")),
            ("Barrera, III, Woody", Some("Woody Barrera III")),
            ("van der Berg, Jan", Some("Jan van der Berg")),
            ("Berg, Jan van der", Some("Jan van der Berg")),
            ("O'Neil-Smith, Mary-Jane", Some("Mary-Jane O'Neil-Smith")),
            ("García Márquez, José", Some("José García Márquez")),
            ("王，小明", Some("小明 王")),
            ("Woody Barrera, Jr.", None),
            ("Ana Souza, PhD", None),
            ("Ana Souza", None),
            ("souza, ana", Some("ana souza")),
            ("Berlin, second group", None),
            ("Souza,", None),
            (", Ana", None),
            ("Souza, Ana, Maria", None),
            (",", None),
            ("", None),
        ] {
            assert_eq!(first_name_first(cell).as_deref(), expected, "{cell}");
        }
    }
}
