//! Who the documents come from, and how they look for it: names, logo, accent colour, typeface and footer.
//!
//! Everything here takes bytes or words as a coach gave them and is checked once, before the first document is made; what
//! cannot be used comes back as a [`Fault`] in words.

pub mod accent;
pub mod logo;
pub mod typeface;

use sha2::{Digest, Sha256};

pub use crate::diagnostic::Fault;
pub use accent::{Accent, Palette, Rgb};
pub use logo::Logo;
pub use typeface::Typeface;

/// Who the documents come from. Where nothing is set they look as resit made them.
#[derive(Default)]
pub struct Branding {
    pub organisation: Option<String>,
    pub coach: Option<String>,
    pub contact: Option<String>,
    /// Stands in the footer of every page in place of the sender.
    pub footer: Option<String>,
    pub logo: Option<Logo>,
    pub accent: Option<Accent>,
    pub typeface: Option<Typeface>,
}

impl Branding {
    /// The sender in short: the organisation, else the coach, else nobody (empty).
    pub fn sender(&self) -> &str {
        self.organisation.as_deref().or(self.coach.as_deref()).unwrap_or_default()
    }

    /// Differs where documents would: SHA-256 of all that is set.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut sha256 = Sha256::new();
        let mut add = |part: Option<&[u8]>| {
            sha256.update(part.map_or(u64::MAX, |part| part.len() as u64).to_le_bytes());
            sha256.update(part.unwrap_or_default());
        };
        for text in [&self.organisation, &self.coach, &self.contact, &self.footer] {
            add(text.as_deref().map(str::as_bytes));
        }
        add(self.logo.as_ref().map(|logo| logo.source.as_bytes()));
        add(self.accent.map(|accent| accent.light().accent.to_string()).as_deref().map(str::as_bytes));
        for weight in 0..2 {
            add(self.typeface.as_ref().map(|typeface| &*typeface.faces[weight].data));
        }
        sha256.finalize().into()
    }
}
