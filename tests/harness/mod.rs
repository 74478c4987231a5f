//! What the tests share: the real binary in a folder of its own, and the tools that read what it wrote.
#![allow(dead_code, reason = "every test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

#[path = "../../benches/cohort_sheet/mod.rs"]
pub mod cohort_sheet;
pub mod cohorts;
pub mod figures;
pub mod page_text;
#[path = "../../benches/peak_memory/mod.rs"]
pub mod peak_memory;

/// The day for which the tests build.
pub const AS_OF: &str = "2026-11-23";

/// A folder of a coach, gone after the test.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk with a copy of a file of the project, such as "samples/awkward.csv".
    pub fn with(file: &str) -> Desk {
        let desk = Desk::new();
        let source = project(file);
        desk.write(source.file_name().unwrap().to_str().unwrap(), fs::read(&source).unwrap());
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Desk {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        String::from_utf8(fs::read(self.path(name)).unwrap()).unwrap()
    }

    /// The program, ready to run here without any setting of the machine.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_resit"));
        command.args(arguments).current_dir(self.folder.path());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RESIT_")) {
            command.env_remove(name);
        }
        // Without fonts for other scripts than the embedded ones draw, whatever the machine has.
        command.env("RESIT_FONT_DIR", ".");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).output().unwrap())
    }

    /// `resit build` for the tests' day.
    pub fn build(&self, arguments: &[&str]) -> Run {
        self.run(&[&["build", "--as-of", AS_OF], arguments].concat())
    }

    /// The files of a build's candidates that end so, with their bytes, by their names.
    pub fn plans(&self, out: &str, ending: &str) -> BTreeMap<String, Vec<u8>> {
        let mut plans = self.files(&format!("{out}/plans"));
        plans.retain(|name, _| name.rsplit('.').next() == Some(ending));
        plans
    }

    /// Every file below a folder with its bytes, by its path with `/`.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        files
    }
}

/// Runs a script of `tests` that looks at pages in a browser and prints a line for each fault, and last what it counted:
/// there is no fault.
pub fn in_browser(script: &str, arguments: &[&str]) -> Value {
    let tools = project("target/tools");
    for package in ["axe-core", "playwright-core"] {
        assert!(tools.join("node_modules").join(package).is_dir(), "{package} is missing: `make setup` installs it");
    }
    let script = project("tests").join(script);
    let own = [script.to_str().unwrap(), tools.to_str().unwrap()];
    let output = tool("node", &[&own, arguments].concat());
    let said = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the browser check failed; `make setup` installs what it needs\n{errors}\n{said}");
    let (faults, last) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
    assert_eq!(faults, "", "what must be mended, one line each");
    serde_json::from_str(last).unwrap()
}

/// What a run of the program left.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// The whole run as text for a snapshot; the time it took is left out.
    pub fn transcript(&self) -> String {
        let done =
            |line: &str| if line.starts_with("Done in") { "Done in  [time]".to_owned() } else { line.to_owned() };
        let stdout: Vec<String> = self.stdout.lines().map(done).collect();
        format!("exit code {}\n--- stdout\n{}\n--- stderr\n{}", self.code.unwrap(), stdout.join("\n"), self.stderr)
    }
}

/// A file of the project.
pub fn project(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Runs a tool that the tests need; a missing tool fails the test and says how to get it.
pub fn tool(name: &str, arguments: &[&str]) -> Output {
    Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{name} does not run ({error}): `make setup` installs it"))
}

/// A small file system of its own, gone when dropped. Needs root.
pub struct SmallDisk(pub PathBuf);

impl SmallDisk {
    pub fn mount(at: PathBuf, options: &str) -> SmallDisk {
        fs::create_dir_all(&at).unwrap();
        let output = tool("mount", &["-t", "tmpfs", "-o", options, "tmpfs", at.to_str().unwrap()]);
        assert!(
            output.status.success(),
            "a tmpfs cannot be mounted, so a full disk cannot be tested: run the tests as root ({})",
            String::from_utf8_lossy(&output.stderr)
        );
        SmallDisk(at)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// The character belongs to a script whose font is part of the program (Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari,
/// Thai) or to the common signs and marks; others need a font of the machine.
pub fn is_embedded(c: char) -> bool {
    matches!(c,
        '\0'..='\u{52f}' | '\u{590}'..='\u{6ff}' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}'
        | '\u{1e00}'..='\u{1fff}' | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{21ff}' | '\u{2200}'..='\u{22ff}')
}

/// The text of a PDF as a reader sees it.
pub fn pdf_text(path: &Path) -> String {
    let output = tool("pdftotext", &["-enc", "UTF-8", path.to_str().unwrap(), "-"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
