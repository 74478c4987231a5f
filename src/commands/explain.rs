//! `resit explain`: what a code means, with an example and its cure.

use anyhow::bail;

use super::{DONE, harmless, print};
use crate::diagnostic::{Code, Severity, nearest};

const HEADING: anstyle::Style = anstyle::Style::new().bold();

/// Shows the page of the code, or a table of all codes.
pub(super) fn run(code: Option<&str>) -> anyhow::Result<u8> {
    let text = match code {
        None => table(),
        Some(id) => match Code::ALL.iter().find(|code| code.id() == id) {
            Some(&code) => page(code),
            None => {
                let near = nearest(id, Code::ALL.iter().map(|code| code.id()));
                let near = near.map_or(String::new(), |near| format!("Did you mean {near}? "));
                bail!("there is no code “{}”\n  {near}`resit explain` lists all codes.", harmless(id));
            }
        },
    };
    print(&text).map(|()| DONE)
}

fn table() -> String {
    let mut text = String::new();
    for (severity, heading) in [
        (Severity::Problem, "Problems: the row cannot be used, and its candidate gets no plan"),
        (Severity::Warning, "Warnings: the row is used, and you should look at it"),
        (Severity::Note, "Notes: worth knowing"),
    ] {
        text.push_str(&format!("{HEADING}{heading}{HEADING:#}\n"));
        for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
            text.push_str(&format!("  {:<22}{}\n", code.id(), code.title()));
        }
        text.push('\n');
    }
    text + "resit explain CODE tells more about one of them, with an example and its cure.\n"
}

/// The page for the terminal: headings stand out, examples are set in.
fn page(code: Code) -> String {
    let mut text = format!("{HEADING}{}[{code}]: {}{HEADING:#}\n", code.severity().id(), code.title());
    let mut in_example = false;
    for line in code.page().lines().skip(1) {
        if let Some(info) = line.strip_prefix("```") {
            in_example = !in_example;
            // the name of the file stands above it; a command needs none
            if let Some(name) = info.split(' ').nth(1) {
                text.push_str(&format!("{name}:\n\n"));
            }
        } else if line.is_empty() {
            text.push('\n');
        } else if in_example {
            text.push_str(&format!("    {line}\n"));
        } else if let Some(heading) = line.strip_prefix("## ") {
            text.push_str(&format!("{HEADING}{heading}{HEADING:#}\n"));
        } else {
            text.push_str(&format!("{line}\n"));
        }
    }
    text
}
