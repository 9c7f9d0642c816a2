//! The named cases that every implementation of a port must pass.
//!
//! Each sentence of a contract in [`crate::ports`] that ends with a name in brackets has one case here,
//! with the same sentence. An implementation brings a *rig*, which makes the thing under test and says
//! what does not apply to it; the harness in `chatops-testkit` runs the cases and shows those that do not
//! apply as ignored, with the reason. A case needs no runtime of its own: it is a future.
//!
//! For authors of cases: a case builds what it needs from nothing, checks one sentence, and names in its
//! failure what was expected and what was seen. It must fail for at least one wrong implementation.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use crate::error::{ErrorKind, PortError};

pub mod alerts;
pub mod chat;
pub mod clock;
pub mod journal;
pub mod knowledge;
pub mod pager;
pub mod schedule;
pub mod status_page;
pub mod tickets;
pub mod tool;
pub mod wait;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Whether a case applies to an implementation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// It does.
    Yes,
    /// It does not, for this reason: `forgets everything by design`.
    No(&'static str),
}

/// One case: a sentence of a contract and its proof on a rig.
pub struct Case<R: ?Sized + 'static> {
    /// Its name within the port, for example `append_conflicts`.
    pub name: &'static str,
    /// The sentence of the contract that it proves, word for word.
    pub sentence: &'static str,
    /// Whether it applies to what this rig makes.
    pub applies: fn(&R) -> Applies,
    /// Runs it.
    pub run: for<'a> fn(&'a R) -> BoxFuture<'a, Result<(), Failure>>,
}

impl<R: ?Sized + 'static> fmt::Debug for Case<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("name", &self.name)
            .field("sentence", &self.sentence)
            .finish_non_exhaustive()
    }
}

/// What a case found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What was looked at, for example `the second receipt`.
    pub what: String,
    /// What the contract promises.
    pub expected: String,
    /// What was there instead.
    pub seen: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  expected: {}\n      seen: {}", self.what, self.expected, self.seen)
    }
}

impl std::error::Error for Failure {}

impl From<PortError> for Failure {
    fn from(error: PortError) -> Self {
        Self {
            what: format!("`{}`", error.operation),
            expected: "no error".to_owned(),
            seen: format!("{:?}: {error}", error.kind),
        }
    }
}

/// Fails unless both are equal.
///
/// # Errors
/// [`Failure`] names both.
pub fn equal<T: PartialEq + fmt::Debug>(what: &str, seen: &T, expected: &T) -> Result<(), Failure> {
    if seen == expected {
        return Ok(());
    }
    Err(Failure {
        what: what.to_owned(),
        expected: format!("{expected:?}"),
        seen: format!("{seen:?}"),
    })
}

/// Fails unless the condition holds.
///
/// # Errors
/// [`Failure`] names what was expected.
pub fn holds(what: &str, condition: bool, expected: &str) -> Result<(), Failure> {
    if condition {
        return Ok(());
    }
    Err(Failure {
        what: what.to_owned(),
        expected: expected.to_owned(),
        seen: "otherwise".to_owned(),
    })
}

/// The one thing of which there must be exactly one.
///
/// # Errors
/// [`Failure`] tells how many there were.
pub fn only<T: fmt::Debug>(what: &str, mut things: Vec<T>) -> Result<T, Failure> {
    match things.pop() {
        Some(thing) if things.is_empty() => Ok(thing),
        last => Err(Failure {
            what: what.to_owned(),
            expected: "exactly one".to_owned(),
            seen: format!("{} and {last:?}", things.len()),
        }),
    }
}

/// Fails unless the result is an error of this kind.
///
/// # Errors
/// [`Failure`] names the kind that was expected.
pub fn refused<T: fmt::Debug>(
    what: &str,
    result: Result<T, PortError>,
    kind: ErrorKind,
) -> Result<(), Failure> {
    let seen = match result {
        Err(error) if error.kind == kind => return Ok(()),
        Err(error) => format!("{:?}: {error}", error.kind),
        Ok(value) => format!("Ok({value:?})"),
    };
    Err(Failure { what: what.to_owned(), expected: format!("an error of kind {kind:?}"), seen })
}

/// Declares the cases of a port: the contract's sentence, then the function of that name.
///
/// ```ignore
/// cases! {
///     dyn PagerRig;
///     "The same key again reaches the person once." => page_is_idempotent,
///     "After `Ok` it is there after a crash." => survives if |rig| rig.durability(),
/// }
/// ```
macro_rules! cases {
    ($rig:ty; $($sentence:literal => $name:ident $(if $applies:expr)?),+ $(,)?) => {
        /// The cases, in the order of the contract.
        pub const CASES: &[$crate::conformance::Case<$rig>] = &[$(
            $crate::conformance::Case {
                name: stringify!($name),
                sentence: $sentence,
                applies: cases!(@applies $($applies)?),
                run: |rig| Box::pin($name(rig)),
            }
        ),+];
    };
    (@applies) => { |_| $crate::conformance::Applies::Yes };
    (@applies $applies:expr) => { $applies };
}
pub(crate) use cases;

/// A case without its proof, for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The port, as its module in [`crate::ports`] is called.
    pub port: &'static str,
    /// The name of the case within the port.
    pub name: &'static str,
    /// The sentence of the contract.
    pub sentence: &'static str,
}

/// Every case of every port, in the order of the contracts.
#[must_use]
pub fn list() -> Vec<Listed> {
    fn of<R: ?Sized>(
        port: &'static str,
        cases: &'static [Case<R>],
    ) -> impl Iterator<Item = Listed> {
        cases.iter().map(move |case| Listed { port, name: case.name, sentence: case.sentence })
    }
    of("chat", chat::CASES)
        .chain(of("schedule", schedule::CASES))
        .chain(of("pager", pager::CASES))
        .chain(of("tickets", tickets::CASES))
        .chain(of("status_page", status_page::CASES))
        .chain(of("alerts", alerts::CASES))
        .chain(of("knowledge", knowledge::CASES))
        .chain(of("tool", tool::CASES))
        .chain(of("journal", journal::CASES))
        .chain(of("clock", clock::CASES))
        .collect()
}
