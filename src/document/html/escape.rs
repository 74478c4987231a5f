//! How tera escapes. Its own way looks at each byte alone; half of a page is text, and hardly any of it has a
//! character that means something in HTML.

use std::io::{self, Write};

/// Writes a text as [`tera::escape_html`] would.
#[expect(clippy::needless_bitwise_bool, reason = "lazy operators would be jumps, and no vector instructions")]
pub fn write_escaped(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let special = |byte| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'');
    let mut rest = text.as_bytes();
    while let Some(at) = position(rest, special) {
        out.write_all(&rest[..at])?;
        out.write_all(match rest[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest)
}

/// Where the first such byte stands. Blocks are tested whole, which compiles to vector instructions.
fn position(bytes: &[u8], is_it: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 16;
    let has_none = |block: &&[u8; BLOCK]| !block.iter().fold(false, |any, &byte| any | is_it(byte));
    let (blocks, _) = bytes.as_chunks();
    let tested = blocks.iter().take_while(has_none).count() * BLOCK;
    bytes[tested..].iter().position(|&byte| is_it(byte)).map(|at| tested + at)
}

#[cfg(test)]
mod tests {
    use super::write_escaped;

    #[test]
    fn texts_are_escaped_as_tera_would() {
        let long =
            "Tom & Jerry’s <b>\"plan\"</b>; it's a text of more than one block, with é, – and 名 in it. ".repeat(3);
        for end in (0..=long.len()).filter(|&end| long.is_char_boundary(end)) {
            for text in [&long[..end], &long[end..]] {
                let (mut ours, mut theirs) = (Vec::new(), Vec::new());
                write_escaped(text, &mut ours).unwrap();
                tera::escape_html(text, &mut theirs).unwrap();
                assert_eq!(ours, theirs, "{text}");
            }
        }
    }
}
