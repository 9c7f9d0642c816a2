//! What the compiler and its companions say: fmt, clippy, rustdoc, and the core on wasm32.

use std::env;
use std::path::Path;
use std::time::Duration;

use super::{Site, Verdict};
use crate::failure::Failure;
use crate::process;

/// The target that has no clock, no files, no threads and no random source to fall back on.
const WASM: &str = "wasm32-unknown-unknown";

/// Asking the compiler where it lives is instant; rustup may first look at its settings.
const ANSWER_MAX: Duration = Duration::from_secs(60);

/// Every file is formatted as `rustfmt.toml` says.
pub(super) fn fmt(site: &mut Site) -> Result<Verdict, Failure> {
    let mut cargo = site.workspace.cargo(["fmt", "--all", "--check"]);
    process::run(&mut cargo, "the code is not formatted: `cargo fmt --all` mends it")?;
    Ok(Verdict::Passed)
}

/// No lint of the workspace fires, in any target, with every feature.
pub(super) fn clippy(site: &mut Site) -> Result<Verdict, Failure> {
    let mut cargo = site.workspace.cargo([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]);
    process::run(&mut cargo, "clippy objects: each place is above with its mend")?;
    Ok(Verdict::Passed)
}

/// Every page of documentation renders and every link in it leads somewhere.
pub(super) fn rustdoc(site: &mut Site) -> Result<Verdict, Failure> {
    let mut cargo = site.workspace.cargo([
        "doc",
        "--workspace",
        "--no-deps",
        "--all-features",
        "--document-private-items",
        "--locked",
    ]);
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut cargo, "rustdoc objects: each place is above")?;
    Ok(Verdict::Passed)
}

/// The core builds where there is nothing to lean on.
pub(super) fn wasm(site: &mut Site) -> Result<Verdict, Failure> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut ask = site.workspace.program(rustc);
    let answer = process::capture(ask.args(["--print", "sysroot"]), "", ANSWER_MAX)?;
    let library = Path::new(answer.stdout.trim()).join("lib/rustlib").join(WASM);
    if !library.is_dir() {
        return Ok(Verdict::Skipped(format!(
            "the target {WASM} is not installed (`rustup target add {WASM}`); \
             the steps clippy and purity hold the core to the same rule"
        )));
    }
    let mut cargo =
        site.workspace.cargo(["check", "--package", "chatops-core", "--target", WASM, "--locked"]);
    process::run(
        &mut cargo,
        "chatops-core does not build for wasm32: something in it needs a host",
    )?;
    Ok(Verdict::Passed)
}
