//! What led to an incident, and what may be the same: looked for among alerts, questions and open incidents.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::state::EmergencyChannel;
use crate::alerts::{self, AlertGroup};
use crate::asks::{self, Likely, Question, is_likely};
use crate::effect::Room;
use crate::ids::{ComponentId, IncidentId, PersonId};
use crate::policy::Policy;
use crate::register::{self, Listed, Origin};

/// How long before a declaration a question or an alert can have led to it. What was noticed longer ago had its
/// chance to be acted on.
const LEADS_WITHIN: SignedDuration = SignedDuration::from_hours(2);

impl EmergencyChannel {
    /// A question to the commander, with what may be the same: open incidents, open questions, firing alerts. `alert`
    /// is the one it is about.
    #[must_use]
    pub fn ask(&self, text: String, alert: Option<u32>, policy: &Policy) -> asks::Command {
        let incidents = self.register.open().into_iter().map(|(id, listed)| {
            let room = listed.room.is_some().then_some(Room::Hot(*id));
            (listed.title.as_str(), Likely { title: listed.title.clone(), room })
        });
        // What has an incident is shown by it, and a question about an alert by the alert.
        let questions = self.asks.open().filter(|(_, question)| question.alert.is_none());
        let questions = questions.map(|(number, question)| {
            let title = format!("question {number}: {}", question.text);
            (question.text.as_str(), Likely { title, room: None })
        });
        let alerts = self.alerts.firing();
        let alerts = alerts.filter(|(number, it)| Some(*number) != alert && it.incident.is_none());
        let alerts = alerts.map(|(number, group)| {
            let title = format!("alert {number}: {}", group.title);
            let room = group.team.clone().map_or(Room::EmergencyChannel, Room::Team);
            let room = Some(room).filter(|room| self.rooms.room(room).is_some());
            (group.title.as_str(), Likely { title, room })
        });
        let group = alert.and_then(|number| self.alerts.group(number));
        let about = group.map_or(text.as_str(), |group| group.title.as_str());
        let likely = asks::likely(about, incidents.chain(questions).chain(alerts));
        asks::Command::Ask { text, alert, likely, unfit: self.unfit(policy) }
    }

    /// Those who would be asked and cannot answer: their account is gone, or no longer one of the company.
    pub(super) fn unfit(&self, policy: &Policy) -> BTreeSet<PersonId> {
        let asked = self.commander().into_iter().chain(&policy.ladder).chain(&policy.executives);
        asked.filter(|person| !self.people.is_fit(person)).cloned().collect()
    }

    /// The open incident that works on a component.
    pub(super) fn incident_on(&self, component: Option<&ComponentId>) -> Option<IncidentId> {
        let component = component?;
        let on = |listed: &Listed| listed.component.as_ref() == Some(component);
        self.register.open().into_iter().find(|(_, listed)| on(listed)).map(|(id, _)| *id)
    }

    /// The open incident of the same title.
    fn incident_titled(&self, words: &str) -> Option<IncidentId> {
        let title = register::title(words);
        let same = |listed: &Listed| listed.title.eq_ignore_ascii_case(&title);
        self.register.open().into_iter().find(|(_, listed)| same(listed)).map(|(id, _)| *id)
    }

    /// The open incident that works on an alert already: on its component, on the same group when it fired before, or
    /// under the same title.
    pub(super) fn incident_of_alert(&self, number: u32) -> Option<IncidentId> {
        let group = self.alerts.group(number)?;
        let is_open = |id: &IncidentId| self.register.get(id).is_some_and(|it| it.phase.is_open());
        self.incident_on(group.component.as_ref())
            .or_else(|| self.alerts.incident_before(number).filter(is_open))
            .or_else(|| self.incident_titled(&group.title))
    }

    /// The open incident that a question is about already: its alert's, or one of the same title.
    pub(super) fn incident_of_question(&self, question: &Question) -> Option<IncidentId> {
        let of_alert = question.alert.and_then(|number| self.incident_of_alert(number));
        of_alert.or_else(|| self.incident_titled(&question.text))
    }

    /// The posted alerts without incident that may be about the same as an incident of this title, oldest first.
    pub(super) fn alerts_like(&self, title: &str) -> Vec<u32> {
        let alike = |group: &AlertGroup| {
            group.incident.is_none()
                && group.shown == alerts::Shown::Posted
                && is_likely(title, &group.title)
        };
        let alike = self.alerts.firing().filter(|(_, group)| alike(group));
        alike.map(|(number, _)| number).take(asks::LIKELY_MAX).collect()
    }

    /// The open incidents that an alert may be about, where their rooms stand.
    pub(super) fn likely_incidents(&self, title: &str) -> BTreeSet<IncidentId> {
        let alike = |listed: &Listed| listed.room.is_some() && is_likely(title, &listed.title);
        self.register
            .open()
            .into_iter()
            .filter(|(_, listed)| alike(listed))
            .map(|(id, _)| *id)
            .take(asks::LIKELY_MAX)
            .collect()
    }

    /// What is known of an alert that leads to an incident.
    pub(super) fn origin_of_alert(&self, number: u32) -> Origin {
        let Some(group) = self.alerts.group(number) else { return Origin::default() };
        let acknowledged_at = group.acknowledged.as_ref().map(|hold| hold.at);
        let judged_at = group.judged.as_ref().map(|judged| judged.at);
        Origin {
            alert: Some(number),
            component: group.component.clone(),
            detected_at: Some(group.first_at),
            acknowledged_at: [acknowledged_at, judged_at].into_iter().flatten().min(),
            ..Origin::default()
        }
    }

    /// What is known of a question that leads to an incident, and of the alert it is about.
    pub(super) fn origin_of_question(&self, number: u32, question: &Question) -> Origin {
        let asked = Origin {
            detected_at: Some(question.asked_at),
            acknowledged_at: question.answered_at(),
            ..Origin::default()
        };
        let alert =
            question.alert.map_or_else(Origin::default, |alert| self.origin_of_alert(alert));
        Origin { ask: Some(number), ..earliest(alert, &asked) }
    }

    /// An origin with what else led to it: a firing alert on the same component, a question that is likely about the
    /// same. What was noticed first counts as the detection, and so does the first notice that was taken.
    pub(super) fn complete(&self, mut origin: Origin, title: &str, now: Timestamp) -> Origin {
        if origin.alert.is_none()
            && let Some((number, _)) = self.alert_on(&origin, now)
        {
            let found = self.origin_of_alert(number);
            origin = Origin { alert: found.alert, ..earliest(origin, &found) };
        }
        if origin.ask.is_none()
            && let Some(number) = self.questions_about(&origin, title, now).first()
            && let Some(question) = self.asks.question(*number)
        {
            let found = self.origin_of_question(*number, question);
            origin = Origin { ask: found.ask, ..earliest(origin, &found) };
        }
        origin
    }

    /// The first alert that fires on the component and has no incident.
    fn alert_on(&self, origin: &Origin, now: Timestamp) -> Option<(u32, Timestamp)> {
        let component = origin.component.as_ref()?;
        self.alerts
            .firing()
            .filter(|(_, group)| {
                group.incident.is_none()
                    && group.component.as_ref() == Some(component)
                    && is_recent(group.first_at, now)
            })
            .map(|(number, group)| (number, group.first_at))
            .min_by_key(|(_, came_at)| *came_at)
    }

    /// The questions of late that are likely about the same: they name the component, or sound alike.
    pub(super) fn questions_about(&self, origin: &Origin, title: &str, now: Timestamp) -> Vec<u32> {
        let named = |text: &str| {
            origin.component.as_ref().is_some_and(|component| names(text, component.as_str()))
        };
        let after = now.saturating_sub(LEADS_WITHIN).unwrap_or(Timestamp::MIN);
        self.asks
            .unlinked_since(after)
            .filter(|(_, question)| named(&question.text) || is_likely(title, &question.text))
            .map(|(number, _)| number)
            .collect()
    }
}

fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    now <= crate::time::later(at, LEADS_WITHIN)
}

/// The moments of two origins, the earlier of each.
fn earliest(origin: Origin, other: &Origin) -> Origin {
    let first = |one: Option<Timestamp>, other| [one, other].into_iter().flatten().min();
    Origin {
        detected_at: first(origin.detected_at, other.detected_at),
        acknowledged_at: first(origin.acknowledged_at, other.acknowledged_at),
        ..origin
    }
}

/// Whether a text holds a name as a word.
fn names(text: &str, name: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.split(|c| !letter(c)).any(|word| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::alerts::{Opening, Shown};
    use crate::feature::Feature;
    use crate::ids::{JournalId, Place, StreamId};
    use crate::register::Event::Declared;
    use crate::severity::Severity;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(minutes * 60).unwrap()
    }

    fn checkout() -> Option<ComponentId> {
        ComponentId::new("checkout").ok()
    }

    /// A channel with a question of minute 600 and an alert that fires on checkout since minute 590.
    fn channel() -> EmergencyChannel {
        let mut channel = EmergencyChannel::default();
        channel.asks.evolve(&asks::Event::Asked {
            number: 1,
            by: PersonId::new("bob").unwrap(),
            at: at(600),
            text: String::from("orders of checkout time out"),
            alert: None,
            to: None,
            likely: Vec::new(),
            until: None,
            next: None,
        });
        channel.alerts.evolve(&alerts::Event::Opened(Box::new(Opening {
            number: 1,
            source: String::from("prom"),
            group: String::from("p95"),
            key: String::from("p95"),
            team: None,
            title: String::from("p95 is 4 s"),
            description: String::new(),
            component: checkout(),
            severity: None,
            labels: BTreeMap::new(),
            links: Vec::new(),
            chart: None,
            critical: false,
            shown: Shown::Posted,
            muted_until: None,
            started_at: Some(at(590)),
            left_out: 0,
            at: at(603),
        })));
        channel
    }

    fn incident() -> IncidentId {
        let (journal, stream) = (JournalId::from_bits(1), StreamId::EmergencyChannel);
        IncidentId::derive(Place { journal: &journal, stream: &stream, seq: 1, position: 0 })
    }

    fn declared(channel: &mut EmergencyChannel, title: &str) {
        declared_on(channel, title, checkout());
    }

    fn declared_on(channel: &mut EmergencyChannel, title: &str, component: Option<ComponentId>) {
        channel.register.evolve(&Declared {
            incident: incident(),
            number: 1,
            title: title.to_owned(),
            severity: Severity::Sev2,
            fallback_name: String::from("inc-1"),
            day: String::from("1970-01-01"),
            at: at(606),
            origin: Box::new(Origin { component, ..Origin::default() }),
        });
    }

    #[test]
    fn a_ticket_about_what_was_asked_and_what_fires_was_detected_when_the_first_of_them_came() {
        let mut channel = channel();
        let by = PersonId::new("jim").unwrap();
        let verdict = asks::Verdict::Watch;
        let watch = asks::Event::Answered { number: 1, by, verdict, note: None, at: at(605) };
        channel.asks.evolve(&watch);
        let ticket =
            Origin { component: checkout(), detected_at: Some(at(606)), ..Origin::default() };
        let origin = channel.complete(ticket, "slow", at(606));
        assert_eq!((origin.alert, origin.ask), (Some(1), Some(1)));
        assert_eq!((origin.detected_at, origin.acknowledged_at), (Some(at(600)), Some(at(605))));
    }

    #[test]
    fn what_is_about_something_else_or_long_past_did_not_lead_to_it() {
        let channel = channel();
        let none = channel.complete(Origin::default(), "payments are refused", at(606));
        assert_eq!(none, Origin::default());
        let ticket = || Origin { component: checkout(), ..Origin::default() };
        let late = channel.complete(ticket(), "orders time out", at(606 + 121));
        assert_eq!(late, ticket());
    }

    #[test]
    fn an_alert_on_the_component_of_an_open_incident_belongs_to_it() {
        let mut channel = channel();
        assert_eq!(channel.incident_of_alert(1), None);
        declared(&mut channel, "slow");
        assert_eq!(channel.incident_of_alert(1), Some(incident()));
    }

    #[test]
    fn an_alert_of_the_same_title_belongs_to_the_open_incident() {
        let mut channel = EmergencyChannel { alerts: channel().alerts, ..Default::default() };
        declared_on(&mut channel, "P95 is 4 s", None);
        assert_eq!(channel.incident_of_alert(1), Some(incident()));
    }

    #[test]
    fn a_question_is_compared_with_incidents_questions_and_alerts() {
        let mut channel = channel();
        declared(&mut channel, "orders fail");
        let policy = Policy::default();
        let asks::Command::Ask { likely, .. } =
            channel.ask(String::from("orders: is the p95 of checkout bad?"), None, &policy)
        else {
            panic!("not a question");
        };
        let titles: Vec<&str> = likely.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(
            titles,
            ["question 1: orders of checkout time out", "alert 1: p95 is 4 s", "orders fail"]
        );
        // A room that does not stand yet would hold back the question.
        assert!(likely.iter().all(|one| one.room.is_none()));
    }
}
