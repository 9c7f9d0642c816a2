//! Graphs in the room (Feature D2): somebody asks for one, a metrics source draws it, the picture
//! is shown and kept with the record.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, Room};
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{Message, Picture, Tone};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::{Text, clean};
use crate::time::show_span;
use crate::words::{bounded, cut};

/// Most graphs that are being drawn at a time. Metrics sources limit how often they are asked.
pub const CHARTS_OPEN_MAX: usize = 10;

/// How many drawn graphs are remembered by number. The record keeps them all.
pub const CHARTS_KEPT_MAX: usize = 20;

/// Longest query, in characters.
pub const QUERY_CHARS_MAX: usize = 500;

/// Longest window, in minutes: a week.
pub const WINDOW_MINUTES_MAX: u32 = 7 * 24 * 60;

/// Largest picture that is kept, in bytes: 256 KiB. A graph as a sharp PNG takes a tenth of it; the
/// picture is stored in the event, and a hundred of them must not weigh down the journal.
pub const PICTURE_BYTES_MAX: usize = 256 * 1_024;

/// Longest reason of a failure that is kept, in characters.
const REASON_CHARS_MAX: usize = 300;

/// The graphs of one room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charts {
    charts: BTreeMap<u32, Chart>,
    latest: u32,
}

/// A graph that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What to draw, in the source's own words.
    pub query: String,
    /// How far back, in minutes.
    pub window_minutes: u32,
    /// Who asked.
    pub by: PersonId,
    /// Where it is shown. Nothing: to who asked, directly.
    pub room: Option<Room>,
    /// Where it was asked for. Nothing: directly.
    pub asked_in: Option<Room>,
    /// Whether it is still being drawn.
    pub open: bool,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Draw a graph.
    Draw {
        /// What, in the source's own words.
        query: String,
        /// How far back, in minutes.
        window_minutes: u32,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A graph was asked for.
    Asked {
        /// Its number, from 1.
        number: u32,
        /// What to draw.
        query: String,
        /// How far back, in minutes.
        window_minutes: u32,
        /// Who asked.
        by: PersonId,
        /// Where it is shown. Nothing: to who asked, directly.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<Room>,
        /// Where it was asked for. Nothing: directly.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_in: Option<Room>,
    },
    /// It was drawn.
    Drawn {
        /// The graph.
        number: u32,
        /// What it shows.
        query: String,
        /// SHA-256 of the picture's bytes in lower-case hexadecimal, for transcripts that name the
        /// picture without holding it.
        digest: String,
        /// The picture, at most [`PICTURE_BYTES_MAX`] bytes. It is named by us.
        picture: Picture,
    },
    /// It could not be drawn.
    Failed {
        /// The graph.
        number: u32,
        /// Why, for people.
        reason: String,
    },
}

impl Charts {
    /// The graph with this number, while it is being drawn and for a while after.
    #[must_use]
    pub fn chart(&self, number: u32) -> Option<&Chart> {
        self.charts.get(&number)
    }

    fn draw(
        &self,
        query: &str,
        window_minutes: u32,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Event, Refusal> {
        let by = cx.asker()?.clone();
        let query = bounded("the query", query, QUERY_CHARS_MAX)?;
        if !(1..=WINDOW_MINUTES_MAX).contains(&window_minutes) {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                "A graph looks back at least a minute and at most a week.",
                "Write the window behind the query, for example `1h`.",
            ));
        }
        if self.charts.values().filter(|chart| chart.open).count() >= CHARTS_OPEN_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{CHARTS_OPEN_MAX} graphs are being drawn."),
                "Ask again when one of them has come.",
            ));
        }
        let number = self.latest.saturating_add(1);
        // Who asks the bot alone looks alone: the emergency channel is no place for it.
        let alone = cx.asked_in.is_none() && scene.incident.is_none();
        let room = (!alone).then(|| scene.room.clone());
        Ok(Event::Asked { number, query, window_minutes, by, room, asked_in: cx.asked_in.cloned() })
    }

    fn close(&mut self, number: u32) {
        if let Some(chart) = self.charts.get_mut(&number) {
            chart.open = false;
        }
        let drawn: Vec<u32> = self
            .charts
            .iter()
            .filter(|(_, chart)| !chart.open)
            .map(|(number, _)| *number)
            .collect();
        for oldest in drawn.iter().take(drawn.len().saturating_sub(CHARTS_KEPT_MAX)) {
            self.charts.remove(oldest);
        }
    }
}

/// Takes in a picture from outside: its name and its words for those who cannot see it are ours.
fn keep(number: u32, chart: &Chart, picture: &Picture) -> Result<Picture, String> {
    let ending = match picture.media_type.as_str() {
        "image/png" => "png",
        "image/svg+xml" => "svg",
        _ => return Err(String::from("the source answered with something that is no picture")),
    };
    match picture.bytes.len() {
        0 => Err(String::from("the source answered with an empty picture")),
        bytes if bytes > PICTURE_BYTES_MAX => Err(format!(
            "the picture has {} KiB; at most {} are kept",
            bytes.div_ceil(1_024),
            PICTURE_BYTES_MAX / 1_024
        )),
        _ => Ok(Picture {
            name: format!("graph-{number}.{ending}"),
            alternative: clean(&format!(
                "Graph of {}, {}",
                chart.query,
                window(chart.window_minutes)
            )),
            media_type: picture.media_type.clone(),
            bytes: picture.bytes.clone(),
        }),
    }
}

fn digest(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

fn window(minutes: u32) -> String {
    format!("last {}", show_span(SignedDuration::from_mins(i64::from(minutes))))
}

impl Feature for Charts {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Command::Draw { query, window_minutes } = command;
        Ok(vec![self.draw(query, *window_minutes, scene, cx)?])
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Asked { number, query, window_minutes, by, room, asked_in } => {
                let chart = Chart {
                    query: query.clone(),
                    window_minutes: *window_minutes,
                    by: by.clone(),
                    room: room.clone(),
                    asked_in: asked_in.clone(),
                    open: true,
                };
                self.charts.insert(*number, chart);
                self.latest = self.latest.max(*number);
            }
            Event::Drawn { number, .. } | Event::Failed { number, .. } => self.close(*number),
        }
    }

    fn react(&self, event: &Event, _scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        match event {
            Event::Asked { number, query, window_minutes, .. } => {
                Reaction::none().effect(Effect::FetchChart {
                    chart: *number,
                    query: query.clone(),
                    window_minutes: *window_minutes,
                })
            }
            Event::Drawn { number, query, picture, .. } => {
                let Some(chart) = self.charts.get(number) else { return Reaction::none() };
                let text = Text::new().strong(format!("Graph {number}")).plain(": ");
                let text = text.code(query.as_str());
                let text = text.plain(format!(" – {}, for ", window(chart.window_minutes)));
                let message = Message::new(text.name(&chart.by)).picture(picture.clone());
                let Some(room) = &chart.room else {
                    return Reaction::none().direct(&chart.by, message);
                };
                let reaction = Reaction::none().post(room, message);
                if chart.asked_in.as_ref() == Some(room) {
                    return reaction;
                }
                let told =
                    Text::new().strong(format!("Graph {number}")).plain(" is in ").room(room);
                reaction.answer_at(chart.asked_in.as_ref(), &chart.by, told.plain("."))
            }
            Event::Failed { number, reason } => match self.charts.get(number) {
                Some(chart) => {
                    let text = Text::new()
                        .strong(format!("Graph {number}"))
                        .plain(": ")
                        .code(chart.query.as_str())
                        .plain(format!(
                            " – {}, could not be drawn: {reason}. How far back it looks stands last: ",
                            window(chart.window_minutes)
                        ))
                        .code("graph <query> 2h")
                        .plain(".");
                    let message = Message::new(text).tone(Tone::Warning).button(
                        "Try again",
                        format!("graph {} {}m", chart.query, chart.window_minutes),
                    );
                    Reaction::none().answer_at(chart.asked_in.as_ref(), &chart.by, message)
                }
                None => Reaction::none(),
            },
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _scene: &Scene<'_>,
        _cx: Context<'_>,
    ) -> Vec<Event> {
        let Effect::FetchChart { chart: number, .. } = effect else {
            return Vec::new();
        };
        let number = *number;
        let Some(chart) = self.charts.get(&number).filter(|chart| chart.open) else {
            return Vec::new();
        };
        let kept = match outcome {
            Outcome::Done(Answer::Chart { picture }) => keep(number, chart, picture),
            Outcome::Done(_) => Err(String::from("the source answered without a picture")),
            // Looking changes nothing, so an unknown outcome is a plain failure here.
            Outcome::Refused { reason } | Outcome::Ambiguous { reason } => {
                Err(cut(reason.trim_end_matches('.'), REASON_CHARS_MAX))
            }
        };
        vec![match kept {
            Ok(picture) => Event::Drawn {
                number,
                query: chart.query.clone(),
                digest: digest(&picture.bytes),
                picture,
            },
            Err(reason) => Event::Failed { number, reason },
        }]
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Asked { number, query, window_minutes, .. } => Text::new()
                .plain(format!("asked for graph {number}: "))
                .code(query.as_str())
                .plain(format!(", {}", window(*window_minutes))),
            Event::Drawn { number, query, digest, .. } => Text::new()
                .plain(format!("graph {number} was drawn: "))
                .code(query.as_str())
                .plain(format!(" (SHA-256 {digest})")),
            Event::Failed { number, reason } => {
                Text::from(format!("graph {number} could not be drawn: {reason}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature_tests::{Bench, person};

    fn draw(query: &str, window_minutes: u32) -> Command {
        Command::Draw { query: query.into(), window_minutes }
    }

    fn asked() -> Bench<Charts> {
        let mut bench = Bench::new();
        bench.ask("ann", draw("checkout.p95", 60)).unwrap();
        bench
    }

    fn effect() -> Effect {
        Effect::FetchChart { chart: 1, query: "checkout.p95".into(), window_minutes: 60 }
    }

    fn answer(media_type: &str, bytes: Vec<u8>) -> Outcome {
        let (name, media_type) = ("../evil".into(), media_type.into());
        let picture = Picture { name, alternative: "?".into(), media_type, bytes };
        Outcome::Done(Answer::Chart { picture })
    }

    fn failure(outcome: Outcome) -> String {
        let mut bench = asked();
        match bench.settle(&effect(), outcome).as_slice() {
            [Event::Failed { number: 1, reason }] => reason.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_graph_is_fetched_shown_and_kept_under_our_name() {
        let mut bench = asked();
        assert_eq!(bench.reaction.effects, vec![effect()]);
        bench.settle(&effect(), answer("image/png", b"abc".to_vec()));
        assert_eq!(bench.shown(), vec!["post: Graph 1: `checkout.p95` – last 1 h, for ann"]);
        let [Effect::Post { message, .. }] = bench.reaction.effects.as_slice() else { panic!() };
        let picture = message.picture.as_ref().unwrap();
        assert_eq!(picture.name, "graph-1.png");
        assert_eq!(picture.alternative, "Graph of checkout.p95, last 1 h");
        assert_eq!(picture.bytes, b"abc");
        let again = bench.settle(&effect(), answer("image/png", b"abc".to_vec()));
        assert!(again.is_empty(), "it is drawn once");
    }

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let mut bench = asked();
        bench.settle(&effect(), answer("image/svg+xml", b"abc".to_vec()));
        let Some(Event::Drawn { digest, picture, .. }) = bench.events.last() else { panic!() };
        assert_eq!(digest, abc);
        assert_eq!(picture.name, "graph-1.svg");
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_not_kept() {
        assert!(failure(answer("text/html", b"abc".to_vec())).contains("no picture"));
        assert!(failure(answer("image/png", Vec::new())).contains("empty"));
        let large = vec![0; PICTURE_BYTES_MAX + 1];
        let reason = failure(answer("image/png", large));
        assert_eq!(reason, "the picture has 257 KiB; at most 256 are kept");
        let mut bench = asked();
        let events = bench.settle(&effect(), answer("image/png", vec![0; PICTURE_BYTES_MAX]));
        assert!(matches!(events.as_slice(), [Event::Drawn { .. }]), "the largest that is kept");
        assert!(failure(Outcome::Done(Answer::Nothing)).contains("without a picture"));
        assert_eq!(failure(Outcome::Ambiguous { reason: "cut off.".into() }), "cut off");
    }

    #[test]
    fn the_asker_learns_why_there_is_no_graph_and_can_try_again() {
        let mut bench = asked();
        bench.settle(&effect(), Outcome::Refused { reason: "no such metric".into() });
        assert_eq!(
            bench.shown(),
            vec![
                "hint ann: Graph 1: `checkout.p95` – last 1 h, could not be drawn: no such metric. How far back it \
                 looks stands last: `graph <query> 2h`. [Try again → graph checkout.p95 60m]"
            ]
        );
    }

    #[test]
    fn queries_and_windows_are_bounded() {
        let mut bench = Bench::<Charts>::new();
        for (query, window) in [("  ", 60), ("a", 0), ("a", WINDOW_MINUTES_MAX + 1)] {
            let refusal = bench.ask("ann", draw(query, window)).unwrap_err();
            assert_eq!(refusal.kind, RefusalKind::Unacceptable, "{query} {window}");
        }
        let long = "x".repeat(QUERY_CHARS_MAX + 1);
        assert!(bench.ask("ann", draw(&long, 60)).is_err());
        bench.ask("ann", draw("a", WINDOW_MINUTES_MAX)).unwrap();
    }

    #[test]
    fn open_graphs_are_limited_and_drawn_ones_forgotten() {
        let mut bench = Bench::<Charts>::new();
        let fail = |bench: &mut Bench<Charts>, chart| {
            let effect = Effect::FetchChart { chart, query: "a".into(), window_minutes: 60 };
            bench.settle(&effect, Outcome::Refused { reason: "no".into() });
        };
        for _ in 0..CHARTS_OPEN_MAX {
            bench.ask("ann", draw("a", 60)).unwrap();
        }
        let refusal = bench.ask("ann", draw("a", 60)).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::LimitReached);
        for number in 1..=21 {
            fail(&mut bench, number);
            bench.ask("ann", draw("a", 60)).unwrap();
        }
        assert_eq!(bench.feature.charts.len(), CHARTS_KEPT_MAX + CHARTS_OPEN_MAX);
        assert!(bench.feature.chart(1).is_none());
        assert_eq!(bench.feature.chart(2).unwrap().by, person("ann"));
    }

    #[test]
    fn the_timeline_names_query_window_and_digest() {
        let mut bench = asked();
        bench.settle(&effect(), answer("image/png", b"abc".to_vec()));
        let told = bench.told();
        assert_eq!(told[0], "asked for graph 1: `checkout.p95`, last 1 h");
        assert!(told[1].starts_with("graph 1 was drawn: `checkout.p95` (SHA-256 ba7816bf"));
    }
}
