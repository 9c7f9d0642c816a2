//! The rules of the questions, each at least once.

use super::*;
use crate::authority::Standing;
use crate::context::Actor;
use crate::effect::{Effect, Room, Slot, TimerChange, TimerKey};
use crate::feature_tests::stored;
use crate::message::Tone;
use crate::people::{PersonKind, Profile};
use crate::policy::Policy;

fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap()
}

/// The questions of an emergency channel, played by name. Time is in seconds.
struct Play {
    asks: Asks,
    policy: Policy,
    commander: Option<PersonId>,
    now: i64,
}

fn play() -> Play {
    let policy = Policy {
        ladder: vec![person("jim"), person("lea")],
        executives: vec![person("eve")],
        ..Policy::default()
    };
    Play { asks: Asks::default(), policy, commander: Some(person("jim")), now: 0 }
}

impl Play {
    fn judge(
        &self,
        who: &str,
        judge: impl Fn(&Asks, &Scene<'_>, Context<'_>) -> Result<Vec<Event>, Refusal>,
    ) -> Result<(Asks, Reaction), Refusal> {
        let profile =
            Profile { id: person(who), name: who.into(), zone: None, kind: PersonKind::Employee };
        let (room, standing) = (Room::EmergencyChannel, Standing::default());
        let scene = Scene {
            room: &room,
            commander: self.commander.as_ref(),
            deputy: None,
            incident: None,
            title: "the emergency channel",
            severity: None,
            standing: &standing,
        };
        let actor = Actor::Person(profile);
        let now = Timestamp::from_second(self.now).unwrap();
        let cx = Context::new(now, &actor, &self.policy);
        let (mut asks, mut reaction) = (self.asks.clone(), Reaction::none());
        for event in judge(&asks, &scene, cx)? {
            let event = stored(&event);
            asks.evolve(&event);
            reaction = reaction.and(asks.react(&event, &scene, cx));
        }
        Ok((asks, reaction))
    }

    fn try_by(&mut self, who: &str, command: Command) -> Result<Reaction, Refusal> {
        let (asks, reaction) =
            self.judge(who, |asks, scene, cx| asks.decide(&command, scene, cx))?;
        self.asks = asks;
        Ok(reaction)
    }

    fn ask(&mut self, who: &str, text: &str) -> Reaction {
        self.try_by(who, question(text)).unwrap()
    }

    fn refused(&mut self, who: &str, command: Command) -> RefusalKind {
        self.try_by(who, command).unwrap_err().kind
    }

    fn fire(&mut self, number: u32, at: i64) -> Reaction {
        self.now = at;
        let unfit = BTreeSet::new();
        let due = |asks: &Asks, scene: &Scene<'_>, cx: Context<'_>| {
            Ok(asks.due(number, &unfit, scene, cx))
        };
        let (asks, reaction) = self.judge("nobody", due).unwrap();
        self.asks = asks;
        reaction
    }
}

fn answer(number: u32, verdict: Verdict) -> Command {
    Command::Answer { number, verdict, note: None }
}

fn question(text: &str) -> Command {
    Command::Ask { text: text.into(), alert: None, likely: vec![], unfit: BTreeSet::new() }
}

/// What each person is told, and what is seen on the channel, as `who: words`.
fn seen(reaction: &Reaction) -> Vec<String> {
    reaction
        .effects
        .iter()
        .map(|effect| match effect {
            Effect::Direct { person, message } => format!("{person}: {}", message.text),
            Effect::Post { message, .. } => format!("em posts: {}", message.text),
            Effect::Edit { message, .. } => format!("em shows: {}", message.text),
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn the_commander_is_asked_with_likely_duplicates_and_buttons_and_the_asker_learns_who() {
    let mut play = play();
    let room = Some(Room::Team(crate::ids::TeamId::new("db").unwrap()));
    let likely = vec![Likely { title: "latency in EMEA".into(), room }];
    let ask = Command::Ask {
        text: " slow database ".into(),
        alert: None,
        likely,
        unfit: BTreeSet::new(),
    };
    let reaction = play.try_by("ann", ask).unwrap();
    assert_eq!(
        seen(&reaction),
        [
            "jim: @jim – ann asks whether to start an incident (question 1):\n> slow database\n\
             Likely the same:\n• latency in EMEA – in team-db\nGoes on to lea at 1970-01-01 00:05 UTC.",
            "ann: Question 1 is sent to jim. You will learn the answer here.",
        ]
    );
    let Some(Effect::Direct { message, .. }) = reaction.effects.first() else { panic!() };
    let commands: Vec<_> = message.buttons.iter().map(|button| button.command.as_str()).collect();
    assert_eq!(commands, ["answer 1 yes", "answer 1 watch", "answer 1 no"]);
    let at = Timestamp::from_second(300).unwrap();
    assert_eq!(reaction.timers, [TimerChange::Set { key: TimerKey::Ask(1), at }]);
}

#[test]
fn without_a_commander_it_goes_to_the_ladder_at_once_but_never_to_the_asker() {
    let mut play = play();
    play.commander = None;
    let reaction = play.ask("jim", "slow");
    assert!(seen(&reaction).first().unwrap().starts_with("lea: @lea"));
}

#[test]
fn unanswered_it_climbs_to_those_not_asked_yet_then_to_executives_then_to_the_channel() {
    let mut play = play();
    play.ask("ann", "slow");
    let reaction = play.fire(1, 300);
    assert!(seen(&reaction).first().unwrap().starts_with("lea: @lea"));
    assert_eq!(
        seen(&reaction).last().unwrap(),
        "ann: No answer to question 1 yet. It is sent on to lea."
    );
    assert!(seen(&reaction).first().unwrap().ends_with("Goes on to eve at 1970-01-01 00:10 UTC."));
    let last = seen(&play.fire(1, 600)).first().unwrap().clone();
    assert!(last.starts_with("eve: @eve"));
    assert!(last.ends_with("Goes to em, for all to see, at 1970-01-01 00:15 UTC."), "{last}");
    let top = play.fire(1, 900);
    assert_eq!(
        seen(&top).first().unwrap(),
        "em posts: Question 1 has no answer – ann asks whether to start an incident:\n> slow"
    );
    assert!(seen(&top).last().unwrap().starts_with("ann: Nobody is left"));
    let Some(Effect::Post { message, slot, .. }) = top.effects.first() else { panic!() };
    assert_eq!((message.tone, slot), (Tone::Alarm, &Some(Slot::Ask(1))));
    assert_eq!(play.fire(1, 1_200), Reaction::none());
}

#[test]
fn a_commander_who_came_in_meanwhile_is_asked_before_the_ladder() {
    let mut play = play();
    play.ask("ann", "slow");
    play.commander = Some(person("new"));
    assert!(seen(&play.fire(1, 300)).first().unwrap().starts_with("new: @new"));
}

#[test]
fn a_timer_that_comes_early_means_nothing() {
    let mut play = play();
    play.ask("ann", "slow");
    assert_eq!(play.fire(1, 299), Reaction::none());
    assert_eq!(play.fire(7, 300), Reaction::none());
}

#[test]
fn the_asker_and_all_who_were_asked_learn_the_answer() {
    let mut play = play();
    play.ask("ann", "slow");
    play.fire(1, 300);
    let note = Some(String::from("looking"));
    let watch = Command::Answer { number: 1, verdict: Verdict::Watch, note };
    let reaction = play.try_by("lea", watch).unwrap();
    let words = "lea answers question 1: watch – keep an eye on it, and ask again if it gets worse.\
                 \n> looking";
    let taken = String::from("lea: You answered question 1: watch. ann is told.");
    assert_eq!(seen(&reaction), [taken, format!("ann: {words}"), format!("jim: {words}")]);
    assert_eq!(reaction.timers, [TimerChange::Cancel { key: TimerKey::Ask(1) }]);
    assert_eq!(play.fire(1, 600), Reaction::none());
}

#[test]
fn at_the_top_it_stays_answerable_and_the_channel_shows_the_answer() {
    let mut play = play();
    play.policy.ladder.clear();
    play.policy.executives.clear();
    play.commander = None;
    let reaction = play.ask("ann", "slow");
    assert!(seen(&reaction).first().unwrap().starts_with("em posts: Question 1 has no answer"));
    play.commander = Some(person("jim"));
    let reaction = play.try_by("jim", answer(1, Verdict::Yes)).unwrap();
    assert_eq!(
        seen(&reaction).last().unwrap(),
        "em shows: jim answers question 1: yes – it is an incident."
    );
}

#[test]
fn a_second_answer_learns_who_was_first() {
    let mut play = play();
    play.ask("ann", "slow");
    play.try_by("jim", answer(1, Verdict::No)).unwrap();
    let refusal = play.try_by("lea", answer(1, Verdict::Yes)).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::AlreadyDone);
    assert_eq!(refusal.why, "jim has answered question 1: no.");
}

#[test]
fn only_those_asked_the_commander_and_the_ladder_answer() {
    let mut play = play();
    play.ask("ann", "slow");
    assert_eq!(play.refused("bob", answer(1, Verdict::Yes)), RefusalKind::NotEntitled);
    assert_eq!(play.refused("eve", answer(1, Verdict::Yes)), RefusalKind::NotEntitled);
    assert_eq!(play.refused("jim", answer(2, Verdict::Yes)), RefusalKind::NotFound);
    play.ask("lea", "also slow");
    assert_eq!(play.refused("lea", answer(2, Verdict::Yes)), RefusalKind::NotEntitled);
    assert!(play.try_by("lea", answer(1, Verdict::Yes)).is_ok());
}

#[test]
fn an_executive_answers_once_asked() {
    let mut play = play();
    play.ask("ann", "slow");
    play.fire(1, 300);
    play.fire(1, 600);
    assert!(play.try_by("eve", answer(1, Verdict::No)).is_ok());
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let mut play = play();
    assert_eq!(play.refused("jim", question("slow")), RefusalKind::WrongState);
    assert_eq!(play.refused("ann", question("  ")), RefusalKind::Unacceptable);
    assert_eq!(play.refused("ann", question(&"x".repeat(501))), RefusalKind::Unacceptable);
    play.ask("ann", "slow");
    assert_eq!(play.refused("ann", question("slow")), RefusalKind::AlreadyDone);
    let note = Some("x".repeat(501));
    let long = Command::Answer { number: 1, verdict: Verdict::No, note };
    assert_eq!(play.refused("jim", long), RefusalKind::Unacceptable);
}

#[test]
fn open_questions_are_limited_for_each_and_for_all() {
    let mut play = play();
    for number in 0..3 {
        play.ask("ann", &format!("slow {number}"));
    }
    assert_eq!(play.refused("ann", question("more")), RefusalKind::LimitReached);
    for number in 3..ASKS_OPEN_MAX {
        play.ask(&format!("p{number}"), "slow");
    }
    assert_eq!(play.refused("late", question("slow")), RefusalKind::LimitReached);
    play.try_by("jim", answer(1, Verdict::No)).unwrap();
    play.ask("late", "slow");
}

#[test]
fn answered_questions_are_forgotten_before_open_ones() {
    let mut play = play();
    play.ask("ann", "stays open");
    for number in 2..300 {
        play.ask("bob", "slow");
        play.try_by("jim", answer(number, Verdict::No)).unwrap();
    }
    assert_eq!(play.asks.questions.len(), ASKS_KEPT_MAX);
    assert!(play.asks.question(1).is_some());
    assert_eq!(play.refused("jim", answer(2, Verdict::No)), RefusalKind::NotFound);
}

#[test]
fn likely_titles_share_words_and_are_at_most_three() {
    let titles = |text: &str| {
        let candidates = TITLES.map(|title| (title, Likely { title: title.into(), room: None }));
        likely(text, candidates).into_iter().map(|one| one.title).collect::<Vec<_>>()
    };
    const TITLES: [&str; 6] = [
        "Investigating performance issues in EMEA",
        "database latency",
        "Checkout is down",
        "latency of the database in emea",
        "database latency",
        "EMEA database backup",
    ];
    assert_eq!(
        titles("Database latency in EMEA"),
        ["latency of the database in emea", "database latency", "EMEA database backup"]
    );
    assert!(titles("in is of").is_empty());
    assert!(titles("").is_empty());
    assert!(is_likely("EMEA database backup", "the database of EMEA is slow"));
    assert!(!is_likely("EMEA database backup", "payments are refused in Spain"));
}

#[test]
fn events_are_stored_under_these_names() {
    let asked = Event::Asked {
        number: 1,
        by: person("ann"),
        at: Timestamp::UNIX_EPOCH,
        text: "slow".into(),
        alert: None,
        to: None,
        likely: vec![],
        until: None,
        next: None,
    };
    assert_eq!(
        serde_json::to_string(&asked).unwrap(),
        r#"{"asked":{"number":1,"by":"ann","at":"1970-01-01T00:00:00Z","text":"slow"}}"#
    );
    let (by, at) = (person("jim"), Timestamp::UNIX_EPOCH);
    let answered = Event::Answered { number: 1, by, verdict: Verdict::Yes, note: None, at };
    assert_eq!(
        serde_json::to_string(&answered).unwrap(),
        r#"{"answered":{"number":1,"by":"jim","verdict":"yes","at":"1970-01-01T00:00:00Z"}}"#
    );
    assert_eq!(Verdict::from_word(" Watch "), Some(Verdict::Watch));
    assert_eq!(Verdict::from_word("maybe"), None);
}

fn lose(who: &str, unfit: &[&str]) -> Command {
    let unfit = unfit.iter().map(|name| person(name)).collect();
    Command::LosePerson { person: person(who), unfit }
}

#[test]
fn nobody_whose_account_is_gone_is_asked_or_waited_for() {
    let mut play = play();
    let ask = |unfit: &[&str]| Command::Ask {
        text: "slow".into(),
        alert: None,
        likely: vec![],
        unfit: unfit.iter().map(|name| person(name)).collect(),
    };
    let reaction = play.try_by("ann", ask(&["jim"])).unwrap();
    assert!(seen(&reaction).first().unwrap().starts_with("lea: @lea"));
    // Whom it waits for goes: it does not wait till the time is over.
    let reaction = play.try_by("nobody", lose("lea", &["jim", "lea"])).unwrap();
    assert!(seen(&reaction).first().unwrap().starts_with("eve: @eve"));
    let reaction = play.try_by("nobody", lose("eve", &["jim", "lea", "eve"])).unwrap();
    assert!(seen(&reaction).first().unwrap().starts_with("em posts: Question 1 has no answer"));
}

#[test]
fn a_question_of_somebody_who_is_gone_is_off_and_those_who_were_asked_learn_it() {
    let mut play = play();
    play.ask("ann", "slow");
    let reaction = play.try_by("nobody", lose("ann", &[])).unwrap();
    assert_eq!(
        seen(&reaction),
        [
            "jim: Question 1 is off: ann, who asked, is no longer of the company. Look yourself whether it is still so:\n> slow"
        ]
    );
    assert_eq!(play.fire(1, 300), Reaction::none());
    assert_eq!(play.refused("jim", answer(1, Verdict::Yes)), RefusalKind::WrongState);
    assert_eq!(play.asks.open().count(), 0);
    assert_eq!(play.try_by("nobody", lose("ann", &[])).unwrap(), Reaction::none());
}

#[test]
fn who_asked_is_brought_into_the_room_after_a_yes_and_told_of_it_otherwise() {
    let mut play = play();
    let stream = crate::ids::StreamId::EmergencyChannel;
    let journal = crate::ids::JournalId::from_bits(1);
    let place = crate::ids::Place { journal: &journal, stream: &stream, seq: 1, position: 0 };
    let incident = IncidentId::derive(place);
    for (number, verdict) in [(1, Verdict::Yes), (2, Verdict::Watch)] {
        play.ask("ann", &format!("slow {number}"));
        play.try_by("jim", answer(number, verdict)).unwrap();
        let link = Command::Link { number, incident, settles: false };
        let reaction = play.try_by("nobody", link.clone()).unwrap();
        let invited = reaction.effects.iter().any(|effect| matches!(effect, Effect::Invite { .. }));
        assert_eq!(invited, verdict == Verdict::Yes);
        assert!(seen(&reaction).last().unwrap().contains(&format!("hot/{incident}")));
        assert_eq!(play.try_by("nobody", link).unwrap(), Reaction::none());
    }
}

#[test]
fn a_question_about_what_was_declared_meanwhile_is_settled_and_all_learn_it() {
    let mut play = play();
    play.ask("ann", "slow");
    play.fire(1, 300);
    let stream = crate::ids::StreamId::EmergencyChannel;
    let journal = crate::ids::JournalId::from_bits(1);
    let place = crate::ids::Place { journal: &journal, stream: &stream, seq: 1, position: 0 };
    let link = Command::Link { number: 1, incident: IncidentId::derive(place), settles: true };
    let reaction = play.try_by("nobody", link).unwrap();
    let told: Vec<String> = seen(&reaction)
        .iter()
        .filter(|line| line.contains("Question 1 is settled"))
        .filter_map(|line| line.split(':').next().map(str::to_owned))
        .collect();
    assert_eq!(told, ["ann", "jim", "lea"]);
    assert_eq!(play.fire(1, 600), Reaction::none());
    assert_eq!(play.refused("jim", answer(1, Verdict::Yes)), RefusalKind::AlreadyDone);
}

#[test]
fn the_open_questions_are_listed_with_whom_they_wait_for() {
    let mut play = play();
    assert_eq!(play.asks.list(None), None);
    play.ask("ann", "slow");
    play.ask("bob", "down");
    let all = play.asks.list(None).unwrap().to_plain();
    assert!(all.starts_with("2 questions wait for an answer\n• 1 – ann at "), "{all}");
    assert!(all.contains(": slow – waits for jim until 1970-01-01 00:05 UTC"), "{all}");
    let own = play.asks.list(Some(&person("bob"))).unwrap().to_plain();
    assert!(own.starts_with("1 question waits for an answer\n• 2 – bob"), "{own}");
}
