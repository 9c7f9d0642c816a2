//! The outcome transaction, and the outbox around it: lanes, claims, leases.
//!
//! States: 0 waiting, 1 ready, 2 claimed, 3 settled, 4 replaced. `state < 3` stands in every query word for word,
//! because only then does the planner use the indexes over unsettled effects.

use std::collections::BTreeMap;

use chatops_core::effect::Outcome;
use chatops_core::ids::EffectId;
use chatops_core::ports::journal::{
    AHEAD_MAX, Claimed, NewEffect, PAGE_ROWS_MAX, Settlement, Waiting,
};
use chatops_core::time::later;
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgConnection;

use super::connection::{Turn, Unit};
use super::fault::Fault;
use super::inbox;
use crate::columns::{json, nanos, nanos_near, page_rows};
use crate::rows::{self, ClaimedRow};
use crate::unreadable::{Table, Unreadable};

/// Effects as columns: one statement stores them all.
#[derive(Default)]
struct Columns {
    ids: Vec<String>,
    streams: Vec<String>,
    lanes: Vec<String>,
    priorities: Vec<i64>,
    replaces: Vec<Option<String>>,
    requests: Vec<String>,
    states: Vec<i64>,
    not_before: Vec<Option<i64>>,
    settled: Vec<Option<i64>>,
}

/// Stores effects. Each replaces unclaimed ones with the same word, and waits as long as they had to.
pub(super) async fn add(
    unit: &mut Unit<'_>,
    effects: &[NewEffect],
    now: Timestamp,
) -> Result<(), Fault> {
    if effects.is_empty() {
        return Ok(());
    }
    let now = nanos(now)?;
    let waits = replace(unit, effects, now).await?;
    let mut columns = Columns::default();
    for (place, new) in effects.iter().enumerate() {
        // A later one of the same transaction with the same word replaces it at once.
        let is_replaced = new.replaces.is_some()
            && effects.iter().skip(place + 1).any(|later| later.replaces == new.replaces);
        let wait = new.replaces.as_ref().and_then(|word| waits.get(word)).copied();
        columns.ids.push(new.id.to_string());
        columns.streams.push(new.stream.to_string());
        columns.lanes.push(new.lane.clone());
        columns.priorities.push(i64::from(new.priority));
        columns.replaces.push(new.replaces.clone());
        columns.requests.push(json("the effect", &new.effect)?);
        columns.states.push(match (is_replaced, new.waiting) {
            (true, _) => 4,
            (false, true) => 0,
            (false, false) => 1,
        });
        columns.not_before.push(wait);
        columns.settled.push(is_replaced.then_some(now));
    }
    sqlx::query(
        "INSERT INTO effect (effect_id, stream, lane, priority, replaces, request, state, not_before, \
                             settled_at, asked_at) \
         SELECT effect_id, stream, lane, priority, replaces, request, state, not_before, settled_at, $10 \
         FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], \
                     $7::bigint[], $8::bigint[], $9::bigint[]) WITH ORDINALITY \
             AS new (effect_id, stream, lane, priority, replaces, request, state, not_before, settled_at, \
                     place) \
         ORDER BY place",
    )
    .bind(columns.ids)
    .bind(columns.streams)
    .bind(columns.lanes)
    .bind(columns.priorities)
    .bind(columns.replaces)
    .bind(columns.requests)
    .bind(columns.states)
    .bind(columns.not_before)
    .bind(columns.settled)
    .bind(now)
    .execute(unit.connection())
    .await?;
    Ok(())
}

/// Replaces unclaimed effects with the words of new ones. Gives how long each word has to wait.
async fn replace(
    unit: &mut Unit<'_>,
    effects: &[NewEffect],
    now: i64,
) -> Result<BTreeMap<String, i64>, Fault> {
    let words: Vec<String> = effects.iter().filter_map(|new| new.replaces.clone()).collect();
    if words.is_empty() {
        return Ok(BTreeMap::new());
    }
    let replaced: Vec<(String, Option<i64>)> = sqlx::query_as(
        "UPDATE effect SET state = 4, settled_at = $1 WHERE state < 2 AND replaces = ANY($2) \
         RETURNING replaces, not_before",
    )
    .bind(now)
    .bind(words)
    .fetch_all(unit.connection())
    .await?;
    let mut waits = BTreeMap::new();
    for (word, wait) in replaced {
        if let Some(wait) = wait {
            let longest = waits.entry(word).or_insert(wait);
            *longest = wait.max(*longest);
        }
    }
    Ok(waits)
}

/// Lets waiting effects be claimed.
pub(super) async fn make_ready(unit: &mut Unit<'_>, ids: &[EffectId]) -> Result<(), Fault> {
    if ids.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    sqlx::query("UPDATE effect SET state = 1 WHERE effect_id = ANY($1) AND state = 0")
        .bind(ids)
        .execute(unit.connection())
        .await?;
    Ok(())
}

/// Refuses a waiting effect.
pub(super) async fn give_up(
    unit: &mut Unit<'_>,
    id: &EffectId,
    reason: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let outcome = Outcome::Refused { reason: reason.to_owned() };
    sqlx::query(
        "UPDATE effect SET state = 3, outcome = $1, settled_at = $2 WHERE effect_id = $3 AND state = 0",
    )
    .bind(json("the outcome", &outcome)?)
    .bind(nanos(now)?)
    .bind(id.to_string())
    .execute(unit.connection())
    .await?;
    Ok(())
}

/// Gives out the first effects of their lanes, as far as they are free and can be read. What another process claims at this
/// moment is passed over, not waited for.
pub(super) async fn claim(
    unit: &mut Unit<'_>,
    unreadable: &Unreadable,
    owner: &str,
    now: Timestamp,
    lease: SignedDuration,
    limit: usize,
) -> Result<Vec<Claimed>, Fault> {
    let (places, claims) = free(unit.connection(), unreadable, now, lease, limit).await?;
    if claims.is_empty() {
        return Ok(claims);
    }
    sqlx::query(
        "UPDATE effect \
         SET ambiguous = CASE state WHEN 2 THEN 1 ELSE ambiguous END, state = 2, owner = $1, \
             epoch = epoch + 1, attempts = attempts + 1, lease_until = $2, not_before = NULL \
         WHERE pos = ANY($3)",
    )
    .bind(owner)
    .bind(nanos(later(now, lease))?)
    .bind(places)
    .execute(unit.connection())
    .await?;
    for claim in &claims {
        let epoch = i64::try_from(claim.epoch).unwrap_or(i64::MAX);
        unit.marks.claims.push_back((claim.id, epoch));
    }
    Ok(claims)
}

/// What is free, and locked from now on: the places, and the claims as they will be.
async fn free(
    connection: &mut PgConnection,
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
            "SELECT one.priority, one.pos, one.effect_id, one.stream, one.request, one.epoch + 1, \
                    CASE one.state WHEN 2 THEN 1 ELSE one.ambiguous END, one.asked_at, one.attempts + 1 \
             FROM effect AS one \
             WHERE one.state < 3 \
               AND ((one.state = 1 AND coalesce(one.not_before <= $1, true)) \
                    OR (one.state = 2 AND (one.lease_until <= $1 OR one.lease_until > $2))) \
               AND (one.state = 2 OR NOT EXISTS ( \
                   SELECT 1 FROM effect AS other \
                   WHERE other.lane = one.lane AND other.state < 3 \
                     AND (other.state = 2 OR (other.state = 1 AND other.pos < one.pos)))) \
               AND (one.priority, one.pos) > ($3, $4) \
             ORDER BY one.priority, one.pos LIMIT $5 FOR UPDATE OF one SKIP LOCKED",
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

/// Keeps a claim for longer.
pub(super) async fn renew(
    unit: &mut Unit<'_>,
    id: &EffectId,
    epoch: u64,
    until: Timestamp,
) -> Result<bool, Fault> {
    // A number that no column holds was never given out.
    let Ok(claim) = i64::try_from(epoch) else {
        return Ok(false);
    };
    let written = sqlx::query(
        "UPDATE effect SET lease_until = $1 WHERE effect_id = $2 AND epoch = $3 AND state = 2",
    )
    .bind(nanos(until)?)
    .bind(id.to_string())
    .bind(claim)
    .execute(unit.connection())
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Whether writing this takes its turn: what is put back may meet a newer one that is being appended.
pub(super) fn turn_of(settlement: &Settlement) -> Turn {
    match settlement {
        Settlement::Settled(_) => Turn::NotTaken,
        Settlement::Again { .. } | Settlement::Later { .. } => Turn::Taken,
    }
}

/// Writes what came of a claim, and puts a last word into the inbox.
pub(super) async fn settle(
    unit: &mut Unit<'_>,
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
            put_back(unit, id, claim, *not_before, Some(*ambiguous), now).await
        }
        Settlement::Later { not_before } => put_back(unit, id, claim, *not_before, None, now).await,
        Settlement::Settled(outcome) => {
            let written: Option<(String, String)> = sqlx::query_as(
                "UPDATE effect SET state = 3, outcome = $1, settled_at = $2 \
                 WHERE effect_id = $3 AND epoch = $4 AND epoch > 0 AND state < 3 \
                 RETURNING stream, request",
            )
            .bind(json("the outcome", outcome)?)
            .bind(nanos(now)?)
            .bind(id.to_string())
            .bind(claim)
            .fetch_optional(unit.connection())
            .await?;
            let Some(written) = written else {
                return Ok(false);
            };
            let back = rows::settled(written, *id, epoch, outcome, now)?;
            inbox::report(unit, &[back], now).await?;
            Ok(true)
        }
    }
}

/// Lets a claim go, once: where the answer was lost and it is told again, nobody holds it any more. `ambiguous` says what is
/// known of the attempt; nothing: there was none.
async fn put_back(
    unit: &mut Unit<'_>,
    id: &EffectId,
    claim: i64,
    not_before: Timestamp,
    ambiguous: Option<bool>,
    now: Timestamp,
) -> Result<bool, Fault> {
    let written: Option<(i64, Option<String>)> = sqlx::query_as(
        "UPDATE effect \
         SET state = 1, not_before = $1, ambiguous = coalesce($2::bigint, ambiguous), \
             attempts = attempts - CASE WHEN $2::bigint IS NULL THEN 1 ELSE 0 END, owner = NULL, \
             lease_until = NULL \
         WHERE effect_id = $3 AND epoch = $4 AND state = 2 \
         RETURNING pos, replaces",
    )
    .bind(nanos(not_before)?)
    .bind(ambiguous.map(i64::from))
    .bind(id.to_string())
    .bind(claim)
    .fetch_optional(unit.connection())
    .await?;
    let Some((pos, word)) = written else {
        return Ok(false);
    };
    if let Some(word) = word {
        make_way(unit, pos, &word, not_before, now).await?;
    }
    Ok(true)
}

/// What is to be tried again makes way for a newer one with the same word, which takes over its wait.
async fn make_way(
    unit: &mut Unit<'_>,
    pos: i64,
    word: &str,
    not_before: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    let newer = sqlx::query(
        "UPDATE effect SET not_before = greatest(not_before, $1) \
         WHERE state < 2 AND replaces = $2 AND pos > $3",
    )
    .bind(nanos(not_before)?)
    .bind(word)
    .bind(pos)
    .execute(unit.connection())
    .await?;
    if newer.rows_affected() > 0 {
        sqlx::query("UPDATE effect SET state = 4, settled_at = $1 WHERE pos = $2")
            .bind(nanos(now)?)
            .bind(pos)
            .execute(unit.connection())
            .await?;
    }
    Ok(())
}

/// All waiting effects that can be read.
pub(super) async fn waiting(
    connection: &mut PgConnection,
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
