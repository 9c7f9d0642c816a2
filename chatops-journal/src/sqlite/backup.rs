//! A copy of the journal while it is written.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::Connection;

use super::connection::{Options, connect, options};
use super::fault::Fault;
use super::manner::Manner;
use super::{migrate, verify};
use crate::chain::Verified;

/// Copies what is committed at this moment, verifies the copy, and gives it its name only then. Whoever writes meanwhile
/// is not kept waiting: the copy reads from a connection of its own.
pub(super) async fn to(source: &Options, path: &Path) -> Result<Verified, Fault> {
    let unusable = |cause| Fault::Unusable { path: path.to_owned(), cause };
    if path.try_exists().map_err(unusable)? {
        return Err(Fault::There { path: path.to_owned() });
    }
    let part = beside(path);
    // A copy that was never finished.
    match fs::remove_file(&part) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(unusable(cause)),
        _ => {}
    }
    let copied = copy(source, &part).await;
    let named = match copied {
        Ok(verified) => name(&part, path).map(|()| verified),
        Err(fault) => Err(fault),
    };
    // Where it got its name, this is only its other one.
    drop(fs::remove_file(&part));
    named
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".part");
    PathBuf::from(name)
}

async fn copy(source: &Options, part: &Path) -> Result<Verified, Fault> {
    let unusable = |cause| Fault::Unusable { path: part.to_owned(), cause };
    let text = part.to_str().ok_or_else(|| unusable(io::ErrorKind::InvalidFilename.into()))?;
    let mut connection = connect(source).await?;
    let id = migrate::read_id(&mut connection).await?;
    sqlx::query("VACUUM INTO ?").bind(text.to_owned()).execute(&mut connection).await?;
    connection.close().await?;
    flush(part).await.map_err(unusable)?;
    let mut copied = connect(&options(part, &Manner::default()).read_only()).await?;
    let verified = verify::all(&mut copied).await?;
    let same = migrate::read_id(&mut copied).await? == id;
    copied.close().await?;
    match same {
        true => Ok(verified),
        false => Err(Fault::Damaged("the copy is of another journal".to_owned())),
    }
}

/// Flushes a copy: SQLite does not flush what it writes there (<https://sqlite.org/lang_vacuum.html>). It can take long, so
/// other tasks run meanwhile.
async fn flush(part: &Path) -> io::Result<()> {
    let part = part.to_owned();
    let flushed = tokio::task::spawn_blocking(|| File::open(part)?.sync_all()).await;
    flushed.unwrap_or_else(|ended| Err(io::Error::other(ended)))
}

/// Gives a file its name unless something has it: a second name first, because renaming would overwrite.
fn name(part: &Path, path: &Path) -> Result<(), Fault> {
    let unusable = |cause| Fault::Unusable { path: path.to_owned(), cause };
    match fs::hard_link(part, path) {
        Ok(()) => {}
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Fault::There { path: path.to_owned() });
        }
        // A file system without second names.
        Err(_) => fs::rename(part, path).map_err(unusable)?,
    }
    match path.parent() {
        // The name itself must outlive a loss of power too. Windows knows no such thing of folders.
        #[cfg(unix)]
        Some(folder) if folder != Path::new("") => {
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(unusable)
        }
        _ => Ok(()),
    }
}
