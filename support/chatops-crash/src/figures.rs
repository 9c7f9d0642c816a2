//! What a rig counted, where it can be read after the suite: a test runner hides what a passing test prints.

use std::fs;
use std::path::Path;

/// The folder, below the one that cargo gives to the tests of a build.
const FOLDER: &str = "figures";

/// Prints what a rig counted and keeps it in a file of its name. `folder` is `env!("CARGO_TARGET_TMPDIR")`; after the suite
/// `cargo xtask test` shows all there is.
#[expect(clippy::print_stdout, reason = "the figures are part of the result")]
pub fn tell(folder: &str, rig: &str, counted: &str) {
    println!("{rig}: {counted}");
    let folder = Path::new(folder).join(FOLDER);
    // A figure that cannot be kept is missing after the suite, where it is looked for.
    let kept = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(format!("{rig}.txt")), format!("{counted}\n")));
    if let Err(error) = kept {
        println!("{rig}: its figures could not be kept in {}: {error}", folder.display());
    }
}
