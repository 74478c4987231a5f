//! The program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    resit::commands::run()
}
