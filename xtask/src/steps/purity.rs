//! The core depends on nothing that could give it a clock, a network, a disk or a die.

use std::time::Duration;

use super::{Site, Verdict};
use crate::failure::Failure;
use crate::process;

/// `cargo tree` reads the lock file; the bound covers fetching manifests once.
const TREE_MAX: Duration = Duration::from_secs(300);

/// Crates that the core must not reach, by reason. A crate that is missing here slips through, so
/// the list names the doors of each ability rather than one favourite.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "the core has no runtime: it is called, it never runs by itself",
        &[
            "tokio",
            "tokio-util",
            "async-std",
            "async-io",
            "async-executor",
            "smol",
            "futures-executor",
            "futures-util",
            "rayon",
            "crossbeam-channel",
            "threadpool",
            "signal-hook",
        ],
    ),
    (
        "the core has no network: what it wants outside, it says as an effect",
        &[
            "reqwest",
            "hyper",
            "hyper-util",
            "h2",
            "axum",
            "tower",
            "tower-http",
            "ureq",
            "isahc",
            "curl",
            "mio",
            "socket2",
            "rustls",
            "native-tls",
            "openssl",
            "tungstenite",
            "quinn",
        ],
    ),
    (
        "the core has no storage: the journal is a port",
        &[
            "sqlx",
            "sqlx-core",
            "rusqlite",
            "libsqlite3-sys",
            "tokio-postgres",
            "sled",
            "tempfile",
            "memmap2",
            "rustix",
        ],
    ),
    (
        "the core has no randomness: ids are derived, replay equals live",
        &["rand", "rand_core", "getrandom", "fastrand", "uuid", "ulid", "nanoid", "ahash", "ring"],
    ),
    (
        "the core has no clock and one library of time, jiff",
        &["chrono", "chrono-tz", "time", "iana-time-zone", "web-time", "quanta", "humantime"],
    ),
    (
        "the core has no environment: what it needs is an argument",
        &["dirs", "home", "dotenvy", "num_cpus", "hostname", "wasm-bindgen", "js-sys", "web-sys"],
    ),
    (
        "the core knows no platform: adapters know the core",
        &["slack-morphism", "serenity", "twilight-model", "matrix-sdk", "ruma"],
    ),
];

/// Reads the dependency tree of the core, for every target, as its users would build it.
pub(super) fn purity(site: &mut Site) -> Result<Verdict, Failure> {
    let mut cargo = site.workspace.cargo([
        "tree",
        "--package",
        "chatops-core",
        // `mock` is for tests and may bring what it likes.
        "--features",
        "conformance",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--target",
        "all",
        "--locked",
    ]);
    let outcome = process::capture(&mut cargo, "", TREE_MAX)?;
    if !outcome.success {
        print!("{}", outcome.stderr);
        return Err(Failure::new("the dependency tree of chatops-core could not be read"));
    }
    let found = forbidden_in(&outcome.stdout);
    for (name, reason) in &found {
        println!(
            "chatops-core reaches {name} — {reason}; `cargo tree -p chatops-core -i {name}` shows by which way"
        );
    }
    match found.as_slice() {
        [] => Ok(Verdict::Passed),
        found => Err(Failure::new(format!(
            "chatops-core reaches {} crates that a calculator has no use for",
            found.len()
        ))),
    }
}

/// The forbidden crates among the lines `name version (where)` of a tree, each with its reason.
fn forbidden_in(tree: &str) -> Vec<(&'static str, &'static str)> {
    let names: std::collections::BTreeSet<&str> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    FORBIDDEN
        .iter()
        .flat_map(|(reason, crates)| crates.iter().map(move |name| (*name, *reason)))
        .filter(|(name, _)| names.contains(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pure_tree_is_accepted() {
        let tree = "chatops-core v0.1.0 (/x)\nserde v1.0.2\nregex v1.11.0\nserde v1.0.2 (*)\n";
        assert_eq!(forbidden_in(tree), []);
    }

    #[test]
    fn each_forbidden_crate_is_found_once_with_its_reason() {
        let found =
            forbidden_in("chatops-core v0.1.0\nrand v0.9.0\ntokio v1.0.0\ntokio v1.0.0 (*)\n");
        let names: Vec<_> = found.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["tokio", "rand"]);
        assert!(found.iter().all(|(_, reason)| reason.starts_with("the core has no")));
    }

    #[test]
    fn a_name_is_compared_whole() {
        assert_eq!(forbidden_in("rand_pcg v0.9.0\nmy-tokio v1.0.0\ntimeline v1.0.0\n"), []);
    }
}
