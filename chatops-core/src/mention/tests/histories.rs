//! Random histories: only the leader wakes anybody, and only after having seen whom.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;

/// A step of a random history: who commands, who acts, what happens.
#[derive(Debug, Clone)]
enum Happening {
    Baton(usize),
    Asked(usize, Command),
    Counted(u32),
    TimePassed(i64),
    Fired(u32),
}

const PEOPLE: [&str; 3] = ["jim", "ann", "bob"];

fn happening() -> impl Strategy<Value = Happening> {
    let who = || 0..PEOPLE.len();
    let reach = || prop::sample::select(Reach::ALL.to_vec());
    let number = || 1..6_u32;
    let command = prop_oneof![
        2 => reach().prop_map(|reach| typed("@here look", reach)),
        1 => number().prop_map(|number| Command::Forward { number }),
        4 => reach().prop_map(request),
        6 => (number(), reach()).prop_map(|(number, reach)| Command::Send { number, reach }),
        1 => number().prop_map(|number| Command::Drop { number }),
    ];
    prop_oneof![
        1 => who().prop_map(Happening::Baton),
        8 => (who(), command).prop_map(|(who, command)| Happening::Asked(who, command)),
        4 => number().prop_map(Happening::Counted),
        1 => (0..400_i64).prop_map(Happening::TimePassed),
        1 => number().prop_map(Happening::Fired),
    ]
}

proptest! {
    #[test]
    fn only_the_leader_wakes_anybody_and_only_after_a_preview(
        history in prop::collection::vec(happening(), 1..60)
    ) {
        let mut stage = Stage::new();
        let mut previewed: Vec<(u32, Reach)> = Vec::new();
        let mut asked: Vec<(u32, Reach, PersonId)> = Vec::new();
        for happening in history {
            let done = match &happening {
                Happening::Baton(who) => {
                    stage.commander = Some(person(PEOPLE[*who]));
                    continue;
                }
                Happening::TimePassed(seconds) => {
                    stage.now = later(stage.now, SignedDuration::from_secs(*seconds));
                    continue;
                }
                Happening::Counted(number) => stage.settle(*number, &audience(&[])),
                Happening::Fired(number) => stage.fire(*number),
                Happening::Asked(who, command) => {
                    stage.act_as(PEOPLE[*who]);
                    stage.run(command).unwrap_or_default()
                }
            };
            for (event, reaction) in done {
                prop_assert_eq!(
                    wakes(&reaction).len(),
                    usize::from(matches!(event, Event::Granted { .. }))
                );
                match event {
                    Event::Requested { number, reach, by, .. } => asked.push((number, reach, by)),
                    Event::Previewed { number, reach, .. } => previewed.push((number, reach)),
                    Event::Granted { number, reach, by, .. } => {
                        prop_assert_eq!(Some(&by), stage.commander.as_ref());
                        prop_assert_eq!(Some(&by), stage.actor.person());
                        prop_assert!(asked.iter().any(|(one, _, asker)| *one == number && *asker == by));
                        prop_assert!(previewed.contains(&(number, reach)));
                        previewed.retain(|(one, _)| *one != number);
                    }
                    _ => {}
                }
            }
            prop_assert!(stage.mentions.requests.len() <= REQUESTS_MAX);
        }
    }
}
