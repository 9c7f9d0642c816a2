//! The outcome transaction, and the outbox around it: lanes, claims, leases.
//!
//! States: 0 waiting, 1 ready, 2 claimed, 3 settled, 4 replaced. `state < 3` stands in every query word for word,
//! because only then does SQLite use the indexes over unsettled effects.

use std::collections::BTreeSet;

use chatops_core::effect::Outcome;
use chatops_core::ids::EffectId;
use chatops_core::ports::journal::{Claimed, NewEffect, Settlement, Waiting};
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;

use super::fault::Fault;
use super::inbox;
use crate::columns::{json, moment, nanos, nanos_near, page_rows};
use crate::rows::{self, ClaimedRow};

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

/// Gives out the first effects of their lanes, as far as they are free.
pub(super) async fn claim(
    connection: &mut SqliteConnection,
    owner: &str,
    now: Timestamp,
    lease: SignedDuration,
    limit: usize,
) -> Result<Vec<Claimed>, Fault> {
    let lease_until = later(now, lease);
    let claimed: Vec<ClaimedRow> = sqlx::query_as(
        "UPDATE effect \
         SET ambiguous = (ambiguous OR state = 2), state = 2, owner = ?1, epoch = epoch + 1, \
             attempts = attempts + 1, lease_until = ?2, not_before = NULL \
         WHERE pos IN ( \
             SELECT one.pos FROM effect AS one \
             WHERE one.state < 3 \
               AND ((one.state = 1 AND coalesce(one.not_before <= ?3, 1)) \
                    OR (one.state = 2 AND (one.lease_until <= ?3 OR one.lease_until > ?5))) \
               AND (one.state = 2 OR NOT EXISTS ( \
                   SELECT 1 FROM effect AS other \
                   WHERE other.lane = one.lane AND other.state < 3 \
                     AND (other.state = 2 OR (other.state = 1 AND other.pos < one.pos)))) \
             ORDER BY one.priority, one.pos LIMIT ?4) \
         RETURNING priority, pos, effect_id, stream, request, epoch, ambiguous, asked_at, attempts",
    )
    .bind(owner.to_owned())
    .bind(nanos(lease_until)?)
    .bind(nanos_near(now))
    .bind(page_rows(limit))
    .bind(nanos_near(later(lease_until, lease)))
    .fetch_all(connection)
    .await?;
    Ok(rows::claims(claimed, lease_until)?)
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

/// All waiting effects.
pub(super) async fn waiting(connection: &mut SqliteConnection) -> Result<Vec<Waiting>, Fault> {
    let found: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT effect_id, stream, request FROM effect WHERE state < 3 AND state = 0 ORDER BY pos",
    )
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().map(rows::waiting).collect::<Result<_, _>>()?)
}

/// The next moment at which the first effect of a lane can be tried again or its lease ends.
pub(super) async fn next_moment(
    connection: &mut SqliteConnection,
) -> Result<Option<Timestamp>, Fault> {
    let next: Option<i64> = sqlx::query_scalar(
        "SELECT min(CASE one.state WHEN 1 THEN one.not_before WHEN 2 THEN one.lease_until END) \
         FROM effect AS one \
         WHERE one.state < 3 \
           AND (one.state = 2 OR NOT EXISTS ( \
               SELECT 1 FROM effect AS other \
               WHERE other.lane = one.lane AND other.state < 3 \
                 AND (other.state = 2 OR (other.state = 1 AND other.pos < one.pos))))",
    )
    .fetch_one(connection)
    .await?;
    Ok(next.map(moment).transpose()?)
}
