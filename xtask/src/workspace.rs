//! Where the workspace lies, and how its tools are called.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// The checkout that xtask belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout: cargo names the folder of this crate, the root lies one above.
    pub(crate) fn find() -> Result<Self, Failure> {
        let lost = || Failure::new("xtask does not know its workspace: run it as `cargo xtask`");
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR").ok_or_else(lost)?;
        let root = Path::new(&manifest_dir).parent().ok_or_else(lost)?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        Ok(Self { target: root.join(target), root })
    }

    /// The folder of the root manifest.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder for whatever is built; steps keep their files below `target/xtask`.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where the rigs keep what they counted: below cargo's folder for the files of tests. A test runner hides what a passing
    /// test prints.
    pub(crate) fn figures(&self) -> PathBuf {
        self.target.join("tmp").join("figures")
    }

    /// A program that runs at the root, without a keyboard and without the traces of this run.
    pub(crate) fn program(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command.current_dir(&self.root).stdin(Stdio::null());
        for (name, _) in env::vars_os() {
            if is_of_this_run(&name.to_string_lossy()) {
                command.env_remove(name);
            }
        }
        command
    }

    /// The cargo that runs xtask, with a subcommand and its arguments.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments);
        command
    }
}

/// Cargo describes the running package in the environment. Build scripts that watch those
/// variables would see xtask's and build again after each ordinary `cargo build`.
fn is_of_this_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace_manifest() {
        let workspace = Workspace::find().unwrap();
        let manifest = std::fs::read_to_string(workspace.root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"), "{}", workspace.root().display());
    }

    #[test]
    fn only_what_describes_this_package_is_taken_from_the_environment() {
        assert!(is_of_this_run("CARGO_PKG_NAME"));
        assert!(is_of_this_run("CARGO_MANIFEST_DIR"));
        assert!(!is_of_this_run("CARGO_HOME"));
        assert!(!is_of_this_run("CARGO_TERM_COLOR"));
    }
}
