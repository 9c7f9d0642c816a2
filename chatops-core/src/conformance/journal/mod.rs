//! The cases of [`Journal`](crate::ports::Journal).

mod entries;
mod inbox;
mod keeping;
mod make;
mod timers;
mod work;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Applies, Failure, cases};
use crate::ports::Journal;
use entries::{
    append_conflicts, append_is_atomic, decided_once, erased_bodies_are_gone,
    erased_snapshots_are_gone, expectations_hold, hashes_chain, heads_are_listed, load_pages,
    read_all_pages,
};
use inbox::{receive_keeps_order, repeats_are_known, undecided_is_fifo};
use keeping::{
    cursor_is_kept, cursor_is_replaced, cursors_come_with_deliveries, id_is_stable,
    lease_epochs_grow, lease_excludes, lease_of_a_clock_ahead_ends, old_work_is_forgotten,
    snapshot_is_kept, snapshot_none, survives_reopening, who_is_alone_takes_over,
};
use timers::{next_moment_is_known, timers_fire_once, timers_move_and_cancel};
use work::{
    attempts_are_counted, claim_prefers_urgent, claims_are_renewed, lanes_keep_order, leases_end,
    leases_of_a_clock_ahead_end, newest_replaces, newest_waits_too, not_before_is_kept,
    only_heads_have_moments, outcomes_come_back, put_back_once, retry_makes_way,
    stale_outcomes_are_rejected, waiting_effects_wait, waiting_holds_up_nothing, waiting_is_listed,
};

/// Makes journals for the cases.
#[async_trait]
pub trait JournalRig: Send + Sync + fmt::Debug {
    /// A new, empty, writable journal that shares nothing with earlier ones.
    async fn fresh(&self) -> Result<Arc<dyn Journal>, Failure>;

    /// Ends a journal as a crash would, without closing it, and opens what it left behind. Where nothing is
    /// left behind ([`durability`](Self::durability)), gives the same journal back.
    async fn reopen(&self, journal: Arc<dyn Journal>) -> Result<Arc<dyn Journal>, Failure>;

    /// Whether these journals outlive their process.
    fn durability(&self) -> Applies;
}

cases! {
    dyn JournalRig;
    "After `Ok` of any writing method, what was written survives a crash of the process and, for durable journals, of the machine."
        => survives_reopening if |rig| rig.durability(),
    "The id stays the same for the life of the journal." => id_is_stable,
    "Stores deliveries, all or none, in the order given, one receipt each." => receive_keeps_order,
    "A (source, key) that was received before is a repeat and is not stored again." => repeats_are_known,
    "The cursors are kept in the same transaction." => cursors_come_with_deliveries,
    "Deliveries without a decision, oldest first, at most `limit`." => undecided_is_fifo,
    "Writes a decision, all or nothing." => append_is_atomic,
    "Sequence numbers must follow the stream without a gap; a number that is taken or leaves a gap is an error of kind `Conflict`, and nothing was written."
        => append_conflicts,
    "An inbox row that is decided already is an error of kind `Conflict` too." => decided_once,
    "So is a stream of [`Transaction::expects`] that has moved on." => expectations_hold,
    "Gives the stored entries with their hashes; each hash covers the entry and the one before it."
        => hashes_chain,
    "Entries of a stream after a sequence number, in order, at most `limit`." => load_pages,
    "Entries of all streams after a position, in the order they were stored, at most `limit`."
        => read_all_pages,
    "The newest entry of every stream, in the order of the streams." => heads_are_listed,
    "`false` where there is no such entry, or it was erased before." => erased_bodies_are_gone,
    "The snapshot of its stream goes with it." => erased_snapshots_are_gone,
    "A delivery whose key is forgotten would be taken for a new one." => old_work_is_forgotten,
    "Claims ready effects for `owner`, at most `limit`, the most urgent first, then the oldest."
        => claim_prefers_urgent,
    "Of each lane one effect at a time is given out, the first that waits for nothing." => lanes_keep_order,
    "What waits for an answer holds up nothing behind it." => waiting_holds_up_nothing,
    "A claimed effect is not given out again before its lease ends; then it comes with a higher epoch and marked ambiguous."
        => leases_end,
    "A lease that ends more than [`AHEAD_MAX`] later than `lease` from now was given by a clock that ran ahead: it has ended."
        => leases_of_a_clock_ahead_end,
    "Keeps a claim until `until`; `false`, and nothing is written, where the epoch is not the newest or nobody holds it."
        => claims_are_renewed,
    "An effect that is to be tried again is not given out before its moment." => not_before_is_kept,
    "A waiting effect is not given out before a transaction makes it ready." => waiting_effects_wait,
    "A newer effect replaces unclaimed ones with the same word." => newest_replaces,
    "It is not given out before the moment of an effect that it replaces: what had to wait was the word."
        => newest_waits_too,
    "An effect that is to be tried again is replaced by a newer one that came while it was under way."
        => retry_makes_way,
    "A claim says when its effect was asked for, and how often it was tried." => attempts_are_counted,
    "`false` where the epoch is not the newest or the effect is settled: nothing was written."
        => stale_outcomes_are_rejected,
    "A last word of it still counts, as long as nobody has claimed it since." => put_back_once,
    "A last word puts an [`Inbound::Settled`](super::inbound::Inbound::Settled) into the inbox in the same transaction."
        => outcomes_come_back,
    "A timer fires once and never before its moment." => timers_fire_once,
    "Setting a timer with the same stream and key moves it; a cancelled one does not fire."
        => timers_move_and_cancel,
    "`None` where nothing is planned." => next_moment_is_known,
    "What stands behind another effect of its lane has no moment of its own." => only_heads_have_moments,
    "All waiting effects, oldest first, for recovery." => waiting_is_listed,
    "The newest is kept." => snapshot_is_kept,
    "`None` where there is none, or what is there is not what was kept: a snapshot is a shortcut, never the truth."
        => snapshot_none,
    "`None` where another owner holds it at `now`." => lease_excludes,
    "Each new holder gets a larger epoch than every earlier one; renewing keeps it." => lease_epochs_grow,
    "One that ends more than [`AHEAD_MAX`] later than `length` from now was given by a clock that ran ahead: it has ended, for its owner too."
        => lease_of_a_clock_ahead_ends,
    "Where others share the journal nothing happens." => who_is_alone_takes_over,
    "`None` before the first time." => cursor_is_kept,
    "The newest is kept." => cursor_is_replaced,
}
