//! What the tests of the in-memory services share.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::ids::{EffectId, IncidentId, JournalId, PersonId, Place, StreamId};
use crate::people::{PersonKind, Profile};

/// The result of a future that has no reason to wait.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("it waits"),
    }
}

/// Whether a future waits.
pub(crate) fn waits<T>(future: impl Future<Output = T>) -> bool {
    pin!(future).poll(&mut Context::from_waker(Waker::noop())).is_pending()
}

fn derived<T>(number: u64, derive: impl Fn(Place<'_>) -> T) -> T {
    derive(Place {
        journal: &JournalId::from_bits(1),
        stream: &StreamId::EmergencyChannel,
        seq: number,
        position: 0,
    })
}

pub(super) fn key(number: u64) -> EffectId {
    derived(number, EffectId::derive)
}

pub(super) fn incident(number: u64) -> IncidentId {
    derived(number, IncidentId::derive)
}

pub(super) fn profile(handle: &str) -> Profile {
    Profile {
        id: PersonId::new(format!("memory:{handle}")).unwrap(),
        name: handle.to_owned(),
        zone: None,
        kind: PersonKind::Employee,
    }
}
