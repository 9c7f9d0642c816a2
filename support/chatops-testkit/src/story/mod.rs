//! What people do and say in tests: a cast with its rules, command lines from the whole grammar, scenes.
//!
//! The property tests of the engine and the simulator play with the same cast.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the names are fixed and the places wrap around; a cast that cannot be made is a failed test"
)]

pub mod cast;
pub mod grammar;

/// What people do together, line by line: `c` who commands, `o` another one, each with a command or with the newest
/// button that begins so; `s` everything is settled, `r` what is parked when it is refused is refused and `u` unclear, `f` the
/// next timer fires, `n` time passes.
pub const SCENES: &[&[&str]] = &[
    &["c here come to the bridge", "s", "c press send", "s"],
    &["c everyone come to the bridge", "s", "o press send", "c press drop", "s"],
    &["o say @channel it burns", "o press forward", "c press send", "s", "c press send", "s"],
    &[
        "o public draft investigating We see errors and look into it.",
        "s",
        "n",
        "f",
        "c press public approve",
        "s",
    ],
    &[
        "o public draft identified db-17 is down",
        "o public override 1 it must be said",
        "c press public second",
        "n",
        "f",
        "c press public approve",
        "s",
    ],
    &[
        "o public draft resolved We are back.",
        "o public object 1 too early",
        "o public edit 1 We watch.",
        "c press public approve",
        "n",
        "f",
        "c press public approve",
        "s",
        "o public withdraw 2",
    ],
    &["o restart db", "o press confirm", "c press confirm", "s", "f"],
    &["o flush db", "c press confirm", "o press confirm", "f", "s"],
    &[
        "c phase mitigated",
        "c allclear it works again",
        "o allclear object not yet",
        "n",
        "f",
        "c allclear give",
        "s",
        "o followup write a test @bob",
        "o followup file 1",
        "s",
        "c phase closed",
        "s",
    ],
    &[
        "c allclear it works",
        "o phase investigating",
        "c allclear give",
        "c phase stood-down",
        "o phase investigating",
        "s",
    ],
    &[
        "c guest agreement @eve NDA-1",
        "c guest admit @eve 4h",
        "eve guest accept",
        "c guest admit @eve 4h",
        "eve look, here",
        "f",
        "c guest revoke @eve",
    ],
    &["o join", "r", "o press parked again", "c press parked again", "c press parked again", "r"],
    &["o join", "u", "c parked", "c press parked done", "c press parked again", "s"],
    &["c poll", "o vote 1", "c vote 2", "o object not so bad", "f", "c severity 1", "s"],
    &[
        "c mode voices",
        "o report it hurts",
        "ann delegate @bob once",
        "bob report still",
        "ann delegate @bob",
        "ann undelegate @bob",
        "o say hello",
        "c mode open",
    ],
    &["c errand @fay", "fay say done", "fay briefed", "o pin the dashboard", "o unpin 1"],
    &[
        "c role deputy @ann",
        "o role take scribe",
        "o tick 1 1",
        "o untick 1 1",
        "o stepdown scribe",
        "ann stepdown deputy",
    ],
    &[
        "o page @bob please come",
        "s",
        "bob press ack",
        "o page policy night look",
        "f",
        "f",
        "f",
        "s",
        "f",
    ],
    &["o ask should we start an EM", "f", "f", "f", "c press answer", "s"],
    &["o update still slow", "f", "f", "c snooze", "f", "f", "f", "f", "f"],
    &[
        "c offer @ann",
        "ann decline no time",
        "c offer @dan",
        "f",
        "c offer @ann",
        "ann press accept",
        "c press accept",
        "s",
    ],
    &[
        "o ticket move Done",
        "s",
        "o ticket comment seen",
        "s",
        "o graph errors 1h",
        "s",
        "o can c: slow a: looking n: help",
    ],
];
