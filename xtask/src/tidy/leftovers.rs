//! Nothing unfinished, and no trace of the machine on which something was written.

use super::Violation;
use super::files::Files;
use super::lexer::lex;

/// Put together here, so that this file is not its own first finding.
const REMINDER: &str = concat!("FIX", "ME");

/// Macros that promise code.
const PROMISES: &[&str] = &["todo", "unimplemented"];

/// First folders of paths that exist on one machine only.
const MACHINE_FOLDERS: &[&str] = &["home", "root", "tmp", "work", "Users", "mnt"];

/// Where packages are fetched from: a matter of whoever builds, not of what is built.
const REGISTRY_HOSTS: &[&str] = &[
    "crates.io",
    "artifactory",
    "pypi.org",
    "registry.npmjs",
    "proxy.golang",
    "rsproxy",
    "jfrog",
    "docker.io",
    "ghcr.io",
];

/// Folders that a user reads and copies from.
const FOR_USERS: &[&str] = &["examples/", "tests/", "docs/"];

/// Unfinished places, machine paths and registry hosts.
pub(super) fn check(files: &Files) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (path, text) in files.all().filter(|(path, _)| is_written_by_hand(path)) {
        if path.ends_with(".rs") {
            violations.extend(promises(path, text));
        }
        for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
            if line.contains(REMINDER) {
                let what = format!("a {REMINDER} was left");
                violations.push(Violation::new(path, number, what, "do it, or write an issue"));
            }
            if let Some(found) = machine_path(line) {
                violations.push(Violation::new(
                    path,
                    number,
                    format!("`{found}` is a path of one machine"),
                    "take it from the environment, from an argument, or from `std::env::temp_dir`",
                ));
            }
            if FOR_USERS.iter().any(|folder| path.starts_with(folder))
                && let Some(host) = REGISTRY_HOSTS.iter().find(|host| line.contains(**host))
            {
                violations.push(Violation::new(
                    path,
                    number,
                    format!("`{host}` is a registry"),
                    "name the package; where it comes from is set by whoever builds",
                ));
            }
        }
    }
    violations
}

/// Lock files are Cargo's, and their sources are checked by cargo-deny.
fn is_written_by_hand(path: &str) -> bool {
    !path.ends_with(".lock")
}

fn promises(path: &str, source: &str) -> Vec<Violation> {
    let tokens = lex(source);
    let mut violations = Vec::new();
    for pair in tokens.windows(2) {
        if let [word, bang] = pair
            && bang.is("!")
            && let Some(promise) = PROMISES.iter().find(|promise| word.is(promise))
        {
            let what = format!("`{promise}!` promises code that is not there");
            violations.push(Violation::new(
                path,
                word.line,
                what,
                "write it, or leave the door out",
            ));
        }
    }
    violations
}

/// A path from the root of a file system into a folder that only one machine has.
fn machine_path(line: &str) -> Option<&str> {
    let starts = line.match_indices('/').filter(|(position, _)| {
        let before = line.get(..*position).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| before.is_whitespace() || "\"'`(=<:[".contains(before))
    });
    starts.map(|(position, _)| line.get(position..).unwrap_or_default()).find_map(|rest| {
        let end = rest.find(|end: char| end.is_whitespace() || "\"'`)>],;".contains(end));
        let path = rest.get(..end.unwrap_or(rest.len()))?;
        let (folder, inside) = path.strip_prefix('/')?.split_once('/')?;
        let known = MACHINE_FOLDERS.contains(&folder);
        (known && inside.starts_with(char::is_alphanumeric)).then_some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<usize> {
        check(&Files::of(&[(path, text)])).iter().map(|one| one.line).collect()
    }

    #[test]
    fn promises_are_found_in_code_alone() {
        assert_eq!(findings("a.rs", "fn a() {\n    todo!()\n}"), [2]);
        assert_eq!(findings("a.rs", "fn a() { unimplemented!(\"x\") }"), [1]);
        assert_eq!(findings("a.rs", "// todo!()\nlet todo = \"unimplemented!\"; todo();"), [0; 0]);
    }

    #[test]
    fn reminders_are_found_in_any_file() {
        for path in ["a.rs", "docs/a.md", "Cargo.toml", "tests/stories/a1_a.story"] {
            assert_eq!(findings(path, &format!("a\n# {REMINDER}: later")), [2], "{path}");
        }
        assert_eq!(findings("Cargo.lock", REMINDER), [0; 0]);
    }

    #[test]
    fn machine_paths_are_found_and_addresses_are_not() {
        let path = |folder: &str| format!("/{folder}/jim/x");
        for folder in MACHINE_FOLDERS {
            assert_eq!(machine_path(&format!("open(\"{}\")", path(folder))), Some(&*path(folder)));
        }
        assert_eq!(machine_path(&path("root")), Some(&*path("root")));
        assert_eq!(machine_path(&format!("https://example.org{}", path("home"))), None);
        assert_eq!(machine_path(&format!("see src{}", path("work"))), None);
        assert_eq!(machine_path("/em ask database latency and/or /home"), None);
        assert_eq!(machine_path("/var/lib/chatops"), None);
    }

    #[test]
    fn registries_are_found_where_users_read() {
        let line = "see https://crates.io/x";
        assert_eq!(findings("docs/a.md", line), [1]);
        assert_eq!(findings("examples/a.rs", line), [1]);
        assert_eq!(findings("tests/a.rs", line), [1]);
        assert_eq!(findings("deny.toml", line), [0; 0]);
    }
}
