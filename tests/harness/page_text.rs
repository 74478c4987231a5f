//! The text of an HTML page as a reader sees it.

/// The runs of text between the tags of the body; a run that is empty is left out.
pub fn visible_runs(page: &str) -> Vec<String> {
    let runs = runs(page, &[]).into_iter().map(|(run, _)| run.trim().to_owned());
    runs.filter(|run| !run.is_empty()).collect()
}

/// The text of the body, element after element, as paper has it, where nothing can be unfolded; elements that stand apart are
/// separated by a space.
pub fn visible_text(page: &str) -> String {
    let inline = ["a", "abbr", "b", "bdi", "i", "span", "em", "strong"];
    let runs = runs(page, &["details"])
        .into_iter()
        .map(|(run, tag)| if inline.contains(&tag.as_str()) { run } else { run + " " });
    runs.collect()
}

/// The runs of header and main part, each with the name of the tag behind it. The skip link and the footer, which repeats on
/// paper, are left out, and so are titles and descriptions of charts, which are for those who do not see them.
fn runs(page: &str, folded: &[&str]) -> Vec<(String, String)> {
    let mut runs = Vec::new();
    let mut rest = &page[page.find("<header").unwrap()..page.find("<footer").unwrap_or(page.len())];
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let name: String = tag[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let hidden = ["title", "desc", "script", "style"].iter().chain(folded).any(|hidden| *hidden == name);
        let end = if hidden { tag.find(&format!("</{name}>")).map(|at| at + name.len() + 2) } else { tag.find('>') };
        runs.push((unescaped(&rest[..start]), name));
        rest = &tag[end.unwrap() + 1..];
    }
    runs
}

fn unescaped(run: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    pairs.iter().fold(run.to_owned(), |run, (entity, sign)| run.replace(entity, sign)).replace("&amp;", "&")
}
