//! The documents that everybody makes: plans of a generated cohort as they come, or cut to two pages.

use resit::document::catalogue::Texts;
use resit::document::content::{Block, Document};
use resit::document::pdf::display::{Item, Layout, Mark, Owner};
use resit::document::pdf::{Engine, Fonts, PageSize};

use crate::class::Class;
use crate::cohort_sheet::Names;

/// How long the documents are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// The first sections, as many as end on the second page.
    TwoPages,
    /// As they come.
    Whole,
}

/// `count` documents of a cohort with these names; no name holds a character that `fonts` cannot draw.
pub fn documents(count: usize, seed: u64, names: Names, fonts: &Fonts, texts: &Texts) -> Vec<Document> {
    // More than are wanted, for those whose script no font draws.
    let (class, catalogue) = (Class::new(3 * count as u64, seed, names), texts.catalogue());
    let drawn = class.histories.iter().filter(|history| {
        let characters = history.name.iter().flat_map(|name| name.chars());
        characters.into_iter().all(|character| fonts.draw(character))
    });
    let document = |history| class.document(history, &class.diagnosis(history), &catalogue);
    drawn.take(count).map(document).collect()
}

/// Cuts a document behind the last block that leaves some of the second page free: others, whose lines are a little higher
/// or lower, then come to two pages too.
pub fn cut(document: &mut Document, engine: &mut Engine) {
    loop {
        let layout = engine.layout(document, PageSize::A4);
        let ends_with_heading = matches!(document.blocks.last(), Some(Block::Heading { .. }));
        if document.blocks.is_empty() || layout.pages.len() <= 2 && foot(&layout) <= FULLEST && !ends_with_heading {
            return;
        }
        document.blocks.pop();
    }
}

/// How far down the second page a cut document may reach, in points.
const FULLEST: f32 = 660.0;

/// The lowest baseline on the last page, without the footer.
fn foot(layout: &Layout) -> f32 {
    let baseline = |item: &Item| match item.mark {
        Mark::Text { baseline, .. } if item.owner != Owner::Running => baseline,
        _ => 0.0,
    };
    layout.pages.last().map_or(0.0, |page| page.items.iter().map(baseline).fold(0.0, f32::max))
}

/// How much smaller than usual a document is set: its first line, what document it is, is 8.5 points high at full size.
pub fn scale(document: &Document, engine: &mut Engine) -> f32 {
    let layout = engine.layout(document, PageSize::A4);
    let sizes = layout.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item.mark {
        Mark::Text { size, .. } => Some(size),
        _ => None,
    });
    sizes.into_iter().next().map_or(1.0, |size| size / 8.5)
}
