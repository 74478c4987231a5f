//! What a file says of itself: the document information, and the same as XMP (ISO 16684-1) with the marks of PDF/UA-1
//! (ISO 14289-1, 5) and PDF/A-2a (ISO 19005-2, 6.6.4).

use std::fmt::Write;

use jiff::civil::Date;

use super::objects::{push_literal, push_text};
use crate::document::isolation;

/// Key of the document information that holds the candidate's id exactly as it came.
pub const CANDIDATE_KEY: &str = "ResitCandidate";

/// Who made the file.
const PRODUCER: &str = concat!("resit ", env!("CARGO_PKG_VERSION"));

/// What a file says of itself.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// BCP 47 tag of its texts.
    pub lang: &'a str,
    pub title: &'a str,
    /// Coach or organisation, may be empty.
    pub author: &'a str,
    /// What kind of document it is.
    pub subject: &'a str,
    pub candidate_id: Option<&'a str>,
    pub build_id: &'a str,
    /// The day that the build is as of.
    pub day: Date,
}

impl About<'_> {
    /// Candidate and build for people; [`CANDIDATE_KEY`] gives the id to programs.
    fn keywords(&self) -> String {
        let build = format!("build={}", self.build_id);
        self.candidate_id.map_or(build.clone(), |candidate| format!("candidate-id={candidate}; {build}"))
    }
}

/// Writes the document information dictionary.
pub fn information(about: &About, out: &mut String) {
    let day = about.day.strftime("D:%Y%m%d000000Z").to_string();
    *out += "<<";
    let mut entry = |key: &str, text: &str| {
        let _ = write!(out, "/{key}");
        push_text(out, text);
    };
    entry("Title", about.title);
    entry("Author", about.author);
    entry("Subject", about.subject);
    entry("Keywords", &about.keywords());
    entry("Creator", "resit");
    entry("Producer", PRODUCER);
    if let Some(candidate) = about.candidate_id {
        entry(CANDIDATE_KEY, candidate);
    }
    *out += "/CreationDate";
    push_literal(out, &day);
    *out += "/ModDate";
    push_literal(out, &day);
    *out += ">>";
}

/// The id of the candidate that a file says it is for.
pub fn candidate_of(pdf: &[u8]) -> Option<String> {
    let file = lopdf::Document::load_mem(pdf).ok()?;
    let information = file.trailer.get(b"Info").and_then(|info| file.dereference(info)).ok()?.1.as_dict().ok()?;
    lopdf::decode_text_string(information.get(CANDIDATE_KEY.as_bytes()).ok()?).ok()
}

/// The XMP packet.
pub fn metadata(about: &About) -> String {
    let day = about.day.strftime("%Y-%m-%dT00:00:00Z");
    let (title, author, subject) = (xml(about.title), xml(about.author), xml(about.subject));
    let (lang, keywords, producer) = (xml(about.lang), xml(&about.keywords()), PRODUCER);
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\
         <dc:format>application/pdf</dc:format>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
         <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\
         <dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>\
         <pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>resit</xmp:CreatorTool>\
         <xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>\
         <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\
         </rdf:Description>{UA_SCHEMA}</rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    )
}

/// PDF/A asks for a description of every schema that it does not know itself.
const UA_SCHEMA: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>\
    </pdfaExtension:schemas></rdf:Description>";

/// Text as XML may hold it.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            // XML 1.0, 2.2: what no document may hold
            c if isolation::is_mark(c) => {}
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}
