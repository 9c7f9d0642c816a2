//! The public update that the end of an incident asks for, and its return (Feature E3): the page must not go on
//! saying what is no longer so.
//!
//! A draft is prepared, in words that say nothing of what was wrong. It is published as every other: heard,
//! checked, approved.

use super::{Event, PublicPhase, PublicUpdates, Stage};
use crate::context::Scene;
use crate::effect::{Reaction, Slot};
use crate::ids::PersonId;
use crate::message::{Message, Tone};
use crate::text::Text;

/// What is prepared when the incident is over.
const OVER: &str =
    "The problem is solved, and everything works as usual again. We are sorry for the trouble.";

/// What is prepared when the incident is back.
const BACK: &str = "The problem has come back. We are looking into it again.";

impl PublicUpdates {
    /// Whether the page says what is so now, and whether what was asked for is still wanted.
    pub(super) fn reconcile(&self, over: bool, of: Option<&PersonId>) -> Vec<Event> {
        let wanted = self.wanted(over);
        let mut events = Vec::new();
        if self.requested.is_some() && self.requested != wanted.map(|(phase, _)| phase) {
            events.push(Event::RequestClosed { number: None });
        }
        if let Some((phase, on_page)) = wanted
            && self.requested != Some(phase)
        {
            events.push(Event::Requested { phase, on_page, of: of.cloned() });
        }
        events
    }

    /// What the page should say and what it says, where the two differ and nobody has drafted it yet.
    fn wanted(&self, over: bool) -> Option<(PublicPhase, PublicPhase)> {
        let on_page = self.on_page?;
        let says_over = on_page == PublicPhase::Resolved;
        let phase = if over { PublicPhase::Resolved } else { PublicPhase::Investigating };
        let fits = |phase: PublicPhase| (phase == PublicPhase::Resolved) == over;
        let drafted = self.iter().any(|(_, update)| {
            fits(update.phase)
                && matches!(
                    update.stage,
                    Stage::Draft | Stage::Approved { .. } | Stage::Unclear { .. }
                )
        });
        (says_over != over && !drafted).then_some((phase, on_page))
    }

    /// A draft that says what was asked for closes the request.
    pub(super) fn answered(&self, event: &Event) -> Option<Event> {
        let Event::Drafted { number, phase, .. } = event else { return None };
        let requested = self.requested?;
        let resolved = |phase: PublicPhase| phase == PublicPhase::Resolved;
        (resolved(requested) == resolved(*phase))
            .then_some(Event::RequestClosed { number: Some(*number) })
    }
}

/// The request as the room reads it, with the prepared draft under one button.
pub(super) fn asked(
    phase: PublicPhase,
    on_page: PublicPhase,
    of: Option<&PersonId>,
    scene: &Scene<'_>,
) -> Reaction {
    let (what, prepared) = match phase {
        PublicPhase::Resolved => ("The incident is over", OVER),
        _ => ("The incident goes on", BACK),
    };
    let text = match of {
        Some(person) => Text::new().mention(person).plain(" "),
        None => Text::new(),
    };
    let text = text
        .plain(format!("{what}, and the status page still says “{on_page}”. Tell the public:"))
        .quote()
        .plain(prepared)
        .line()
        .plain("The button drafts these words. For your own: ")
        .code(format!("public draft {phase} <text>"))
        .plain(".");
    let message = Message::new(text)
        .tone(Tone::Warning)
        .button("Draft it", format!("public draft {phase} {prepared}"));
    Reaction::none().post_as(scene.room, Slot::PublicRequest, message)
}

/// What becomes of the request: its button would only draft it twice.
pub(super) fn closed(number: Option<u32>, scene: &Scene<'_>) -> Reaction {
    let text = match number {
        Some(number) => format!("What the public is told: see public update {number}."),
        None => String::from("No public update is asked for any more."),
    };
    Reaction::none().edit(scene.room, Slot::PublicRequest, Message::new(Text::from(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redaction::{RedactionRules, check};

    #[test]
    fn what_is_prepared_passes_the_redaction_check() {
        for prepared in [OVER, BACK] {
            assert_eq!(check(prepared, &RedactionRules::default(), &[]), []);
        }
    }
}
