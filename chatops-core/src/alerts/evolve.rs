//! The alerts after an event.

use jiff::Timestamp;

use super::signal::fingerprint;
use super::{
    ACKNOWLEDGED_AT_SOURCE_MAX, AlertGroup, Alerts, Described, Event, GROUPS_MAX, Hold, Judged,
    Notice, Opening, PAST_STORMS_MAX, Shown, Storm,
};

impl Alerts {
    /// What a source reported, and how it was shown.
    pub(super) fn take(&mut self, event: &Event) {
        match event {
            Event::Opened(opening) => self.note_opening(opening),
            Event::Fired { number, key, severity, described, critical, posted, at } => {
                self.note_firing(*number, key, *posted, *at);
                self.with_group(*number, |group| {
                    group.worsen(*severity);
                    group.critical |= *critical;
                    if let Some(described) = described {
                        group.describe(fingerprint(key), (**described).clone());
                    }
                });
            }
            Event::Repeated { number, key, described, at } => {
                self.note_repeat(*number, key, described.as_deref(), *at);
            }
            Event::Truncated { number, left_out } => {
                self.with_group(*number, |group| group.left_out = *left_out);
                self.soil(*number);
            }
            Event::Resolved { number, key, announced, told, at } => {
                self.note_resolution(*number, key, (*announced, *told), *at);
            }
            Event::LeftOut { team, at, .. } => {
                self.traffic.opening(*at);
                if let Some(storm) = &mut self.storm {
                    storm.leave_out(team.as_ref());
                }
            }
            Event::StormBegan { at } => self.storm = Some(Storm::new(*at)),
            Event::StormNoticed { notice, at } => {
                self.note_notices(std::slice::from_ref(notice), *at)
            }
            Event::DigestDue { at } => self.digest_at = Some(*at),
            Event::Digested { notices, groups, told, at } => {
                self.digest_at = None;
                self.forget_storms();
                self.note_notices(notices, *at);
                self.traffic.messages(groups.len().saturating_add(told.len()), *at);
                for number in groups {
                    self.with_group(*number, |group| group.dirty = false);
                }
                for number in told {
                    self.with_group(*number, |group| group.owed = false);
                }
            }
            Event::StormEnded { notices, at, .. } => {
                self.note_notices(notices, *at);
                self.forget_storms();
                if let Some(mut storm) = self.storm.take() {
                    storm.until = Some(*at);
                    self.past_storms.push(storm);
                }
            }
            _ => self.take_act(event),
        }
    }

    /// What was done about an alert.
    fn take_act(&mut self, event: &Event) {
        match event {
            Event::Acknowledged { number, by, at } => self.with_group(*number, |group| {
                group.acknowledged = Some(Hold { by: by.clone(), at: *at });
            }),
            Event::Muted { number, until, .. } => {
                self.with_group(*number, |group| group.muted_until = Some(*until));
            }
            Event::MuteEnded { number, posted, at } => {
                self.with_group(*number, |group| {
                    group.muted_until = None;
                    if *posted {
                        group.shown = Shown::Posted;
                    }
                });
                // The message alone, or its edit and a line.
                self.traffic.messages(if *posted { 1 } else { 2 }, *at);
            }
            Event::CommanderAsked { number, by, at } => self.with_group(*number, |group| {
                group.asked = Some(Hold { by: by.clone(), at: *at });
            }),
            Event::CommanderAnswered { number, by, verdict, at } => {
                self.with_group(*number, |group| {
                    group.asked = None;
                    group.judged = Some(Judged { by: by.clone(), verdict: *verdict, at: *at });
                });
            }
            Event::Declared { number, incident } => {
                self.with_group(*number, |group| group.incident = Some(*incident));
            }
            Event::Joined { numbers, incident, told, at } => {
                // The line in the hot room, and the edit of a single group's message.
                let at_once = *told && numbers.len() == 1;
                self.traffic.messages(usize::from(*told) + usize::from(at_once), *at);
                for number in numbers {
                    self.with_group(*number, |group| group.incident = Some(*incident));
                    if !at_once {
                        self.soil(*number);
                    }
                }
            }
            Event::Released { numbers, .. } => {
                for number in numbers {
                    self.with_group(*number, |group| group.incident = None);
                    self.soil(*number);
                }
            }
            Event::LikelyFound { number, incidents } => {
                self.with_group(*number, |group| group.likely.clone_from(incidents));
            }
            Event::ChartArrived { number, .. } | Event::ChartMissing { number, .. } => {
                self.with_group(*number, |group| group.chart = None);
            }
            Event::SourceNotTold { number, reason } => {
                self.with_group(*number, |group| group.not_told = Some(reason.clone()));
            }
            // Taken above.
            _ => {}
        }
    }

    fn note_opening(&mut self, opening: &Opening) {
        self.issued = opening.number;
        if self.groups.len() >= GROUPS_MAX {
            let forgotten = self.least_needed(opening.at);
            if let Some(group) = forgotten.and_then(|number| self.groups.remove(&number)) {
                self.instances = self.instances.saturating_sub(group.instances.len());
            }
        }
        match (opening.shown, &mut self.storm) {
            (Shown::Posted, _) => {
                let messages = 1 + usize::from(opening.chart.is_some());
                self.traffic.messages(messages, opening.at);
                self.traffic.opening(opening.at);
            }
            (Shown::Listed, storm) => {
                self.traffic.opening(opening.at);
                if let Some(storm) = storm {
                    storm.list(opening.team.as_ref());
                }
            }
            (Shown::Muted, _) => {}
        }
        let mut group = AlertGroup::new(opening);
        group.describe(fingerprint(&opening.key), opening.described());
        self.groups.insert(opening.number, group);
        self.add_instance(opening.number, &opening.key, opening.at);
    }

    fn note_firing(&mut self, number: u32, key: &str, posted: bool, at: Timestamp) {
        self.add_instance(number, key, at);
        self.with_group(number, |group| group.last_at = at);
        if posted {
            self.with_group(number, |group| group.shown = Shown::Posted);
            self.traffic.messages(1, at);
            self.traffic.opening(at);
        } else {
            self.soil(number);
        }
    }

    fn add_instance(&mut self, number: u32, key: &str, at: Timestamp) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        if group.instances.insert(fingerprint(key), at).is_none() {
            self.instances = self.instances.saturating_add(1);
            group.alerts = group.alerts.saturating_add(1);
            if group.keys.len() < ACKNOWLEDGED_AT_SOURCE_MAX {
                group.keys.push(key.to_owned());
            }
        }
    }

    fn note_repeat(
        &mut self,
        number: u32,
        key: &str,
        described: Option<&Described>,
        at: Timestamp,
    ) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        group.repeats = group.repeats.saturating_add(1);
        group.last_at = at;
        let key = fingerprint(key);
        if let Some(last) = group.instances.get_mut(&key) {
            *last = at;
        }
        if let Some(described) = described {
            group.describe(key, described.clone());
            self.soil(number);
        }
    }

    fn note_resolution(
        &mut self,
        number: u32,
        key: &str,
        (announced, told): (bool, bool),
        at: Timestamp,
    ) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        if group.resolve(fingerprint(key), at) {
            self.instances = self.instances.saturating_sub(1);
        }
        group.keys.retain(|known| known != key);
        group.owed = group.is_over() && group.incident.is_some() && !told;
        if announced {
            group.dirty = false;
        }
        self.traffic.messages(2 * usize::from(announced) + usize::from(told), at);
        if !announced {
            self.soil(number);
        }
    }

    fn note_notices(&mut self, notices: &[Notice], at: Timestamp) {
        self.traffic.messages(notices.len(), at);
        for notice in notices {
            self.issued = self.issued.max(notice.number);
            let mut past = self.past_storms.iter_mut();
            let storm = match past.find(|storm| storm.has_notice(notice.number)) {
                Some(past) => Some(past),
                None => self.storm.as_mut(),
            };
            if let Some(storm) = storm {
                storm.note_notice(notice);
            }
        }
    }

    fn with_group(&mut self, number: u32, change: impl FnOnce(&mut AlertGroup)) {
        if let Some(group) = self.groups.get_mut(&number) {
            change(group);
        }
    }

    /// Notes that the group looks different from what its room shows.
    fn soil(&mut self, number: u32) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        match group.shown {
            Shown::Posted => group.dirty = true,
            Shown::Listed => {
                let mut storms = self.storm.iter_mut().chain(self.past_storms.iter_mut().rev());
                if let Some(storm) = storms.find(|storm| storm.lists(group.first_at)) {
                    storm.soil(group.team.as_ref());
                }
            }
            Shown::Muted => {}
        }
    }

    /// Forgets past storms of which nothing is left to show.
    fn forget_storms(&mut self) {
        let mut past = std::mem::take(&mut self.past_storms);
        past.retain(|storm| storm.is_behind() || self.is_needed(storm));
        let surplus = past.len().saturating_sub(PAST_STORMS_MAX);
        past.drain(..surplus);
        self.past_storms = past;
    }
}
