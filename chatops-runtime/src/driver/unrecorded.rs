//! Commands that cannot be recorded now: whoever gave one is told so (RELIABILITY X6).
//!
//! Nothing is done past the journal but this one sentence, to one person, about their own command. It is no promise: where it
//! cannot be delivered, the command is decided and answered all the same once the journal works.

use std::collections::BTreeSet;
use std::time::Duration;

use chatops_core::error::PortError;
use chatops_core::ids::{EffectId, PersonId, RoomId};
use chatops_core::message::Message;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::inbound::{Delivery, Inbound};
use chatops_core::text::Text;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Driver;
use crate::budgets::Place;
use crate::emergency;
use crate::engine::{Engine, LATE_AFTER};
use crate::ports::Ports;

/// How long the journal may fail before people are told: longer than a restart of its database takes at best, shorter than
/// they wait before they give the command again.
const TELL_AFTER: Duration = Duration::from_secs(5);

/// Most people who are told in one outage. Whoever comes after them learns it from their colleagues.
const TOLD_MAX: usize = 200;

/// Longest time for one call.
const CALL_MAX: Duration = Duration::from_secs(3);

/// From so many deliveries on nothing more is taken from the platform while the journal does not answer. What it hands out at
/// once comes on top: a hundred or so.
pub(super) const HELD_MAX: usize = 1_000;

/// What it begins with.
pub const NOT_RECORDED: &str = "Not recorded yet:";

/// A time in which the journal does not answer.
#[derive(Debug, Default)]
pub(crate) struct Outage {
    began: Option<Instant>,
    told: BTreeSet<PersonId>,
    /// Those who are being told. Dropped with the driver.
    under_way: JoinSet<()>,
}

impl Outage {
    /// The journal has failed.
    pub(super) fn goes_on(&mut self) {
        self.began.get_or_insert_with(Instant::now);
        while self.under_way.try_join_next().is_some() {}
    }

    /// The journal works.
    pub(super) fn ends(&mut self) {
        self.began = None;
        self.told.clear();
        while self.under_way.try_join_next().is_some() {}
    }

    fn is_long(&self) -> bool {
        self.began.is_some_and(|began| began.elapsed() >= TELL_AFTER)
    }

    /// Whether this person has to be told: once in an outage.
    fn is_new(&mut self, person: &PersonId) -> bool {
        self.told.len() < TOLD_MAX && self.told.insert(person.clone())
    }
}

/// A command that waits for the journal.
struct Given {
    by: PersonId,
    room: Option<RoomId>,
    key: EffectId,
}

impl Driver {
    /// Whether more may be taken in while the journal does not answer.
    pub(super) fn has_room_for_more(&self) -> bool {
        self.watch.is_held() && self.unwritten.deliveries.len() < HELD_MAX
    }

    /// Tells those whose commands wait for the journal, once it has failed for so long that they wonder.
    pub(super) fn tell_who_waits(&mut self) {
        self.outage.goes_on();
        if !self.outage.is_long() {
            return;
        }
        for delivery in &self.unwritten.deliveries {
            let Some(given) = given(delivery, &self.engine, self.setting.journal.clone()) else {
                continue;
            };
            if self.outage.is_new(&given.by) {
                let (ports, drill) = (self.ports.clone(), self.setting.policy.drill);
                self.outage.under_way.spawn(async move { tell(&ports, &given, drill).await });
            }
        }
    }
}

/// The command that a delivery is: a button, a slash command, or words behind the prefix in a room of ours.
fn given(
    delivery: &Delivery,
    engine: &Engine,
    journal: chatops_core::ids::JournalId,
) -> Option<Given> {
    let (by, room): (&Profile, Option<&RoomId>) = match &delivery.inbound {
        Inbound::Command { by, room, .. } => (by, room.as_ref()),
        Inbound::Message(said) => {
            let is_command = engine.room(&said.room).is_some() && engine.is_typed(&said.text);
            (is_command.then_some(&said.author)?, Some(&said.room))
        }
        _ => return None,
    };
    if matches!(by.kind, PersonKind::Bot | PersonKind::Deactivated) {
        return None;
    }
    let identity = emergency::identity(&delivery.source, &delivery.key);
    let key = emergency::key(&journal, &identity);
    Some(Given { by: by.id.clone(), room: room.cloned(), key })
}

/// Says it where the command was given, for their eyes only; where that cannot be, directly.
async fn tell(ports: &Ports, given: &Given, drill: bool) {
    let words = format!(
        "{NOT_RECORDED} the journal does not answer, so nothing has happened. Your command is kept and carried out when it \
         does; should that take more than {} minutes, I ask you first. You need not give it again.",
        LATE_AFTER.as_mins()
    );
    let message = Message { drill, ..Message::new(Text::new().plain(words)) };
    let facets = ports.chat.facets();
    if let (Some(ephemeral), Some(room)) = (facets.ephemeral, &given.room) {
        let hint = ephemeral.hint(room, &given.by, &message, &given.key);
        if call(ports, "hint", Some(room), hint).await {
            return;
        }
    }
    if let Some(direct) = facets.direct_messages {
        let write = direct.direct(&given.by, &message, &given.key);
        call(ports, "direct", None, async { write.await.map(drop) }).await;
    }
}

/// Makes a call within its budget and its time. Whether it was done.
async fn call(
    ports: &Ports,
    operation: &'static str,
    room: Option<&RoomId>,
    call: impl Future<Output = Result<(), PortError>>,
) -> bool {
    let place = Place { service: "chat".into(), operation, room: room.cloned() };
    if ports.budgets.ask(&place, ports.clock.now()).is_err() {
        return false;
    }
    let ended = tokio::time::timeout(CALL_MAX, call).await;
    let answer = ended.unwrap_or_else(|_| {
        Err(PortError::unknown("runtime", operation, "no answer came in time"))
    });
    ports.budgets.note(&place, answer.as_ref().err(), ports.clock.now());
    if let Err(error) = &answer {
        tracing::warn!(operation, error = %error, "nobody could be told that a command is not recorded yet");
    }
    answer.is_ok()
}
