//! Bytes -> text: by byte order mark, then as the settings say, then as UTF-8, and else by a guess from the bytes.

use std::string::FromUtf8Error;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use super::error::SheetError;
use super::text::line_ends;

/// So many bytes show whether a text without a mark is UTF-16.
const SAMPLE: usize = 4096;

/// The encoding with this name, as the settings give it.
pub(super) fn named(name: &str) -> Result<&'static Encoding, SheetError> {
    // the standard has one label for everything that is not safe to read
    Encoding::for_label(name.as_bytes())
        .filter(|found| *found != encoding_rs::REPLACEMENT)
        .ok_or_else(|| SheetError::UnknownEncoding { name: name.to_owned() })
}

/// The bytes as a text, where they are one as they are; else the bytes.
pub(super) fn as_it_is(bytes: Vec<u8>, wanted: Option<&'static Encoding>) -> Result<String, Vec<u8>> {
    let is_other = Encoding::for_bom(&bytes).is_some()
        || wanted.is_some_and(|wanted| wanted != UTF_8)
        || utf16_without_mark(&bytes).is_some()
        || memchr(0, &bytes).is_some();
    if is_other { Err(bytes) } else { String::from_utf8(bytes).map_err(FromUtf8Error::into_bytes) }
}

/// The text of a file that is none as it is, without its byte order mark, and the encoding where it was only guessed. A mark
/// wins over `wanted`: problems.csv has one, whatever the class sheet is written in.
pub(super) fn decode(
    file: &str,
    bytes: Vec<u8>,
    wanted: Option<&'static Encoding>,
) -> Result<(String, Option<&'static Encoding>), SheetError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return if encoding == UTF_8 {
            utf8(file, bytes).map(|text| (text, None))
        } else {
            strictly(file, &bytes, mark, encoding).map(|text| (text, None))
        };
    }
    if let Some(encoding) = wanted {
        return if encoding == UTF_8 {
            utf8(file, bytes).map(|text| (text, None))
        } else {
            strictly(file, &bytes, 0, encoding).map(|text| (text, None))
        };
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return strictly(file, &bytes, 0, encoding).map(|text| (text, Some(encoding)));
    }
    if let Some(at) = memchr(0, &bytes) {
        return Err(SheetError::NotText { file: file.to_owned(), byte: at + 1 });
    }
    if is_damaged_utf8(&bytes) {
        return utf8(file, bytes).map(|text| (text, None));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    Ok((text.into_owned(), Some(encoding)))
}

fn utf8(file: &str, bytes: Vec<u8>) -> Result<String, SheetError> {
    let mut text = String::from_utf8(bytes)
        .map_err(|error| not_in_encoding(file, error.as_bytes(), error.utf8_error().valid_up_to(), UTF_8))?;
    let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
    text.drain(..mark);
    check_no_nul(file, text)
}

/// The text, where every byte fits the encoding.
fn strictly(file: &str, bytes: &[u8], start: usize, encoding: &'static Encoding) -> Result<String, SheetError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut at = start;
    loop {
        // asked for in steps: the worst case is three bytes for one
        text.reserve((bytes.len() - at).clamp(16, 1 << 20));
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return check_no_nul(file, text),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                let line = 1 + line_ends(text.as_bytes(), 0, text.len());
                let encoding = encoding.name().to_owned();
                return Err(SheetError::NotInEncoding { file: file.to_owned(), encoding, line, byte: at });
            }
        }
    }
}

fn check_no_nul(file: &str, text: String) -> Result<String, SheetError> {
    match text.find('\0') {
        Some(at) => Err(SheetError::NotText { file: file.to_owned(), byte: at + 1 }),
        None => Ok(text),
    }
}

fn not_in_encoding(file: &str, bytes: &[u8], at: usize, encoding: &'static Encoding) -> SheetError {
    let line = 1 + line_ends(bytes, 0, at);
    SheetError::NotInEncoding { file: file.to_owned(), encoding: encoding.name().to_owned(), line, byte: at + 1 }
}

/// Every other byte of Latin letters in UTF-16 is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match sample.len() / 4 {
        0 => None,
        least if odd >= least && even == 0 => Some(UTF_16LE),
        least if even >= least && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Nearly all characters beyond ASCII are UTF-8: a few bytes of it were spoilt. Texts in other encodings hold such
/// sequences only by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut spoilt) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        spoilt += usize::from(!chunk.invalid().is_empty());
    }
    sound >= 4 * spoilt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<&'static str>) {
        let (text, guessed) = decode("class.csv", bytes.to_vec(), None).unwrap();
        (text, guessed.map(Encoding::name))
    }

    #[test]
    fn marks_then_utf8_then_guesses() {
        let text = "ID,Name\nA,Zoë Müller\n";
        let utf16 = |units: &dyn Fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(units).collect::<Vec<u8>>();
        let (little, big) = (utf16(&u16::to_le_bytes), utf16(&u16::to_be_bytes));
        assert_eq!(read(text.as_bytes()), (text.to_owned(), None));
        assert_eq!(read(format!("\u{FEFF}{text}").as_bytes()), (text.to_owned(), None));
        assert_eq!(read(&[b"\xFF\xFE", &little[..]].concat()), (text.to_owned(), None));
        assert_eq!(read(&[b"\xFE\xFF", &big[..]].concat()), (text.to_owned(), None));
        assert_eq!(read(&little), (text.to_owned(), Some("UTF-16LE")));
        assert_eq!(read(&big), (text.to_owned(), Some("UTF-16BE")));
    }

    #[test]
    fn old_encodings_are_recognised_by_their_letters() {
        for (name, rows) in [
            ("windows-1252", "Zoë Müller\nFrançois Lefèvre\nJosé Núñez\nSøren Ångström\n"),
            ("windows-1250", "Łukasz Wiśniewski\nŽofie Dvořáková\nKateřina Němcová\nPiotr Żółkiewski\n"),
            ("windows-1251", "Анна Кузнецова\nСергей Иванов\nОльга Смирнова\n"),
            ("Shift_JIS", "山田太郎\nさくら\n鈴木一郎\nタナカ\n"),
            ("GBK", "王小明\n李雷\n韩梅梅\n张伟\n"),
        ] {
            let text = format!("ID,Name,Score\n{rows}");
            let (bytes, ..) = named(name).unwrap().encode(&text);
            assert_eq!(read(&bytes), (text, Some(name)));
        }
    }

    #[test]
    fn a_mark_wins_over_the_settings_and_these_over_a_guess() {
        let latin1 = named("latin1").unwrap();
        let read = |bytes: &[u8], wanted| decode("class.csv", bytes.to_vec(), Some(wanted)).unwrap();
        assert_eq!(read("\u{FEFF}é".as_bytes(), latin1), ("é".to_owned(), None));
        assert_eq!(read("é".as_bytes(), latin1), ("Ã©".to_owned(), None));
        assert_eq!(read(b"A\0B\0", UTF_16LE), ("AB".to_owned(), None));
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_line() {
        let spoilt = "ID,Name\nA,Zoë Ångström Müller Søren Ünal Öz Ïë\nB,".as_bytes().to_vec();
        let error = decode("class.csv", [&spoilt[..], b"Jos\xE9"].concat(), None).unwrap_err();
        assert!(matches!(error, SheetError::NotInEncoding { line: 3, .. }), "{error:?}");
        let error = decode("class.csv", b"\xFF\xFEA\0\n\0B".to_vec(), None).unwrap_err();
        assert!(matches!(error, SheetError::NotInEncoding { line: 2, .. }), "{error:?}");
        assert!(matches!(named("latin-9x"), Err(SheetError::UnknownEncoding { .. })));
    }
}
