//! The program: arguments in, exit code out.

use std::process::ExitCode;

/// Plans are made of many small pieces: a tenth of their time goes with this allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    resit::commands::run()
}
