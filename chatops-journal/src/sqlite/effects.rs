//! The outcome transaction, and the outbox around it: lanes, claims, leases.
//!
//! States: 0 waiting, 1 ready, 2 claimed, 3 settled, 4 replaced. `state < 3` stands in every query word for word,
//! because only then does SQLite use the indexes over unsettled effects.

use std::collections::BTreeSet;

use chatops_core::effect::Outcome;
use chatops_core::ids::EffectId;
use chatops_core::ports::journal::{
    AHEAD_MAX, Claimed, NewEffect, PAGE_ROWS_MAX, Settlement, Waiting,
};
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;

use super::connection::Slot;
use super::fault::Fault;
use super::inbox;
use crate::columns::{json, nanos, nanos_near, page_rows};
use crate::rows::{self, ClaimedRow};
use crate::unreadable::{Table, Unreadable};

/// An effect as the statement takes it apart.
#[derive(Serialize)]
struct Row {
    id: String,
    stream: String,
    lane: String,
    priority: u8,
    word: Option<String>,
    request: String,
    state: u8,
}

/// Stores effects, in order. Each replaces unclaimed ones with the same word, and waits as long as they had to.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    effects: &[NewEffect],
    now: Timestamp,
) -> Result<(), Fault> {
    if effects.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(effects.len());
    let mut words = BTreeSet::new();
    // From the last to the first: the last one with a word is the one that stays.
    for new in effects.iter().rev() {
        let stays = new.replaces.as_ref().is_none_or(|word| words.insert(word.clone()));
        rows.push(Row {
            id: new.id.to_string(),
            stream: new.stream.to_string(),
            lane: new.lane.clone(),
            priority: new.priority,
            word: new.replaces.clone(),
            request: json("the effect", &new.effect)?,
            state: match (stays, new.waiting) {
                (false, _) => 4,
                (true, true) => 0,
                (true, false) => 1,
            },
        });
    }
    rows.reverse();
    let rows = json("the effects", &rows)?;
    let now = nanos(now)?;
    insert(connection, rows.clone(), now).await?;
    if words.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "UPDATE effect SET state = 4, settled_at = ?1 \
         WHERE state < 2 AND replaces IN (SELECT value FROM json_each(?2)) \
           AND effect_id NOT IN (SELECT value ->> 'id' FROM json_each(?3))",
    )
    .bind(now)
    .bind(json("the words", &words)?)
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores effects that know which of them stays. Those that are to be replaced still stand, so that their wait is found.
async fn insert(connection: &mut SqliteConnection, rows: String, now: i64) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO effect (effect_id, stream, lane, priority, replaces, request, state, asked_at, \
                             settled_at, not_before) \
         SELECT value ->> 'id', value ->> 'stream', value ->> 'lane', value ->> 'priority', value ->> 'word', \
                value ->> 'request', value ->> 'state', ?1, iif(value ->> 'state' = 4, ?1, NULL), \
                (SELECT max(earlier.not_before) FROM effect AS earlier \
                 WHERE earlier.state < 2 AND earlier.replaces = value ->> 'word') \
         FROM json_each(?2) ORDER BY key",
    )
    .bind(now)
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets waiting effects be claimed.
pub(super) async fn make_ready(
    connection: &mut SqliteConnection,
    ids: &[EffectId],
) -> Result<(), Fault> {
    if ids.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    sqlx::query(
        "UPDATE effect SET state = 1 \
         WHERE state = 0 AND effect_id IN (SELECT value FROM json_each(?))",
    )
    .bind(json("the effects", &ids)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Refuses waiting effects.
pub(super) async fn give_up(
    connection: &mut SqliteConnection,
    hopeless: &[(EffectId, String)],
    now: Timestamp,
) -> Result<(), Fault> {
    if hopeless.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(hopeless.len());
    for (id, reason) in hopeless {
        let outcome = json("the outcome", &Outcome::Refused { reason: reason.clone() })?;
        rows.push((id.to_string(), outcome));
    }
    sqlx::query(
        "UPDATE effect SET state = 3, outcome = given.value ->> 1, settled_at = ?1 \
         FROM json_each(?2) AS given \
         WHERE effect.effect_id = given.value ->> 0 AND effect.state = 0",
    )
    .bind(nanos(now)?)
    .bind(json("the outcomes", &rows)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives out the first effects of their lanes, as far as they are free and can be read.
pub(super) async fn claim(
    writer: &Slot,
    unreadable: &Unreadable,
    owner: &str,
    now: Timestamp,
    lease: SignedDuration,
    limit: usize,
) -> Result<Vec<Claimed>, Fault> {
    let mut held = writer.take().await?;
    // Nobody else writes: what is free stays free until it is claimed.
    let free = free(held.connection(), unreadable, now, lease, limit).await;
    // Most of the time there is nothing, and nothing is to be written.
    let (places, claims) = match free {
        Ok((places, claims)) if !claims.is_empty() => (places, claims),
        other => return held.give_back(other.map(|(_, claims)| claims)),
    };
    let taken = take(held.connection(), &places, owner, later(now, lease)).await;
    held.finish(taken.map(|()| claims)).await
}

/// What is free: the places, and the claims as they will be.
async fn free(
    connection: &mut SqliteConnection,
    unreadable: &Unreadable,
    now: Timestamp,
    lease: SignedDuration,
    limit: usize,
) -> Result<(Vec<i64>, Vec<Claimed>), Fault> {
    let limit = limit.min(PAGE_ROWS_MAX);
    let lease_until = later(now, lease);
    let (mut places, mut claims, mut last) = (Vec::new(), Vec::new(), (i64::MIN, i64::MIN));
    while claims.len() < limit {
        let missing = limit - claims.len();
        let found: Vec<ClaimedRow> = sqlx::query_as(
            "SELECT priority, pos, effect_id, stream, request, epoch + 1, (ambiguous OR state = 2), asked_at, \
                    attempts + 1 \
             FROM effect AS one \
             WHERE one.state < 3 \
               AND ((one.state = 1 AND coalesce(one.not_before <= ?1, 1)) \
                    OR (one.state = 2 AND (one.lease_until <= ?1 OR one.lease_until > ?2))) \
               AND (one.state = 2 OR NOT EXISTS ( \
                   SELECT 1 FROM effect AS other \
                   WHERE other.lane = one.lane AND other.state < 3 \
                     AND (other.state = 2 OR (other.state = 1 AND other.pos < one.pos)))) \
               AND (one.priority, one.pos) > (?3, ?4) \
             ORDER BY one.priority, one.pos LIMIT ?5",
        )
        .bind(nanos_near(now))
        .bind(nanos_near(later(lease_until, AHEAD_MAX)))
        .bind(last.0)
        .bind(last.1)
        .bind(page_rows(missing))
        .fetch_all(&mut *connection)
        .await?;
        let is_last = found.len() < missing;
        for row in found {
            last = (row.0, row.1);
            let claim = rows::claim(row, lease_until);
            if let Some(claim) = unreadable.pass_over(Table::Effect, last.1, claim) {
                places.push(last.1);
                claims.push(claim);
            }
        }
        if is_last {
            break;
        }
    }
    Ok((places, claims))
}

/// Writes claims down.
async fn take(
    connection: &mut SqliteConnection,
    places: &[i64],
    owner: &str,
    lease_until: Timestamp,
) -> Result<(), Fault> {
    sqlx::query(
        "UPDATE effect \
         SET ambiguous = (ambiguous OR state = 2), state = 2, owner = ?1, epoch = epoch + 1, \
             attempts = attempts + 1, lease_until = ?2, not_before = NULL \
         WHERE pos IN (SELECT value FROM json_each(?3))",
    )
    .bind(owner.to_owned())
    .bind(nanos(lease_until)?)
    .bind(json("the effects", &places)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps a claim for longer.
pub(super) async fn renew(
    connection: &mut SqliteConnection,
    id: &EffectId,
    epoch: u64,
    until: Timestamp,
) -> Result<bool, Fault> {
    // A number that no column holds was never given out.
    let Ok(claim) = i64::try_from(epoch) else {
        return Ok(false);
    };
    let written = sqlx::query(
        "UPDATE effect SET lease_until = ? WHERE effect_id = ? AND epoch = ? AND state = 2",
    )
    .bind(nanos(until)?)
    .bind(id.to_string())
    .bind(claim)
    .execute(connection)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Writes what came of a claim, and puts a last word into the inbox.
pub(super) async fn settle(
    connection: &mut SqliteConnection,
    id: &EffectId,
    epoch: u64,
    settlement: &Settlement,
    now: Timestamp,
) -> Result<bool, Fault> {
    // A number that no column holds was never given out.
    let Ok(claim) = i64::try_from(epoch) else {
        return Ok(false);
    };
    match settlement {
        Settlement::Again { not_before, ambiguous } => {
            put_back(connection, id, claim, *not_before, Some(*ambiguous), now).await
        }
        Settlement::Later { not_before } => {
            put_back(connection, id, claim, *not_before, None, now).await
        }
        Settlement::Settled(outcome) => {
            let written: Option<(String, String)> = sqlx::query_as(
                "UPDATE effect SET state = 3, outcome = ?, settled_at = ? \
                 WHERE effect_id = ? AND epoch = ? AND epoch > 0 AND state < 3 \
                 RETURNING stream, request",
            )
            .bind(json("the outcome", outcome)?)
            .bind(nanos(now)?)
            .bind(id.to_string())
            .bind(claim)
            .fetch_optional(&mut *connection)
            .await?;
            let Some(written) = written else {
                return Ok(false);
            };
            let back = rows::settled(written, *id, epoch, outcome, now)?;
            inbox::put(connection, &[&inbox::Row::of(&back, now)?]).await?;
            Ok(true)
        }
    }
}

/// Lets a claim go, once: where the answer was lost and it is told again, nobody holds it any more. `ambiguous` says what is
/// known of the attempt; nothing: there was none.
async fn put_back(
    connection: &mut SqliteConnection,
    id: &EffectId,
    claim: i64,
    not_before: Timestamp,
    ambiguous: Option<bool>,
    now: Timestamp,
) -> Result<bool, Fault> {
    let written: Option<(i64, Option<String>)> = sqlx::query_as(
        "UPDATE effect \
         SET state = 1, not_before = ?1, ambiguous = coalesce(?2, ambiguous), \
             attempts = attempts - (?2 IS NULL), owner = NULL, lease_until = NULL \
         WHERE effect_id = ?3 AND epoch = ?4 AND state = 2 \
         RETURNING pos, replaces",
    )
    .bind(nanos(not_before)?)
    .bind(ambiguous.map(i64::from))
    .bind(id.to_string())
    .bind(claim)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((pos, word)) = written else {
        return Ok(false);
    };
    if let Some(word) = word {
        make_way(connection, pos, &word, not_before, now).await?;
    }
    Ok(true)
}

/// What is to be tried again makes way for a newer one with the same word, which takes over its wait.
async fn make_way(
    connection: &mut SqliteConnection,
    pos: i64,
    word: &str,
    not_before: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    let newer = sqlx::query(
        "UPDATE effect SET not_before = max(coalesce(not_before, ?1), ?1) \
         WHERE state < 2 AND replaces = ?2 AND pos > ?3",
    )
    .bind(nanos(not_before)?)
    .bind(word.to_owned())
    .bind(pos)
    .execute(&mut *connection)
    .await?;
    if newer.rows_affected() > 0 {
        sqlx::query("UPDATE effect SET state = 4, settled_at = ? WHERE pos = ?")
            .bind(nanos(now)?)
            .bind(pos)
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// All waiting effects that can be read.
pub(super) async fn waiting(
    connection: &mut SqliteConnection,
    unreadable: &Unreadable,
) -> Result<Vec<Waiting>, Fault> {
    let found: Vec<(i64, String, String, String)> = sqlx::query_as(
        "SELECT pos, effect_id, stream, request FROM effect WHERE state < 3 AND state = 0 ORDER BY pos",
    )
    .fetch_all(connection)
    .await?;
    let read = |(pos, id, from, request)| {
        unreadable.pass_over(Table::Effect, pos, rows::waiting((id, from, request)))
    };
    Ok(found.into_iter().filter_map(read).collect())
}

/// The moments at which first effects of lanes can be tried again or their leases end, after one of them.
pub(super) const MOMENTS: &str = "SELECT moment, pos, effect_id, stream, request FROM ( \
         SELECT CASE one.state WHEN 1 THEN one.not_before WHEN 2 THEN one.lease_until END AS moment, \
                one.pos, one.effect_id, one.stream, one.request \
         FROM effect AS one \
         WHERE one.state < 3 \
           AND (one.state = 2 OR NOT EXISTS ( \
               SELECT 1 FROM effect AS other \
               WHERE other.lane = one.lane AND other.state < 3 \
                 AND (other.state = 2 OR (other.state = 1 AND other.pos < one.pos))))) \
     WHERE moment IS NOT NULL AND (moment, pos) > (?1, ?2) ORDER BY moment, pos LIMIT ?3";
