//! Where the programs of PostgreSQL are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Below it, Debian keeps the programs of each version in `<version>/bin`; only clients are on the path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder that holds `initdb` and `postgres`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Programs(PathBuf);

impl Programs {
    /// Looks on the path, then where Debian keeps them, the newest version first.
    pub(crate) fn find() -> Option<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        Self::find_in(env::split_paths(&path), Path::new(DEBIAN))
    }

    pub(super) fn find_in(path: impl Iterator<Item = PathBuf>, debian: &Path) -> Option<Self> {
        path.chain(versions(debian)).find(|folder| is_complete(folder)).map(Self)
    }

    /// The path of one of them.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file())
}

/// `<version>/bin` of every installed version, the newest first.
fn versions(debian: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(debian).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = folders
        .filter_map(|folder| Some((folder.file_name().to_str()?.parse().ok()?, folder.path())))
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, folder)| folder.join("bin")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(programs: &[&str]) -> PathBuf {
        let folder = env::temp_dir().join(format!("xtask-{:032x}", super::super::user::random()));
        for program in programs {
            let path = folder.join(program);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    #[test]
    fn the_newest_version_is_taken_and_the_path_comes_first() {
        let folder = folder_with(&[
            "9/bin/initdb",
            "9/bin/postgres",
            "15/bin/initdb",
            "15/bin/postgres",
            "16/bin/initdb",
            "own/initdb",
            "own/postgres",
        ]);
        let found = |path: &[&str]| {
            let path = path.iter().map(|name| folder.join(name));
            Programs::find_in(path.collect::<Vec<_>>().into_iter(), &folder)
        };
        assert_eq!(found(&["none"]), Some(Programs(folder.join("15/bin"))));
        assert_eq!(found(&["16/bin", "own"]), Some(Programs(folder.join("own"))));
        assert_eq!(Programs::find_in(std::iter::empty(), &folder.join("none")), None);
        fs::remove_dir_all(folder).unwrap();
    }
}
