//! What is wrong with settings: every fault of a file in one go, each with the place of its value.

use std::ops::Range;

use thiserror::Error;
use toml::Spanned;

/// What is wrong with a setting, a logo or a font.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}\n  help: {help}")]
pub struct Fault {
    /// What is wrong, without a full stop.
    pub message: String,
    /// What would be right and how to go on, without a full stop.
    pub help: String,
}

impl Fault {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { message: message.into(), help: help.into() }
    }
}

/// A setting that is at fault.
#[derive(Debug, Clone)]
pub struct SettingFault {
    /// The bytes of its value; `None` for a key that is missing.
    pub span: Option<Range<usize>>,
    pub key: &'static str,
    pub fault: Fault,
}

/// The faults found so far.
#[derive(Debug, Default)]
pub struct SettingChecks {
    pub faults: Vec<SettingFault>,
}

impl SettingChecks {
    /// Adds a fault of the value that stands at `span`, or of a key that is missing.
    pub fn add(&mut self, key: &'static str, span: Option<Range<usize>>, fault: Fault) {
        self.faults.push(SettingFault { span, key, fault });
    }

    /// A setting as `read` understands it; `None` where it is not set or is at fault.
    pub fn value<T, R>(
        &mut self,
        key: &'static str,
        setting: &Option<Spanned<T>>,
        read: impl FnOnce(&T) -> Result<R, Fault>,
    ) -> Option<R> {
        let setting = setting.as_ref()?;
        read(setting.get_ref()).map_err(|fault| self.add(key, Some(setting.span()), fault)).ok()
    }
}
