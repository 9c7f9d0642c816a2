//! Where a part led: what the outside shows, and what the journal holds. Two summaries can be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chatops_core::ids::{IncidentId, StreamId};
use chatops_core::memory::chat::{Author, ShownMessage};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::play::JOURNAL;
use super::world::World;

/// How often something is there.
pub type Counted = BTreeMap<String, usize>;

/// A room as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// What its topic says.
    pub topic: String,
    /// Who is in it.
    pub members: BTreeSet<String>,
    /// Who may wake it.
    pub entitled: Option<BTreeSet<String>>,
    /// Its messages, whoever sees them.
    pub messages: Counted,
}

/// Where a part led.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// By name.
    pub rooms: BTreeMap<String, Room>,
    /// Rooms of a name that is taken twice: there must be none.
    pub rooms_twice: Vec<String>,
    /// What each person reads in their conversation with the bot.
    pub direct: BTreeMap<String, Counted>,
    /// Pages, with how far they have come.
    pub pages: Counted,
    /// Tickets: status, comments, links.
    pub tickets: BTreeMap<String, String>,
    /// What the public reads.
    pub public: Counted,
    /// The lines of the postmortems.
    pub documents: Counted,
    /// How often a tool was run.
    pub runs: usize,
    /// Steps that people could not do.
    pub undoable: Vec<String>,
    /// Effects by the state they ended in.
    pub effects: Counted,
    /// Effects of which nobody knows whether they happened: the kinds.
    pub unclear: Counted,
    /// Entries by stream and kind.
    pub entries: Counted,
    /// Deliveries that were acknowledged to their source and are not in the inbox, decided: there must be none.
    pub lost: Vec<String>,
    /// Points that were passed, by name.
    pub points: BTreeMap<String, u64>,
}

impl Summary {
    /// Looks at everything.
    ///
    /// # Errors
    /// Where the journal's file cannot be read.
    pub async fn take(folder: &Path, world: &World, verified: u64) -> Result<Self, String> {
        let options = SqliteConnectOptions::new()
            .filename(folder.join(JOURNAL))
            .read_only(true)
            .disable_statement_logging();
        let failed = |error: sqlx::Error| format!("the journal cannot be read: {error}");
        let mut connection = options.connect().await.map_err(failed)?;
        let mut summary = Self::of_world(world);
        summary.of_journal(&mut connection, world).await.map_err(failed)?;
        connection.close_hard().await.map_err(failed)?;
        let entries: usize = summary.entries.values().sum();
        if u64::try_from(entries).ok() != Some(verified) {
            return Err(format!("{entries} entries are there, {verified} were verified"));
        }
        Ok(summary)
    }

    fn of_world(world: &World) -> Self {
        let (mut rooms, mut rooms_twice) = (BTreeMap::new(), Vec::new());
        for room in world.chat.rooms() {
            let shown = Room {
                topic: room.topic,
                members: room.members.iter().map(ToString::to_string).collect(),
                entitled: room
                    .entitled
                    .map(|people| people.iter().map(ToString::to_string).collect()),
                messages: counted(world.chat.room_view(&room.id, None).iter().map(text)),
            };
            if rooms.insert(room.name.clone(), shown).is_some() {
                rooms_twice.push(room.name);
            }
        }
        let direct = world.chat.people().into_iter().map(|person| {
            let view = world.chat.direct_view(&person.id);
            (person.id.to_string(), counted(view.iter().map(text)))
        });
        let pages = world.pager.pages().into_iter().map(|page| {
            format!("{}: {} – {:?}", page.request.person, page.request.summary, page.state)
        });
        let tickets = world.tickets.tickets().into_iter().map(|held| {
            let shown = format!("{} {:?} {:?}", held.facts.status, held.comments, held.links);
            (held.facts.key.to_string(), plain(&shown))
        });
        let told = world.told().clone();
        Self {
            rooms,
            rooms_twice,
            direct: direct.collect(),
            pages: counted(pages),
            tickets: tickets.collect(),
            public: counted(world.page.entries().iter().map(|(one, _)| one.text().to_owned())),
            documents: Counted::new(),
            runs: told.runs,
            undoable: told.undoable,
            effects: Counted::new(),
            unclear: Counted::new(),
            entries: Counted::new(),
            lost: Vec::new(),
            points: world.points.passed().into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
        }
    }

    async fn of_journal(
        &mut self,
        connection: &mut SqliteConnection,
        world: &World,
    ) -> Result<(), sqlx::Error> {
        let kinds: Vec<(String, String)> =
            sqlx::query_as("SELECT stream, kind FROM journal").fetch_all(&mut *connection).await?;
        // The knowledge base is asked by the incidents that there are; it has no list.
        let incidents: BTreeSet<IncidentId> =
            kinds.iter().filter_map(|(stream, _)| incident(stream)).collect();
        let documents = incidents.iter().filter_map(|id| world.knowledge.document(id));
        self.documents = counted(documents.flat_map(|document| {
            let title = std::iter::once(document.title.clone());
            let lines: Vec<String> = document.markdown.lines().map(plain).collect();
            title.chain(lines)
        }));
        self.entries = counted(kinds.into_iter().map(|(stream, kind)| {
            let stream = if stream.starts_with("incident") { "incident" } else { "channel" };
            format!("{stream} {kind}")
        }));
        let effects: Vec<(i64, Option<String>, String)> =
            sqlx::query_as("SELECT state, outcome, request FROM effect")
                .fetch_all(&mut *connection)
                .await?;
        let kind = |json: &str| {
            let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
            value.as_object().and_then(|fields| fields.keys().next().cloned()).unwrap_or_default()
        };
        self.effects = counted(effects.iter().map(|(state, outcome, _)| match (state, outcome) {
            (3, Some(outcome)) => kind(outcome),
            (4, _) => "replaced".to_owned(),
            (3, None) => "settled without an outcome".to_owned(),
            (state, _) => format!("open in state {state}"),
        }));
        let unclear = effects.iter().filter(|(_, outcome, _)| {
            outcome.as_ref().is_some_and(|outcome| outcome.contains("ambiguous"))
        });
        self.unclear = counted(unclear.map(|(.., request)| kind(request)));
        let decided: Vec<(String, String)> =
            sqlx::query_as("SELECT source, delivery_key FROM inbox WHERE state = 1")
                .fetch_all(&mut *connection)
                .await?;
        let decided: BTreeSet<(String, String)> = decided.into_iter().collect();
        let told = world.told().acknowledged.clone();
        self.lost = told
            .into_iter()
            .filter(|one| !decided.contains(one))
            .map(|(source, key)| format!("{source} {key}"))
            .collect();
        Ok(())
    }
}

/// The incident whose stream this is.
fn incident(stream: &str) -> Option<IncidentId> {
    match StreamId::try_from(stream.to_owned()) {
        Ok(StreamId::Incident(id)) => Some(id),
        _ => None,
    }
}

fn counted(texts: impl Iterator<Item = String>) -> Counted {
    let mut counted = Counted::new();
    texts.for_each(|text| *counted.entry(text).or_default() += 1);
    counted
}

fn text(message: &ShownMessage) -> String {
    let author = match &message.author {
        Author::Bot => "bot",
        Author::Person(person) => person.as_str(),
    };
    let pinned = if message.pinned { " (pinned)" } else { "" };
    let only = message.private_to.as_ref().map_or_else(String::new, |to| format!(" (to {to})"));
    let buttons: Vec<&str> = message.buttons.iter().map(|one| one.label.as_str()).collect();
    format!("{author}{only}{pinned}: {} {buttons:?}", plain(&message.text))
}

/// The same words without what differs from run to run: the numbers that the chat gives to rooms (where things came in
/// another order), the ids of incidents (which come from the journal's), hashes of its entries, and how long something had lasted when it was
/// written.
fn plain(text: &str) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let id = |c: char| c.is_ascii_alphanumeric();
    let text = cut(text, "/rooms/R", |rest| rest.trim_start_matches(digits));
    let text = cut(&text, "/incidents/", |rest| rest.trim_start_matches(id));
    let text = cut(&text, "#update-", |rest| rest.trim_start_matches(id));
    let text = cut(&text, "of incident `", |rest| rest.trim_start_matches(id));
    let text = cut(&text, "last one is `", |rest| rest.trim_start_matches(id));
    cut(&text, "UTC (", |rest| rest.split_once(')').map_or(rest, |(_, after)| after))
}

/// Cuts what follows each `mark`, as far as `after` leaves it out.
fn cut(text: &str, mark: &str, after: impl Fn(&str) -> &str) -> String {
    let mut pieces = text.split(mark);
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(mark);
        plain.push('…');
        plain.push_str(after(piece));
    }
    plain
}
