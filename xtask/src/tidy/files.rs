//! The files of a checkout, read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// Every text file by its path, relative to the root with forward slashes.
#[derive(Debug, Default)]
pub(super) struct Files(BTreeMap<String, String>);

/// Folders that hold nothing written by hand.
const FOREIGN: &[&str] = &["target", ".git", "node_modules"];

impl Files {
    /// Reads the checkout at `root`; files that are not text are left out.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let mut files = Self::default();
        files
            .gather(root, "")
            .map_err(|error| Failure::new(format!("{} cannot be read: {error}", root.display())))?;
        Ok(files)
    }

    /// A checkout for tests.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let owned = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Self(owned.collect())
    }

    fn gather(&mut self, folder: &Path, prefix: &str) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            // In a linked work tree `.git` is a file.
            if FOREIGN.contains(&name.as_str()) {
                continue;
            }
            if kind.is_dir() {
                self.gather(&entry.path(), &format!("{prefix}{name}/"))?;
            } else if kind.is_file()
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                // Not text, or gone since it was listed: either way nothing to read here.
                self.0.insert(format!("{prefix}{name}"), text);
            }
        }
        Ok(())
    }

    /// All files with their text, in the order of their paths.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The files below `folder` (with its final slash) that end in `suffix`.
    pub(super) fn below(&self, folder: &str, suffix: &str) -> impl Iterator<Item = (&str, &str)> {
        self.all().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(suffix))
    }

    /// The text of one file.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The folders of all crates, as `""` or with their final slash.
    pub(super) fn crates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all().filter_map(|(path, text)| {
            let folder = path.strip_suffix("Cargo.toml")?;
            (folder.is_empty() || folder.ends_with('/')).then_some((folder, text))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkout_is_read_without_what_is_built() {
        let root = crate::workspace::Workspace::find().unwrap();
        let files = Files::read(root.root()).unwrap();
        assert!(files.get("xtask/src/tidy/files.rs").is_some());
        assert!(files.all().all(|(path, _)| !path.starts_with("target/")));
        assert!(files.all().all(|(path, _)| !path.starts_with(".git/")));
    }

    #[test]
    fn crates_are_where_manifests_are() {
        let files =
            Files::of(&[("Cargo.toml", ""), ("a/b/Cargo.toml", ""), ("a/NotCargo.toml", "")]);
        assert_eq!(files.crates().map(|(folder, _)| folder).collect::<Vec<_>>(), ["", "a/b/"]);
    }
}
