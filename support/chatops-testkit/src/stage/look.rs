//! Looking at rooms: for whoever plays by hand.

use chatops_core::memory::chat::ShownMessage;

use super::cast::Member;
use super::shown::Shown;
use super::{Stage, StageError, act};

/// Most labels that are offered for completion.
const LABELS_MAX: usize = 50;

/// A line break within a text.
const BREAK: &str = " ⏎ ";

impl Stage {
    /// The messages of a room as lines, as somebody sees them, or as everybody does.
    ///
    /// # Errors
    /// Where there is no such room or person.
    pub fn lines_of(&self, room: &str, viewer: Option<&str>) -> Result<Vec<String>, StageError> {
        let id = self.room(room)?;
        let viewer = viewer.map(|viewer| self.person(viewer)).transpose()?;
        let seen = self.chat.room_view(&id, viewer.as_ref());
        let hidden = |message: &&ShownMessage| {
            viewer.is_some() || (!message.deleted && message.private_to.is_none())
        };
        Ok(self.lines(seen.iter().filter(hidden)))
    }

    /// The direct conversation of somebody with the bot, as lines.
    ///
    /// # Errors
    /// Where there is no such person.
    pub fn lines_direct(&self, person: &str) -> Result<Vec<String>, StageError> {
        let seen = self.chat.direct_view(&self.person(person)?);
        Ok(self.lines(seen.iter()))
    }

    fn lines<'a>(&self, messages: impl Iterator<Item = &'a ShownMessage>) -> Vec<String> {
        let shown =
            messages.filter_map(|message| self.message_shown(message.at, &message.id, None));
        shown.map(|shown| shown.to_line(BREAK)).collect()
    }

    /// The labels of buttons that anybody sees, the newest first.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        let rooms =
            self.chat.rooms().into_iter().flat_map(|room| self.chat.room_view(&room.id, None));
        let direct =
            self.chat.people().into_iter().flat_map(|person| self.chat.direct_view(&person.id));
        let mut messages: Vec<ShownMessage> =
            rooms.chain(direct).filter(|message| !message.deleted).collect();
        messages.sort_by_key(|message| message.at);
        let mut labels: Vec<String> = Vec::new();
        for button in messages.iter().rev().flat_map(|message| &message.buttons) {
            if labels.len() < LABELS_MAX && !labels.contains(&button.label) {
                labels.push(button.label.clone());
            }
        }
        labels
    }

    /// Brings somebody new in: they get an account and a pager, and come into the emergency channel.
    ///
    /// # Errors
    /// Where the handle is taken or cannot be one.
    pub async fn add(
        &mut self,
        member: Member,
        show: &mut (impl FnMut(Shown) + ?Sized),
    ) -> Result<(), StageError> {
        act::register(&self.chat, &member)?;
        let handle = member.handle.clone();
        self.cast.add(member);
        let id = self.person(&handle)?;
        if let Some(profile) = self.chat.people().into_iter().find(|profile| profile.id == id) {
            self.services.introduce(profile, &self.cast);
        }
        let join = super::direction::Act::Join { room: self.channel.clone() };
        self.act(&handle, &join)?;
        self.settle(show).await
    }
}
