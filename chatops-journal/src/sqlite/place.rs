//! Where a journal may stand: on a disk of this machine.
//!
//! A write-ahead log needs memory that all its users share and locks that hold; file systems of other machines have
//! neither (<https://sqlite.org/wal.html>, "all processes using a database must be on the same host").

use std::path::Path;

use super::fault::Fault;

/// File systems of other machines by the number that `statfs` tells, from `linux/magic.h` and `statfs(2)`.
const NUMBERS: &[(u32, &str)] = &[
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB"),
    (0x0102_1997, "9P"),
    (0x5346_414f, "AFS"),
    (0x7375_7245, "Coda"),
    (0x564c, "NCP"),
    (0x00c3_6400, "Ceph"),
    (0x0bd0_0bd0, "Lustre"),
];

/// File systems of other machines by the type that the table of mounts tells, `proc_pid_mountinfo(5)`: those that run
/// outside of the kernel all have one number.
const TYPES: &[(&str, &str)] = &[
    ("fuse.sshfs", "SSHFS"),
    ("fuse.glusterfs", "GlusterFS"),
    ("fuse.ceph", "Ceph"),
    ("fuse.rclone", "rclone"),
    ("fuse.s3fs", "s3fs"),
    ("fuse.gcsfuse", "gcsfuse"),
    ("fuse.juicefs", "JuiceFS"),
    ("fuse.davfs", "WebDAV"),
    ("fuse.smbnetfs", "SMB"),
];

/// Refuses a folder of another machine. Only known on Linux; elsewhere nothing is refused.
#[cfg(target_os = "linux")]
pub(super) fn check(journal: &Path) -> Result<(), Fault> {
    let Some(folder) = journal.parent() else {
        return Ok(());
    };
    // What cannot be asked is not refused: opening says what is wrong with it.
    let number = rustix::fs::statfs(folder).ok().map(|disk| i128::from(disk.f_type));
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    match foreign(number, kind_of(&mounts, folder)) {
        Some(system) => Err(Fault::Remote { path: journal.to_owned(), system }),
        None => Ok(()),
    }
}

/// Not known here.
#[cfg(not(target_os = "linux"))]
pub(super) fn check(_journal: &Path) -> Result<(), Fault> {
    Ok(())
}

/// The name of a file system of another machine, if it is one.
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux is asked"))]
fn foreign(number: Option<i128>, kind: Option<&str>) -> Option<&'static str> {
    // The number is signed on some machines and has 32 bits on all.
    let number = number.and_then(|number| u32::try_from(number & 0xffff_ffff).ok());
    let by_number = NUMBERS.iter().find(|(known, _)| Some(*known) == number);
    let by_type = TYPES.iter().find(|(known, _)| Some(*known) == kind);
    by_number.map(|(_, name)| *name).or(by_type.map(|(_, name)| *name))
}

/// The type of the file system that a folder is on: that of the innermost mount, and of two at one place the later.
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux is asked"))]
fn kind_of<'m>(mounts: &'m str, folder: &Path) -> Option<&'m str> {
    let mut found: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((place, kind)) = line.split_once(" - ") else {
            continue;
        };
        let at = place.split(' ').nth(4).unwrap_or_default().replace("\\040", " ");
        let depth = Path::new(&at).components().count();
        if folder.starts_with(&at) && found.is_none_or(|(deepest, _)| depth >= deepest) {
            found = Some((depth, kind.split(' ').next().unwrap_or_default()));
        }
    }
    found.map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made up after the manual's example.
    const MOUNTS: &str = "\
22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/root rw
30 22 0:25 / /srv rw - tmpfs tmpfs rw
41 30 0:44 / /srv/far rw,nosuid master:5 - fuse.sshfs host:/srv rw,user_id=0
42 30 0:45 / /srv/with\\040space rw - fuse.glusterfs host rw
43 22 0:46 / /mnt rw - nfs4 host:/ rw
44 22 0:47 / /mnt rw - ext4 /dev/sdb rw
a line that means nothing";

    #[test]
    fn the_innermost_mount_counts_and_the_last_of_two() {
        for (folder, kind) in [
            ("/var/lib/chatops", "ext4"),
            ("/srv", "tmpfs"),
            ("/srv/near", "tmpfs"),
            ("/srv/far", "fuse.sshfs"),
            ("/srv/far/deep", "fuse.sshfs"),
            ("/srv/farther", "tmpfs"),
            ("/srv/with space/x", "fuse.glusterfs"),
            ("/mnt", "ext4"),
        ] {
            assert_eq!(kind_of(MOUNTS, Path::new(folder)), Some(kind), "{folder}");
        }
        assert_eq!(kind_of("", Path::new("/")), None);
    }

    #[test]
    fn disks_of_other_machines_are_known() {
        for (number, kind, name) in [
            (0x6969, "nfs4", "NFS"),
            (0xff53_4d42, "cifs", "CIFS"),
            // As a machine with signed numbers tells it.
            (i128::from(0xff53_4d42_u32.cast_signed()), "cifs", "CIFS"),
            (i128::from(0xfe53_4d42_u32.cast_signed()), "smb3", "SMB"),
            (0x0102_1997, "9p", "9P"),
            (0x6573_5546, "fuse.sshfs", "SSHFS"),
        ] {
            assert_eq!(foreign(Some(number), Some(kind)), Some(name), "{kind}");
        }
    }

    #[test]
    fn disks_of_this_machine_are_not_refused() {
        for (number, kind) in [
            (0xef53, "ext4"),
            (0x5846_5342, "xfs"),
            (0x9123_683e, "btrfs"),
            (0x0102_1994, "tmpfs"),
            (0x794c_7630, "overlay"),
            (0x2fc1_2fc1, "zfs"),
            (0x6573_5546, "fuse.ntfs-3g"),
            (0x6573_5546, "virtiofs"),
        ] {
            assert_eq!(foreign(Some(number), Some(kind)), None, "{kind}");
        }
        assert_eq!(foreign(None, None), None);
        let folder = tempfile::tempdir().unwrap();
        assert!(check(&folder.path().join("j.db")).is_ok());
    }

    #[test]
    fn the_refusal_says_what_to_do() {
        let path = "/srv/far/incidents.db".into();
        let told = Fault::Remote { path, system: "NFS" }.at("open_journal").to_string();
        assert_eq!(
            told,
            "sqlite could not open the journal: /srv/far/incidents.db is on NFS, a disk of another machine, where \
             acknowledged events can be lost; put it on a local disk, or keep the journal in PostgreSQL"
        );
    }
}
