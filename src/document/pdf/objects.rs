//! A PDF file object by object (ISO 32000-1, 7.3 and 7.5): streams as they come, all else packed into object streams, and
//! at the end the table of where everything is. What is finished can be taken away at any time, so that a file of any
//! length is written in little memory.

use std::fmt::Write;

use super::embed::Deflater;
use crate::document::isolation;

/// The objects of a file that is being written; their numbers count from 1.
#[derive(Debug, Clone)]
pub struct Objects {
    out: Vec<u8>,
    /// Bytes that were taken away before `out`.
    taken: u64,
    /// Where each object is, from number 1.
    places: Vec<Place>,
    /// Objects for the next object stream: their numbers, where they begin in `body`, and their text.
    packed: Vec<(u32, usize)>,
    body: String,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// Allocated, not written.
    Nowhere,
    /// Bytes from the start of the file.
    At(u64),
    /// In an object stream, at this place.
    Packed { stream: u32, index: u16 },
}

/// So many objects go into one object stream.
const PACKED: usize = 4000;

impl Objects {
    /// A file of PDF 1.7; its header holds bytes beyond ASCII, as a file that is not plain text should.
    pub fn new() -> Objects {
        let out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        Objects { out, taken: 0, places: Vec::new(), packed: Vec::new(), body: String::new() }
    }

    /// Numbers for so many objects in a row; the first of them.
    pub fn allocate(&mut self, count: u32) -> u32 {
        let first = self.places.len() as u32 + 1;
        self.places.resize(self.places.len() + count as usize, Place::Nowhere);
        first
    }

    /// Writes a stream; `entries` are those of its dictionary but for its length.
    pub fn stream(&mut self, id: u32, entries: &str, content: &[u8]) {
        self.places[id as usize - 1] = Place::At(self.taken + self.out.len() as u64);
        self.out.extend_from_slice(format!("{id} 0 obj\n<<{entries}/Length {}>>\nstream\n", content.len()).as_bytes());
        self.out.extend_from_slice(content);
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Keeps an object for the next object stream.
    pub fn object(&mut self, id: u32, write: impl FnOnce(&mut String)) {
        self.packed.push((id, self.body.len()));
        write(&mut self.body);
        self.body.push('\n');
    }

    /// Writes what is kept as object streams (7.5.7).
    pub fn pack(&mut self, deflater: &mut Deflater) {
        let packed = std::mem::take(&mut self.packed);
        let body = std::mem::take(&mut self.body);
        for (chunk, objects) in packed.chunks(PACKED).enumerate() {
            let stream = self.allocate(1);
            let from = objects[0].1;
            let to = packed.get((chunk + 1) * PACKED).map_or(body.len(), |(_, at)| *at);
            let mut text = String::with_capacity(to - from + objects.len() * 9);
            for (index, (id, at)) in objects.iter().enumerate() {
                self.places[*id as usize - 1] = Place::Packed { stream, index: index as u16 };
                let _ = write!(text, "{id} {} ", at - from);
            }
            let first = text.len();
            text += &body[from..to];
            let entries = format!("/Type/ObjStm/N {}/First {first}/Filter/FlateDecode", objects.len());
            let content = deflater.deflate(text.as_bytes());
            self.stream(stream, &entries, &content);
        }
        // Their memory serves the next ones.
        (self.packed, self.body) = (packed, body);
        self.packed.clear();
        self.body.clear();
    }

    /// Takes what is written so far out of memory.
    pub fn take(&mut self) -> Vec<u8> {
        self.taken += self.out.len() as u64;
        std::mem::take(&mut self.out)
    }

    /// Ends the file with the table of its objects (7.5.8); `trailer` are the entries of the trailer but for the size.
    /// Returns what [`Objects::take`] has not taken.
    pub fn finish(mut self, trailer: &str, deflater: &mut Deflater) -> Vec<u8> {
        self.pack(deflater);
        let table = self.allocate(1);
        let start = self.taken + self.out.len() as u64;
        self.places[table as usize - 1] = Place::At(start);
        let mut rows = Vec::with_capacity((self.places.len() + 1) * 8);
        let mut row = |kind: u8, place: u64, index: u16| {
            rows.push(kind);
            rows.extend_from_slice(&place.to_be_bytes()[3..]);
            rows.extend_from_slice(&index.to_be_bytes());
        };
        row(0, 0, u16::MAX);
        for place in &self.places {
            match *place {
                Place::Nowhere => row(0, 0, u16::MAX),
                Place::At(offset) => row(1, offset, 0),
                Place::Packed { stream, index } => row(2, stream.into(), index),
            }
        }
        let entries = format!("/Type/XRef/Size {}/W[1 5 2]{trailer}/Filter/FlateDecode", self.places.len() + 1);
        let content = deflater.deflate(&rows);
        self.stream(table, &entries, &content);
        self.out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        self.out
    }
}

/// A number with at most three decimals; points are rounded to hundredths where they are made.
pub fn number(out: &mut String, value: f32) {
    let thousandths = (f64::from(value) * 1000.0).round() as i64;
    if thousandths < 0 {
        out.push('-');
    }
    let (whole, mut rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let _ = write!(out, "{whole}");
    if rest > 0 {
        out.push('.');
        let mut place = 100;
        while rest > 0 {
            out.push(char::from(b'0' + (rest / place) as u8));
            rest %= place;
            place /= 10;
        }
    }
}

/// Points, to hundredths: finer is neither seen nor printed.
pub fn points(out: &mut String, value: f32) {
    number(out, (value * 100.0).round() / 100.0);
}

/// A text string (7.9.2.2): ASCII as it is, everything else as UTF-16. Readers show such strings in windows and lists of
/// their own, where the marks of what is set apart would be seen.
pub fn push_text(out: &mut String, text: &str) {
    let text = &*isolation::unmarked(text);
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        push_literal(out, text);
    } else {
        out.push('<');
        push_utf16(out, text);
        out.push('>');
    }
}

/// A string of printable ASCII.
pub fn push_literal(out: &mut String, text: &str) {
    out.push('(');
    for character in text.chars() {
        if matches!(character, '(' | ')' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push(')');
}

/// The hexadecimal digits of a text in UTF-16 with its byte order mark.
pub fn push_utf16(out: &mut String, text: &str) {
    *out += "feff";
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_can_be() {
        let cases = [
            (0.0, "0"),
            (12.0, "12"),
            (0.5, "0.5"),
            (-3.25, "-3.25"),
            (841.89, "841.89"),
            (0.004, "0.004"),
            (-0.0001, "0"),
        ];
        for (value, expected) in cases {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, expected);
        }
    }
}
