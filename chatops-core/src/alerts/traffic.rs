//! How much the alerts have said of late, and the storm in which they say less.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::alerts::event::Notice;
use crate::ids::TeamId;
use crate::time::later;

/// More new groups than these within a minute are a storm. Five messages in a minute are what a team
/// can read while it works.
pub const STORM_GROUPS: usize = 5;

/// Most messages and edits that alerts cause in any minute, over all rooms.
pub const MESSAGES_PER_MINUTE_MAX: usize = 20;

/// Most of these that may be anything but the first message of a new group. The rest is kept for
/// those: the first word of an alert must never wait for the edits of others.
const OTHERS_PER_MINUTE_MAX: usize = MESSAGES_PER_MINUTE_MAX - STORM_GROUPS;

/// Most team rooms that get their own notice of a storm. What hits more teams concerns the emergency
/// channel, where the groups of the further ones are listed.
pub const STORM_ROOMS_MAX: usize = 7;

/// What is counted together.
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The moments of the latest messages and new groups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    /// Of messages and edits. At most [`MESSAGES_PER_MINUTE_MAX`].
    messages: VecDeque<Timestamp>,
    /// Of new groups. At most [`STORM_GROUPS`].
    openings: VecDeque<Timestamp>,
}

impl Traffic {
    /// Notes so many messages or edits.
    pub(super) fn messages(&mut self, count: usize, at: Timestamp) {
        for _ in 0..count.min(MESSAGES_PER_MINUTE_MAX) {
            note(&mut self.messages, MESSAGES_PER_MINUTE_MAX, at);
        }
    }

    /// Notes a new group.
    pub(super) fn opening(&mut self, at: Timestamp) {
        note(&mut self.openings, STORM_GROUPS, at);
    }

    /// How many new groups came within the last minute. Beyond [`STORM_GROUPS`] they are not counted.
    pub(super) fn openings_within_a_minute(&self, now: Timestamp) -> usize {
        within_a_minute(&self.openings, now)
    }

    /// How many messages may leave now that are not the first of a new group.
    pub(super) fn left_for_others(&self, now: Timestamp) -> usize {
        OTHERS_PER_MINUTE_MAX.saturating_sub(within_a_minute(&self.messages, now))
    }
}

fn note(moments: &mut VecDeque<Timestamp>, kept_max: usize, at: Timestamp) {
    if moments.len() >= kept_max {
        moments.pop_front();
    }
    moments.push_back(at);
}

fn within_a_minute(moments: &VecDeque<Timestamp>, now: Timestamp) -> usize {
    moments.iter().filter(|moment| now < later(**moment, MINUTE)).count()
}

/// What a storm has brought to one room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StormRoom {
    /// The team whose room it is. None: the emergency channel.
    team: Option<TeamId>,
    /// The number of its notice, once that is posted.
    notice: Option<u32>,
    /// How many groups.
    groups: u32,
    /// How many alerts were only counted.
    left_out: u32,
    /// Whether its notice is behind.
    dirty: bool,
}

impl StormRoom {
    /// What its notice says. It gets `number` if it has none yet.
    fn notice(&self, number: u32) -> Notice {
        Notice {
            number: self.notice.unwrap_or(number),
            team: self.team.clone(),
            first: self.notice.is_none(),
            groups: self.groups,
            left_out: self.left_out,
        }
    }
}

/// A storm: too many new groups to post each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Storm {
    /// When it began.
    pub since: Timestamp,
    /// When it ended. None: it goes on.
    pub until: Option<Timestamp>,
    /// The rooms it has reached. At most [`STORM_ROOMS_MAX`] and the emergency channel.
    rooms: Vec<StormRoom>,
}

impl Storm {
    pub(super) fn new(since: Timestamp) -> Self {
        Self { since, until: None, rooms: Vec::new() }
    }

    /// Whether what first came at this moment is listed by it.
    pub(super) fn lists(&self, first_at: Timestamp) -> bool {
        self.since <= first_at && self.until.is_none_or(|until| first_at <= until)
    }

    /// Whether one of its notices is behind.
    pub(super) fn is_behind(&self) -> bool {
        self.rooms.iter().any(|room| room.dirty)
    }

    /// What the notice of a team's room says, where it has been posted.
    pub(super) fn notice_for(&self, team: Option<&TeamId>) -> Option<Notice> {
        let place = self.place(team);
        let room = self.rooms.iter().find(|room| room.team.as_ref() == place)?;
        room.notice.map(|number| room.notice(number))
    }

    /// Whether this is the number of one of its notices.
    pub(super) fn has_notice(&self, number: u32) -> bool {
        self.rooms.iter().any(|room| room.notice == Some(number))
    }

    /// The teams whose rooms have their own notice.
    pub(super) fn teams(&self) -> impl Iterator<Item = &TeamId> {
        self.rooms.iter().filter_map(|room| room.team.as_ref())
    }

    /// Where a team's groups are listed: its own room, or the emergency channel.
    pub(super) fn place<'a>(&self, team: Option<&'a TeamId>) -> Option<&'a TeamId> {
        let team = team?;
        (self.teams().any(|known| known == team) || self.teams().count() < STORM_ROOMS_MAX)
            .then_some(team)
    }

    pub(super) fn has_notice_for(&self, team: Option<&TeamId>) -> bool {
        self.rooms.iter().any(|room| room.team.as_ref() == team && room.notice.is_some())
    }

    /// Changes what a team's storm has brought, in the room where it is listed.
    fn with_room(&mut self, team: Option<&TeamId>, change: impl FnOnce(&mut StormRoom)) {
        let place = self.place(team);
        if let Some(room) = self.rooms.iter_mut().find(|room| room.team.as_ref() == place) {
            return change(room);
        }
        let mut room =
            StormRoom { team: place.cloned(), notice: None, groups: 0, left_out: 0, dirty: true };
        change(&mut room);
        self.rooms.push(room);
    }

    /// Notes a group that is listed.
    pub(super) fn list(&mut self, team: Option<&TeamId>) {
        self.with_room(team, |room| {
            room.groups = room.groups.saturating_add(1);
            room.dirty = true;
        });
    }

    /// Notes an alert that is only counted.
    pub(super) fn leave_out(&mut self, team: Option<&TeamId>) {
        self.with_room(team, |room| {
            room.left_out = room.left_out.saturating_add(1);
            room.dirty = true;
        });
    }

    /// Notes that a listed group has changed.
    pub(super) fn soil(&mut self, team: Option<&TeamId>) {
        self.with_room(team, |room| room.dirty = true);
    }

    /// Notes that a notice has been brought up to date.
    pub(super) fn note_notice(&mut self, notice: &Notice) {
        self.with_room(notice.team.as_ref(), |room| {
            room.notice = Some(notice.number);
            room.dirty = false;
        });
    }

    /// How many rooms it has reached.
    pub(super) fn rooms(&self) -> usize {
        self.rooms.len()
    }

    /// What the notices say: of all rooms, or of those that are behind. New ones are numbered after
    /// `issued`.
    pub(super) fn notices(&self, all: bool, issued: u32) -> Vec<Notice> {
        let mut number = issued.saturating_add(1);
        let mut notices = Vec::new();
        for room in self.rooms.iter().filter(|room| all || room.dirty) {
            let notice = room.notice(number);
            if notice.first {
                number = number.saturating_add(1);
            }
            notices.push(notice);
        }
        notices
    }
}
