//! Dependencies point inward: `core ← journal, runtime, adapters ← facade`, and one crate knows HTTP.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Violation;
use super::files::Files;

const CORE: &str = "chatops-core";
const HTTP: &str = "chatops-http";
const JOURNAL: &str = "chatops-journal";
const RUNTIME: &str = "chatops-runtime";
const TESTKIT: &str = "chatops-testkit";

/// What stands around the core, knows it and the HTTP client, and nothing beside it.
const RING: &[&str] = &[
    JOURNAL,
    RUNTIME,
    "chatops-slack",
    "chatops-discord",
    "chatops-matrix",
    "chatops-pagerduty",
    "chatops-jira",
    "chatops-datadog",
    "chatops-statuspage",
    "chatops-confluence",
];

/// The client library that only `support/chatops-http` may name.
const CLIENT: &str = "reqwest";

/// One line of a manifest that asks for a crate.
struct Dependency {
    name: String,
    line: usize,
    for_tests: bool,
}

/// Dependencies that point outward or sideways.
pub(super) fn check(files: &Files) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut crates = BTreeMap::new();
    let mut renamed = BTreeMap::new();
    for (folder, manifest) in files.crates() {
        let path = format!("{folder}Cargo.toml");
        match DeTable::parse(manifest) {
            Ok(table) => {
                let table = table.into_inner();
                if folder.is_empty() {
                    renamed = workspace_names(&table);
                }
                if let Some(name) = package_name(&table) {
                    crates.insert(name, (path, manifest, table));
                }
            }
            Err(error) => {
                let line = line_of(manifest, error.span().map_or(0, |span| span.start));
                let what = format!("the manifest cannot be read: {}", error.message());
                violations.push(Violation::new(&path, line, what, "mend the TOML"));
            }
        }
    }
    let members: Vec<&str> = crates.keys().map(String::as_str).collect();
    for (name, (path, manifest, table)) in &crates {
        let Some(allowed) = allowed(name) else {
            let mend = "give it a place in xtask/src/tidy/dependencies.rs";
            violations.push(Violation::new(path, 1, format!("{name} has no place yet"), mend));
            continue;
        };
        for dependency in dependencies(table, manifest, &renamed) {
            violations.extend(judge(name, allowed, &members, &dependency, path));
        }
    }
    violations
}

/// What a crate may depend on within the workspace.
#[derive(Clone, Copy)]
enum Allowed {
    /// These and nothing else.
    Only(&'static [&'static str]),
    /// Everything but these.
    AllBut(&'static [&'static str]),
}

/// The walls of the house. `None` for a crate that nobody has placed.
fn allowed(name: &str) -> Option<Allowed> {
    match name {
        CORE | "xtask" => Some(Allowed::Only(&[])),
        HTTP => Some(Allowed::Only(&[CORE])),
        TESTKIT => Some(Allowed::Only(&[CORE, HTTP, JOURNAL, RUNTIME])),
        name if RING.contains(&name) => Some(Allowed::Only(&[CORE, HTTP])),
        // The facade ships no test support; what measures or breaks it may use everything.
        "chatops" => Some(Allowed::AllBut(&[TESTKIT, "chatops-benches", "chatops-crash", "xtask"])),
        "chatops-benches" | "chatops-crash" | "chatops-stories" => {
            Some(Allowed::AllBut(&["xtask"]))
        }
        _ => None,
    }
}

fn judge(
    name: &str,
    allowed: Allowed,
    members: &[&str],
    dependency: &Dependency,
    path: &str,
) -> Option<Violation> {
    let on = dependency.name.as_str();
    if on == CLIENT && name != HTTP {
        let what = format!("{name} names {CLIENT}");
        let mend = format!("call through {HTTP}: one client, one set of checks");
        return Some(Violation::new(path, dependency.line, what, mend));
    }
    // A crate may name itself for its tests, to switch on its own features.
    let for_tests = dependency.for_tests && (on == TESTKIT || on == name);
    let fits = match allowed {
        Allowed::Only(names) => names.contains(&on),
        Allowed::AllBut(names) => !names.contains(&on),
    };
    if !members.contains(&on) || for_tests || fits {
        return None;
    }
    let what = format!("{name} depends on {on}");
    let mend =
        "dependencies point inward: move what both need into the core, or test it from tests/";
    Some(Violation::new(path, dependency.line, what, mend))
}

fn package_name(table: &DeTable<'_>) -> Option<String> {
    let name = table.get("package")?.get_ref().as_table()?.get("name")?;
    name.get_ref().as_str().map(ToOwned::to_owned)
}

/// Names under `[workspace.dependencies]` that stand for a crate of another name.
fn workspace_names(table: &DeTable<'_>) -> BTreeMap<String, String> {
    let dependencies = table
        .get("workspace")
        .and_then(|workspace| workspace.get_ref().as_table())
        .and_then(|workspace| workspace.get("dependencies"))
        .and_then(|dependencies| dependencies.get_ref().as_table());
    let entries = dependencies.into_iter().flat_map(|dependencies| dependencies.iter());
    entries.filter_map(|(key, value)| Some((key.get_ref().to_string(), renamed(value)?))).collect()
}

/// The crate that `x = { package = "…" }` really asks for.
fn renamed(value: &Spanned<DeValue<'_>>) -> Option<String> {
    value.get_ref().as_table()?.get("package")?.get_ref().as_str().map(ToOwned::to_owned)
}

/// Every dependency of a manifest, of any kind and for any target.
fn dependencies(
    table: &DeTable<'_>,
    manifest: &str,
    workspace: &BTreeMap<String, String>,
) -> Vec<Dependency> {
    let mut found = Vec::new();
    collect(table, manifest, workspace, &mut found);
    let targets = table.get("target").and_then(|targets| targets.get_ref().as_table());
    for (_, target) in targets.into_iter().flat_map(|targets| targets.iter()) {
        if let Some(target) = target.get_ref().as_table() {
            collect(target, manifest, workspace, &mut found);
        }
    }
    found
}

fn collect(
    table: &DeTable<'_>,
    manifest: &str,
    workspace: &BTreeMap<String, String>,
    found: &mut Vec<Dependency>,
) {
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let entries = table.get(section).and_then(|entries| entries.get_ref().as_table());
        for (key, value) in entries.into_iter().flat_map(|entries| entries.iter()) {
            let written = key.get_ref().to_string();
            let name = renamed(value).or_else(|| workspace.get(&written).cloned());
            found.push(Dependency {
                name: name.unwrap_or(written),
                line: line_of(manifest, key.span().start),
                for_tests: section == "dev-dependencies",
            });
        }
    }
}

/// The line, from 1, in which a byte stands.
fn line_of(text: &str, position: usize) -> usize {
    1 + text.bytes().take(position).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str =
        "[workspace.dependencies]\nweb = { package = \"reqwest\", version = \"0.13\" }\n";

    #[track_caller]
    fn check_house(manifests: &[(&str, &str)], expected: &[&str]) {
        let house =
            ["chatops-core", "chatops-runtime", "chatops-slack", "chatops-jira", "chatops-testkit"];
        let mut files = vec![("Cargo.toml".to_owned(), ROOT.to_owned())];
        for name in house {
            let of_this = manifests.iter().filter(|(of, _)| *of == name).map(|(_, text)| *text);
            let text = format!("[package]\nname = \"{name}\"\n{}", of_this.collect::<String>());
            files.push((format!("{name}/Cargo.toml"), text));
        }
        for (path, text) in manifests.iter().filter(|(of, _)| !house.contains(of)) {
            files.push((format!("{path}/Cargo.toml"), (*text).to_owned()));
        }
        let files: Vec<_> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found: Vec<_> = check(&Files::of(&files))
            .iter()
            .map(|one| format!("{}:{}: {}", one.path, one.line, one.what))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn inward_is_allowed() {
        check_house(
            &[
                (
                    "chatops-runtime",
                    "[dependencies]\nchatops-core.workspace = true\ntokio = \"1\"\n",
                ),
                ("chatops-slack", "[dev-dependencies]\nchatops-testkit.workspace = true\n"),
                ("chatops-core", "[dev-dependencies]\nchatops-core = { path = \".\" }\n"),
                (
                    "facade",
                    "[package]\nname = \"chatops\"\n[dependencies]\nchatops-slack = \"1\"\nchatops-runtime = \"1\"\n",
                ),
            ],
            &[],
        );
    }

    #[test]
    fn outward_and_sideways_are_not() {
        check_house(
            &[
                ("chatops-core", "[dependencies]\nchatops-runtime = { path = \"x\" }\n"),
                ("chatops-slack", "[dependencies]\nserde = \"1\"\nchatops-jira.workspace = true\n"),
                (
                    "chatops-jira",
                    "[target.'cfg(unix)'.build-dependencies.chatops-runtime]\npath = \"x\"\n",
                ),
            ],
            &[
                "chatops-core/Cargo.toml:4: chatops-core depends on chatops-runtime",
                "chatops-jira/Cargo.toml:3: chatops-jira depends on chatops-runtime",
                "chatops-slack/Cargo.toml:5: chatops-slack depends on chatops-jira",
            ],
        );
    }

    #[test]
    fn test_support_is_for_tests() {
        check_house(
            &[
                ("chatops-slack", "[dependencies]\nchatops-testkit = \"1\"\n"),
                ("chatops-runtime", "[dev-dependencies]\nchatops-slack = \"1\"\n"),
                (
                    "facade",
                    "[package]\nname = \"chatops\"\n[dependencies]\nchatops-testkit = \"1\"\n",
                ),
            ],
            &[
                "facade/Cargo.toml:4: chatops depends on chatops-testkit",
                "chatops-runtime/Cargo.toml:4: chatops-runtime depends on chatops-slack",
                "chatops-slack/Cargo.toml:4: chatops-slack depends on chatops-testkit",
            ],
        );
    }

    #[test]
    fn one_crate_knows_the_client_under_whatever_name() {
        check_house(
            &[
                ("chatops-jira", "[dependencies]\nweb.workspace = true\n"),
                (
                    "chatops-slack",
                    "[dev-dependencies]\nx = { package = \"reqwest\", version = \"1\" }\n",
                ),
                ("http", "[package]\nname = \"chatops-http\"\n[dependencies]\nreqwest = \"1\"\n"),
            ],
            &[
                "chatops-jira/Cargo.toml:4: chatops-jira names reqwest",
                "chatops-slack/Cargo.toml:4: chatops-slack names reqwest",
            ],
        );
    }

    #[test]
    fn an_unplaced_crate_and_a_broken_manifest_are_named() {
        let broken = "[package]\nname = ";
        let files =
            Files::of(&[("a/Cargo.toml", "[package]\nname = \"new\"\n"), ("b/Cargo.toml", broken)]);
        let found: Vec<_> = check(&files).iter().map(|one| (one.path.clone(), one.line)).collect();
        assert_eq!(found, [("b/Cargo.toml".to_owned(), 2), ("a/Cargo.toml".to_owned(), 1)]);
    }
}
