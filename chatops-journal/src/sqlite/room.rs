//! Whether a write failed for want of room, where SQLite does not say so.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Bytes that are tried: more than one commit of every day writes, and nothing to the disk.
const TRIED_BYTES: usize = 256 * 1024;

/// Whether the disk of a journal takes no more, by a file beside it. SQLite knows a full disk, and calls a quota that is used up
/// a disk that failed.
pub(super) fn is_used_up(journal: &Path) -> bool {
    let mut name = OsString::from(journal);
    name.push(".probe");
    let tried = fs::File::create(&name).and_then(|mut file| {
        // Not zeros: some file systems store those as a hole.
        file.write_all(&vec![0xa5; TRIED_BYTES])?;
        file.sync_all()
    });
    drop(fs::remove_file(&name));
    let used_up = |error: io::Error| {
        matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    };
    tried.is_err_and(used_up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_with_room_is_not_used_up_and_nothing_is_left_on_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_used_up(&folder.path().join("j.db")));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(!is_used_up(&folder.path().join("no such folder").join("j.db")));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_that_takes_no_more_is_known() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/dev/full", folder.path().join("j.db.probe")).unwrap();
        assert!(is_used_up(&folder.path().join("j.db")));
    }
}
