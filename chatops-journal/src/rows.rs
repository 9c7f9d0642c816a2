//! Rows of both databases, read into the types of the port.

use chatops_core::effect::{Outcome, TimerKey};
use chatops_core::ids::{EffectId, StreamId, TimerId};
use chatops_core::ports::inbound::Delivery;
use chatops_core::ports::journal::{Claimed, Head, InboxItem, Waiting};
use chatops_core::wire::{self, checksum};
use jiff::Timestamp;

use crate::columns::{Misfit, moment, number, stream, value};

/// An undecided delivery: row, source, key, occurred at, received at, what came in.
pub(crate) type InboxRow = (i64, String, String, i64, i64, String);

/// Reads an undecided delivery.
pub(crate) fn inbox_item(
    (row, source, key, occurred_at, received_at, raw): InboxRow,
) -> Result<InboxItem, Misfit> {
    let inbound = value(format_args!("inbox row {row}"), &raw)?;
    let delivery = Delivery { source, key, occurred_at: moment(occurred_at)?, inbound };
    Ok(InboxItem { row, received_at: moment(received_at)?, delivery })
}

/// An effect that can be claimed, as it stands after the claim: the place that orders it (priority, then pos), then id, stream,
/// effect, epoch, whether it is ambiguous, asked at, attempts.
pub(crate) type ClaimedRow = (i64, i64, String, String, String, i64, i64, i64, i64);

/// Reads a claim.
pub(crate) fn claim(row: ClaimedRow, lease_until: Timestamp) -> Result<Claimed, Misfit> {
    let (_, _, id, from, request, epoch, ambiguous, asked_at, attempts) = row;
    let effect = value(format_args!("effect {id}"), &request)?;
    // This claim is counted already. Fewer than none were counted where an earlier version put one back twice.
    let tried = attempts.saturating_sub(1).max(0);
    Ok(Claimed {
        id: effect_id(&id)?,
        stream: stream(from)?,
        effect,
        epoch: number("an epoch", epoch)?,
        asked_at: moment(asked_at)?,
        attempts: u32::try_from(tried).unwrap_or(u32::MAX),
        ambiguous: ambiguous != 0,
        lease_until,
    })
}

/// When something of a row becomes possible: the moment, its place in its table, id, stream, and what it says.
pub(crate) type MomentRow = (i64, i64, String, String, String);

/// Reads the moment of an effect. One that cannot be read has none.
pub(crate) fn moment_of_effect((at, _, id, from, request): MomentRow) -> Result<Timestamp, Misfit> {
    waiting((id, from, request))?;
    moment(at)
}

/// Reads the moment of a timer. One that cannot be read has none.
pub(crate) fn moment_of_timer((at, _, id, from, key): MomentRow) -> Result<Timestamp, Misfit> {
    fired((id, from, key, at), Timestamp::UNIX_EPOCH)?;
    moment(at)
}

fn effect_id(text: &str) -> Result<EffectId, Misfit> {
    text.parse().map_err(|_| Misfit::Damaged(format!("`{text}` is not an effect id")))
}

/// Reads a waiting effect: id, stream, effect.
pub(crate) fn waiting((id, from, request): (String, String, String)) -> Result<Waiting, Misfit> {
    let effect = value(format_args!("effect {id}"), &request)?;
    Ok(Waiting { id: effect_id(&id)?, stream: stream(from)?, effect })
}

/// The report that a claim was settled, from the effect's stream and request.
pub(crate) fn settled(
    (from, request): (String, String),
    id: EffectId,
    epoch: u64,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<Delivery, Misfit> {
    let effect = value(format_args!("effect {id}"), &request)?;
    Ok(wire::settled(stream(from)?, id, epoch, effect, outcome.clone(), now))
}

/// The report that a timer fired, from its id, stream, key and moment.
pub(crate) fn fired(
    (id, from, key, due): (String, String, String, i64),
    now: Timestamp,
) -> Result<Delivery, Misfit> {
    let damaged = |_| Misfit::Damaged(format!("`{id}` is not a timer id"));
    let timer: TimerId = id.parse().map_err(damaged)?;
    let key: TimerKey = value(format_args!("timer {timer}"), &key)?;
    Ok(wire::fired(stream(from)?, timer, key, moment(due)?, now))
}

/// Reads the newest entries of streams (stream, number, hash, position) and puts them in order: that of printed ids is another.
pub(crate) fn heads(rows: Vec<(String, i64, String, i64)>) -> Result<Vec<Head>, Misfit> {
    let mut heads = Vec::with_capacity(rows.len());
    for (name, seq, hash, position) in rows {
        let seq = number("a sequence number", seq)?;
        heads.push(Head { stream: stream(name)?, seq, hash, position });
    }
    heads.sort_by(|one, other| one.stream.cmp(&other.stream));
    Ok(heads)
}

/// Reads a snapshot: number, state, checksum. One that is not what was written is none: it is a shortcut, and the way is
/// still there.
pub(crate) fn snapshot(
    of: &StreamId,
    (seq, state, sum): (i64, String, String),
) -> Option<(u64, String)> {
    match u64::try_from(seq) {
        Ok(seq) if checksum(&state) == sum => Some((seq, state)),
        _ => {
            tracing::warn!(
                stream = %of,
                "a snapshot is not what was written; the stream is read from its beginning"
            );
            None
        }
    }
}
