//! A logo in SVG: read to its shapes. What would be lost on the way, would reach out of the file or would take more work than
//! a logo needs is refused.

use std::collections::HashMap;

use usvg::roxmltree::{self, Node};

use super::Fault;
use super::pixels::broken;

/// Most elements of a file.
const MOST_NODES: u32 = 20_000;
/// Most elements that are drawn, counting one as often as others refer to it.
const MOST_WORK: u64 = 100_000;
/// Deepest nesting of elements, references included.
const DEEPEST: usize = 100;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that cannot be kept, with what they are called and what to do.
const REFUSED: &[(&str, &str, &str)] = &[
    ("script", "a script", "save it as plain SVG"),
    ("foreignObject", "content that is not SVG", "save it as plain SVG"),
    (
        "text",
        "text, which looks different wherever its font is missing",
        "turn the text into paths (outlines) and save it again",
    ),
    ("image", "a picture in pixels", "give the logo as PNG or JPEG, or save it without the picture"),
    ("filter", "an effect such as a shadow or a blur", "save it without effects, or give the logo as PNG"),
    ("marker", "line ends (markers)", "turn the lines into paths (outlines) and save it again"),
    ("animate", "an animation", "save it without animation"),
    ("animateTransform", "an animation", "save it without animation"),
    ("animateMotion", "an animation", "save it without animation"),
    ("set", "an animation", "save it without animation"),
];

/// The shapes of an SVG.
pub fn read(text: &str) -> Result<usvg::Tree, Fault> {
    if text.contains("<!ENTITY") {
        return Err(Fault::new("the SVG declares entities", "save it as plain SVG, without the data of its editor"));
    }
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..Default::default() };
    let document = match roxmltree::Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(roxmltree::Error::NodesLimitReached) => return Err(too_much_work()),
        Err(error) => return Err(broken("SVG", &error.to_string())),
    };
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(if root.has_tag_name("svg") {
            Fault::new(
                format!("the SVG does not say that it is one: xmlns=\"{SVG}\" is missing"),
                "export the logo again",
            )
        } else {
            Fault::new(
                format!("the file is not SVG but <{}>", root.tag_name().name()),
                "save the logo as SVG, PNG or JPEG",
            )
        });
    }
    document.descendants().try_for_each(check)?;
    Work::new(root).of(root, 0)?;
    usvg::Tree::from_xmltree(&document, &usvg::Options::default()).map_err(|error| broken("SVG", &error.to_string()))
}

/// Refuses what a drawing may not hold.
fn check(node: Node) -> Result<(), Fault> {
    if node.ancestors().take(DEEPEST + 1).count() > DEEPEST {
        return Err(too_much_work());
    }
    let outside = |what: &str| {
        Err(Fault::new(
            format!("the SVG refers to something outside of itself: {}", what.chars().take(60).collect::<String>()),
            "save it as plain SVG with everything embedded",
        ))
    };
    if node.pi().is_some_and(|instruction| instruction.target == "xml-stylesheet") {
        return outside("a style sheet");
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name().name();
    if node.tag_name().namespace() != Some(SVG) {
        // data of an editor, which is not drawn
        return Ok(());
    }
    if let Some((_, what, help)) = REFUSED.iter().find(|(element, ..)| *element == name) {
        return Err(Fault::new(format!("the SVG holds {what}"), *help));
    }
    for attribute in node.attributes() {
        let value = attribute.value();
        if attribute.name().starts_with("on") {
            return Err(Fault::new(format!("the SVG holds a script ({})", attribute.name()), "save it as plain SVG"));
        }
        // a link draws nothing
        if attribute.name() == "href" && !value.trim_start().starts_with('#') && name != "a" {
            return outside(value);
        }
        if let Some(target) = targets(value).find(|target| !target.starts_with('#')) {
            return outside(target);
        }
    }
    if name == "style" {
        let style = style_text(node);
        if style.contains("@import") {
            return outside("@import");
        }
        if let Some(target) = targets(&style).find(|target| !target.starts_with('#')) {
            return outside(target);
        }
    }
    Ok(())
}

fn style_text(style: Node) -> String {
    style.children().filter_map(|child| child.text()).collect()
}

/// The addresses in `url(…)`.
fn targets(value: &str) -> impl Iterator<Item = &str> {
    let end = |rest: &str| rest.find(')').unwrap_or(rest.len());
    value.split("url(").skip(1).map(move |rest| rest[..end(rest)].trim_matches([' ', '\'', '"', '\t', '\n', '\r']))
}

/// Counts what is drawn before it is: references to references multiply.
struct Work<'a, 'i> {
    by_id: HashMap<&'a str, Node<'a, 'i>>,
    /// Ids that style sheets refer to; any element with a class may.
    by_class: Vec<String>,
    /// `None` while it is counted: what refers to itself is not drawn.
    counted: HashMap<roxmltree::NodeId, Option<u64>>,
}

impl<'a, 'i> Work<'a, 'i> {
    fn new(root: Node<'a, 'i>) -> Self {
        let elements = || root.descendants().filter(Node::is_element);
        let styles: String = elements().filter(|node| node.has_tag_name((SVG, "style"))).map(style_text).collect();
        Work {
            by_id: elements().filter_map(|node| Some((node.attribute("id")?, node))).collect(),
            by_class: targets(&styles).filter_map(|target| Some(target.strip_prefix('#')?.to_owned())).collect(),
            counted: HashMap::new(),
        }
    }

    fn of(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<u64, Fault> {
        if let Some(counted) = self.counted.get(&node.id()) {
            return Ok(counted.unwrap_or_default());
        }
        if depth > DEEPEST {
            return Err(too_much_work());
        }
        self.counted.insert(node.id(), None);
        let mut work = 1_u64;
        for next in node.children().filter(Node::is_element).chain(self.referred(node)) {
            work += self.of(next, depth + 1)?;
            if work > MOST_WORK {
                return Err(too_much_work());
            }
        }
        self.counted.insert(node.id(), Some(work));
        Ok(work)
    }

    fn referred(&self, node: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
        let mut referred = Vec::new();
        for attribute in node.attributes() {
            let href = (attribute.name() == "href").then_some(attribute.value().trim());
            let ids = targets(attribute.value()).chain(href).filter_map(|target| target.strip_prefix('#'));
            referred.extend(ids.filter_map(|id| self.by_id.get(id)).copied());
        }
        if node.has_attribute("class") {
            referred.extend(self.by_class.iter().filter_map(|id| self.by_id.get(id.as_str())).copied());
        }
        referred
    }
}

fn too_much_work() -> Fault {
    Fault::new(
        "the SVG has far more shapes, or nests them deeper, than a logo needs",
        "simplify it, or give the logo as PNG",
    )
}

/// Whether the shapes can be drawn in a PDF as they are (see [`super::Art::Shapes`]).
pub fn is_plain(group: &usvg::Group) -> bool {
    let opaque =
        |paint: &usvg::Paint, opacity: usvg::Opacity| matches!(paint, usvg::Paint::Color(_)) && opacity.get() == 1.0;
    let plain = group.opacity().get() == 1.0
        && group.blend_mode() == usvg::BlendMode::Normal
        && group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty();
    plain
        && group.children().iter().all(|node| match node {
            usvg::Node::Group(group) => is_plain(group),
            usvg::Node::Path(path) => {
                path.fill().is_none_or(|fill| opaque(fill.paint(), fill.opacity()))
                    && path.stroke().is_none_or(|stroke| opaque(stroke.paint(), stroke.opacity()))
            }
            usvg::Node::Image(_) | usvg::Node::Text(_) => false,
        })
}

/// The shapes as SVG, and nothing else.
pub fn write(tree: &usvg::Tree) -> String {
    let (width, height) = (tree.size().width(), tree.size().height());
    // a ten-thousandth of the size is finer than any screen
    let precision = (4.0 - width.max(height).log10().floor()).clamp(1.0, 8.0) as u8;
    let text = tree.to_string(&usvg::WriteOptions {
        coordinates_precision: precision,
        indent: usvg::Indent::None,
        ..usvg::WriteOptions::default()
    });
    // without it not every browser scales a picture to its frame
    text.replacen("<svg ", &format!("<svg viewBox=\"0 0 {width} {height}\" "), 1)
}
