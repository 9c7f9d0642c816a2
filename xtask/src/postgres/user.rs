//! As whom the server runs: it refuses to run as root.

use std::fs;
use std::io::Read;

use crate::failure::Failure;

/// Who may run it when we are root, the most fitting first.
const USERS: &[&str] = &["postgres", "nobody"];

/// A user and its group, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct User {
    pub(super) id: u32,
    pub(super) group: u32,
}

/// The user to become. None: we are not root and stay who we are.
pub(super) fn unprivileged() -> Result<Option<User>, Failure> {
    if !is_root() {
        return Ok(None);
    }
    let known = fs::read_to_string("/etc/passwd").unwrap_or_default();
    USERS.iter().find_map(|name| find(&known, name)).map(Some).ok_or_else(|| {
        Failure::new("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")
    })
}

/// Whether this process is root, by the owner of its own folder in `/proc`. Where there is none it counts as an ordinary
/// user, and `initdb` says itself that it does not run as root.
pub(super) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|folder| folder.uid() == 0)
}

/// A line of the user table: `name:password:id:group:…`.
fn find(table: &str, name: &str) -> Option<User> {
    let line = table.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(str::parse);
    Some(User { id: numbers.next()?.ok()?, group: numbers.next()?.ok()? })
}

/// 128 random bits of the system.
pub(super) fn random() -> u128 {
    let mut bytes = [0; 16];
    let read = fs::File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes));
    // Without it nothing would be secret, but the server listens on loopback only and holds nothing but tests.
    read.map_or(u128::from(std::process::id()), |()| u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let table =
            "root:x:0:0:root:/root:/bin/sh\nnobody2:x:7:7::/:\nnobody:x:65534:65534:n:/:/x\n";
        assert_eq!(find(table, "nobody"), Some(User { id: 65534, group: 65534 }));
        assert_eq!(find(table, "postgres"), None);
        assert_eq!(find("broken:x\n", "broken"), None);
    }
}
