//! Which servers may hold a journal, and with which settings.

use sqlx::postgres::PgConnection;

use super::fault::Fault;
use super::flushing::Flushing;

/// The oldest major version: the oldest that still gets corrections.
pub(super) const MAJOR_MIN: i64 = 14;

/// Refuses a server that is too old, or set so that an acknowledged event can be lost. Gives whether it is a standby.
pub(super) async fn check(
    connection: &mut PgConnection,
    flushing: &Flushing,
) -> Result<bool, Fault> {
    let (version, flushed, fsync, encoding, standby): (i64, [String; 2], String, String, bool) =
        sqlx::query_as(
            "SELECT current_setting('server_version_num')::bigint, \
             ARRAY[current_setting('synchronous_commit'), current_setting('synchronous_standby_names')], \
             current_setting('fsync'), current_setting('server_encoding'), pg_is_in_recovery()",
        )
        .fetch_one(connection)
        .await?;
    judge(version, &flushed, flushing, fsync, encoding)?;
    Ok(standby)
}

fn judge(
    version: i64,
    [commit, standbys]: &[String; 2],
    flushing: &Flushing,
    fsync: String,
    encoding: String,
) -> Result<(), Fault> {
    let major = version / 10_000;
    if major < MAJOR_MIN {
        return Err(Fault::OldServer { major });
    }
    flushing.see(commit, standbys)?;
    let why = "without it an acknowledged event can be lost with the power";
    expect("fsync", "on", fsync, why)?;
    expect("server_encoding", "UTF8", encoding, "other encodings do not hold what people write")
}

fn expect(
    setting: &'static str,
    wanted: &'static str,
    seen: String,
    why: &'static str,
) -> Result<(), Fault> {
    if seen == wanted { Ok(()) } else { Err(Fault::NotHeld { setting, wanted, seen, why }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(version: i64, flushed: &str, fsync: &str, encoding: &str) -> Option<String> {
        let (flushed, flushing) = ([flushed.to_owned(), String::new()], Flushing::default());
        let judged = judge(version, &flushed, &flushing, fsync.to_owned(), encoding.to_owned());
        judged.err().map(|fault| fault.to_string())
    }

    #[test]
    fn settings_that_lose_something_are_refused_by_name() {
        assert_eq!(told(150_018, "on", "on", "UTF8"), None);
        assert_eq!(told(140_000, "remote_apply", "on", "UTF8"), None);
        for (refused, name) in [
            (told(130_022, "on", "on", "UTF8"), "PostgreSQL 13;"),
            (told(150_018, "off", "on", "UTF8"), "`synchronous_commit` is `off`; set it to `on`"),
            (told(150_018, "on", "off", "UTF8"), "`fsync` is `off`"),
            (told(150_018, "on", "on", "SQL_ASCII"), "`server_encoding` is `SQL_ASCII`"),
        ] {
            assert!(
                refused.as_ref().is_some_and(|told| told.contains(name)),
                "{name}: {refused:?}"
            );
        }
    }
}
