//! The cells of one row.

use std::borrow::Cow;

use csv::StringRecord;

/// The cells of one row, in the text of their sheet where they stand there as they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Record<'t> {
    text: Cow<'t, str>,
    /// Where each cell begins and ends, in bytes; a row is shorter than 4 GiB by far.
    cells: Vec<(u32, u32)>,
}

impl<'t> Record<'t> {
    /// Becomes a row without quotation marks.
    pub fn cut(&mut self, row: &'t str, delimiter: u8) {
        self.text = Cow::Borrowed(row);
        self.cells.clear();
        let mut start = 0;
        each_place(row.as_bytes(), delimiter, |end| {
            self.cells.push((start, end));
            start = end + 1;
        });
        self.cells.push((start, row.len() as u32));
    }

    /// Becomes a row that csv has read.
    pub fn fill(&mut self, parsed: &StringRecord) {
        self.text = Cow::Owned(parsed.as_slice().to_owned());
        self.cells.clear();
        let ranges = (0..parsed.len()).filter_map(|cell| parsed.range(cell));
        self.cells.extend(ranges.map(|range| (range.start as u32, range.end as u32)));
    }

    /// The same without its sheet.
    pub fn into_owned(self) -> Record<'static> {
        Record { text: Cow::Owned(self.text.into_owned()), cells: self.cells }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell; `None` right of the last.
    pub fn get(&self, cell: usize) -> Option<&str> {
        self.cells.get(cell).map(|&(start, end)| &self.text[start as usize..end as usize])
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.cells.iter().map(|&(start, end)| &self.text[start as usize..end as usize])
    }

    /// All cells, and what may stand between them.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Record<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// Calls `found` with each place at which the byte stands. Cells are so short that eight bytes at a time are faster than a search
/// that starts anew behind each.
fn each_place(bytes: &[u8], wanted: u8, mut found: impl FnMut(u32)) {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let pattern = u64::from_ne_bytes([wanted; 8]);
    let (words, rest) = bytes.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let differs = u64::from_le_bytes(*word) ^ pattern;
        // the highest bit of each byte that does not differ
        let mut same = !(((differs & LOW) + LOW) | differs | LOW);
        while same != 0 {
            found(at + same.trailing_zeros() / 8);
            same &= same - 1;
        }
        at += 8;
    }
    for &byte in rest {
        if byte == wanted {
            found(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_is_cut_at_every_delimiter(row in "[a,;ä\u{ac}, -]{0,40}") {
            let mut record = Record::default();
            record.cut(&row, b',');
            prop_assert!(record.iter().eq(row.split(',')));
            prop_assert_eq!(record.len(), row.split(',').count());
        }
    }
}
