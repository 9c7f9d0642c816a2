//! What can be written at the console.

use chatops_testkit::stage::line::{self, Around};
use chatops_testkit::stage::{Member, Shown, Stage};

/// What `help` prints.
pub(crate) const HELP: &str = "\
Play everybody by hand.

  as jim in em: @channel help      Jim says it in the room em
  as jim in em: /em take           … or gives a command, which others do not see typed
  as jim direct: /em ask is it us? … or says it to the bot alone
  press Watch as jim               Jim presses the newest button of this name that he sees
  press Object as jim: too early   … and gives the words that it asks for
  join em as nia, leave em as nia  people come and go
  advance 15m, until 16:00         time goes on; what is due happens at its moment
  alert {\"title\": \"it is slow\", \"component\": \"checkout\"}
  file \"it is slow\" as sue against checkout
  expect room em shows \"help\"      say if it is not so

  people, rooms, show em, show em as jim, show direct as jim
  person zoe Zoe Adams             somebody new
  help, quit

The whole grammar stands in tests/README.md, expectations in docs/SCENARIO.md. Options of the program:
--scenario FILE takes cast and rules from there. In a pipe it prints `room | author | text`, and errors on standard
error; it ends with 1 where a line was not understood.
";

/// Words that are not directions.
pub(crate) const VERBS: [&str; 6] = ["people", "person", "rooms", "show", "help", "quit"];

/// What is to be said to whoever wrote a line.
#[derive(Debug)]
pub(crate) enum Said {
    /// Nothing: what happened was shown.
    Nothing,
    /// These lines.
    Lines(Vec<String>),
    /// The help.
    Help,
    /// It ends here.
    Quit,
}

/// Carries out a line.
///
/// # Errors
/// What is wrong with it.
pub(crate) async fn carry_out(
    line: &str,
    stage: &mut Stage,
    show: &mut impl FnMut(Shown),
) -> Result<Said, String> {
    let line = line.trim();
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [] => Ok(Said::Nothing),
        [first, ..] if first.starts_with('#') => Ok(Said::Nothing),
        ["help"] => Ok(Said::Help),
        ["quit" | "exit"] => Ok(Said::Quit),
        ["people"] => Ok(Said::Lines(people(stage))),
        ["rooms"] => Ok(Said::Lines(rooms(stage))),
        ["show", "direct", "as", person] => {
            stage.lines_direct(person).map(Said::Lines).map_err(|why| why.to_string())
        }
        ["show", room] => {
            stage.lines_of(room, None).map(Said::Lines).map_err(|why| why.to_string())
        }
        ["show", room, "as", person] => {
            stage.lines_of(room, Some(person)).map(Said::Lines).map_err(|why| why.to_string())
        }
        ["person", handle, name @ ..] if !name.is_empty() => {
            let member = Member::employee(&handle.to_lowercase(), &name.join(" "));
            stage.add(member, show).await.map(|()| Said::Nothing).map_err(|why| why.to_string())
        }
        _ => {
            let zone = stage.zone().clone();
            let around = Around { now: stage.now(), zone: &zone };
            let direction = line::read(line, &around).map_err(|why| {
                if VERBS.contains(&words.first().copied().unwrap_or_default()) {
                    String::from("`help` shows how to write it")
                } else {
                    why
                }
            })?;
            stage.begin_step();
            stage
                .play(&direction, show)
                .await
                .map(|()| Said::Nothing)
                .map_err(|why| why.to_string())
        }
    }
}

fn people(stage: &Stage) -> Vec<String> {
    stage
        .cast()
        .all()
        .map(|member| format!("people | {} | {}", member.handle, member.name))
        .collect()
}

fn rooms(stage: &Stage) -> Vec<String> {
    let rooms = stage.chat().rooms().into_iter();
    rooms
        .map(|room| format!("{} | {} people | {}", room.name, room.members.len(), room.topic))
        .collect()
}
