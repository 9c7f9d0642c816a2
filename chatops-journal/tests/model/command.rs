//! What is asked of the journals. Numbers stand for names; rows, sequence numbers and epochs are looked up when a command runs,
//! because each journal has rows of its own.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any};
use proptest::prop_oneof;

/// An effect to ask for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// Asked for before, where that is given: which of the claimed.
    pub(crate) again: Option<u8>,
    pub(crate) lane: u8,
    pub(crate) priority: u8,
    pub(crate) waiting: bool,
    pub(crate) word: Option<u8>,
}

/// A decision.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// Streams of the entries, with how far each is from the right number.
    pub(crate) entries: Vec<(u8, i8)>,
    /// Which of the undecided rows.
    pub(crate) done: Vec<u8>,
    pub(crate) expects: Option<(u8, i8)>,
    pub(crate) effects: Vec<Wanted>,
    /// Timers by key: when, or to be cancelled.
    pub(crate) timers: Vec<(u8, Option<u8>)>,
    /// Which of the waiting effects.
    pub(crate) ready: Vec<u8>,
    pub(crate) hopeless: Vec<u8>,
}

/// What to write of a claim.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Word {
    Done,
    Refused,
    Again { wait: u8, ambiguous: bool },
    Later { wait: u8 },
}

/// A command.
#[derive(Debug, Clone)]
pub(crate) enum Command {
    Receive {
        keys: Vec<u8>,
        cursor: Option<u8>,
    },
    Append(Decision),
    Claim {
        limit: u8,
        lease: u8,
    },
    Renew {
        number: u8,
        stale: bool,
        lease: u8,
    },
    Settle {
        number: u8,
        stale: bool,
        word: Word,
    },
    Due {
        limit: u8,
    },
    Snapshot {
        stream: u8,
        seq: u8,
    },
    Lease {
        owner: u8,
        length: u8,
    },
    Erase {
        stream: u8,
        seq: u8,
    },
    Forget {
        age: u8,
    },
    /// Time passes.
    Wait(u8),
    /// What is durable is opened again.
    Reopen,
}

fn wanted() -> impl Strategy<Value = Wanted> {
    let (again, word) = (option::weighted(0.04, 0..8_u8), option::weighted(0.7, Just(0)));
    (again, 0..4_u8, 0..3_u8, option::weighted(0.3, Just(())), word).prop_map(
        |(again, lane, priority, waiting, word)| Wanted {
            again,
            lane,
            priority,
            waiting: waiting.is_some(),
            word,
        },
    )
}

/// Mostly right, sometimes off by one.
fn offset() -> impl Strategy<Value = i8> {
    prop_oneof![20 => Just(0), 1 => Just(-1), 1 => Just(1)]
}

fn decision() -> impl Strategy<Value = Decision> {
    (
        vec((0..2_u8, offset()), 0..4),
        vec(0..6_u8, 0..3),
        option::of((0..2_u8, offset())),
        vec(wanted(), 0..4),
        vec((0..3_u8, option::weighted(0.8, 0..40_u8)), 0..3),
        vec(0..4_u8, 0..2),
        vec(0..4_u8, 0..2),
    )
        .prop_map(|(entries, done, expects, effects, timers, ready, hopeless)| Decision {
            entries,
            done,
            expects,
            effects,
            timers,
            ready,
            hopeless,
        })
}

fn word() -> impl Strategy<Value = Word> {
    prop_oneof![
        1 => Just(Word::Done),
        1 => Just(Word::Refused),
        2 => (0..20_u8, any::<bool>()).prop_map(|(wait, ambiguous)| Word::Again { wait, ambiguous }),
        1 => (0..20_u8).prop_map(|wait| Word::Later { wait }),
    ]
}

/// Any command.
pub(crate) fn commands() -> BoxedStrategy<Command> {
    let stale = || prop_oneof![4 => Just(false), 1 => Just(true)];
    prop_oneof![
        4 => (vec(0..12_u8, 0..5), option::of(0..3_u8))
            .prop_map(|(keys, cursor)| Command::Receive { keys, cursor }),
        8 => decision().prop_map(Command::Append),
        5 => (0..6_u8, 1..20_u8).prop_map(|(limit, lease)| Command::Claim { limit, lease }),
        1 => (0..5_u8, stale(), 1..20_u8)
            .prop_map(|(number, stale, lease)| Command::Renew { number, stale, lease }),
        6 => (0..5_u8, stale(), word())
            .prop_map(|(number, stale, word)| Command::Settle { number, stale, word }),
        3 => (0..4_u8).prop_map(|limit| Command::Due { limit }),
        1 => (0..2_u8, 0..9_u8).prop_map(|(stream, seq)| Command::Snapshot { stream, seq }),
        1 => (0..3_u8, 1..20_u8).prop_map(|(owner, length)| Command::Lease { owner, length }),
        1 => (0..2_u8, 0..9_u8).prop_map(|(stream, seq)| Command::Erase { stream, seq }),
        1 => (0..90_u8).prop_map(|age| Command::Forget { age }),
        4 => (1..20_u8).prop_map(Command::Wait),
        1 => Just(Command::Reopen),
    ]
    .boxed()
}
