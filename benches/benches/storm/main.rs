//! An alert storm on the whole: 10,000 alerts in a minute over HTTP, through the real runtime into a journal on disk, while
//! a person goes on giving commands (RELIABILITY X27).

mod client;

use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chatops_benches::figures::Figures;
use chatops_core::ids::{PersonId, RoomId};

use chatops_core::memory::chat::Author;
use chatops_core::memory::{MemoryChat, NewPerson};
use chatops_core::ports::Journal;
use chatops_core::ports::journal::PAGE_ROWS_MAX;
use chatops_journal::SqliteJournal;
use chatops_runtime::sources::PlainJson;
use chatops_runtime::{ChatOps, SystemClock};
use client::Client;

/// Alerts of the storm, and how long it lasts.
const ALERTS: usize = 10_000;
const LASTS: Duration = Duration::from_secs(60);

/// Connections that the alerts come by.
const CONNECTIONS: usize = 8;

/// How often a person gives a command, and how long an answer is waited for.
const COMMAND_EVERY: Duration = Duration::from_millis(500);
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// What an answer begins with while Jim commands and no incident is open.
const ANSWER_BEGINS: &str = "Jim Smith – All Quiet";

/// Longest time until an alert is acknowledged, and until a command is answered, in all but one of a hundred cases.
const ACKNOWLEDGED_MS: f64 = 1_000.0;
const ANSWERED_MS: f64 = 2_000.0;

/// Most messages that the storm may put into rooms.
const MESSAGES_MAX: f64 = 20.0;

/// How long after the storm everything may take to come to rest.
const REST: Duration = Duration::from_secs(20);

const TOKEN: &str = "a-token-for-the-storm";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if cfg!(debug_assertions) {
        return Err(
            "measure with `cargo bench`: without optimisation the figures say nothing".into()
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut figures = Figures::default();
    runtime.block_on(storm(&mut figures))?;
    Ok(figures.verdict())
}

/// A host with a person in the emergency channel.
struct Host {
    chat: MemoryChat,
    journal: Arc<SqliteJournal>,
    chatops: ChatOps,
    address: std::net::SocketAddr,
    room: RoomId,
    jim: PersonId,
}

async fn host(folder: &std::path::Path) -> Result<Host, Box<dyn Error>> {
    let chat = MemoryChat::new(Arc::new(SystemClock));
    let jim = chat.register(NewPerson::employee("jim", "Jim Smith"))?;
    let journal = Arc::new(SqliteJournal::open(folder.join("storm.db")).await?);
    let chatops = ChatOps::builder()
        .chat(chat.clone())
        .shared_journal(journal.clone())
        .alerts(PlainJson)
        .webhook_token(TOKEN)
        .start()
        .await?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let router = chatops.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    chatops.settle().await?;
    let room = chat.room_named("em").ok_or("there is no emergency channel")?.id;
    chat.join(&jim, &room)?;
    chat.command(&jim, Some(&room), "take")?;
    chatops.settle().await?;
    Ok(Host { chat, journal, chatops, address, room, jim })
}

async fn storm(figures: &mut Figures) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let host = host(folder.path()).await?;
    let before = said(&host);
    let began = Instant::now();
    let senders: Vec<_> =
        (0..CONNECTIONS).map(|sender| tokio::spawn(send(host.address, sender, began))).collect();
    let (answers, unanswered) = ask(&host, began).await?;
    let (mut acknowledged, mut refused) = (Vec::new(), 0);
    for sender in senders {
        let (times, refusals) = sender.await??;
        acknowledged.extend(times);
        refused += refusals;
    }
    tokio::time::sleep(REST).await;
    host.chatops.settle().await?;
    let messages = said(&host) - before - answered(&host);
    let lost = ALERTS - recorded(&host).await?.len();
    let undecided = host.journal.undecided(1).await?.len();
    host.chatops.stop().await?;

    let storm = format!("{ALERTS} alerts in {} s", LASTS.as_secs());
    figures.at_most(&format!("{storm}: lost"), (lost + undecided + refused) as f64, 0.0, "alerts");
    figures.at_most(
        &format!("{storm}: acknowledged, p99"),
        p99(acknowledged),
        ACKNOWLEDGED_MS,
        "ms",
    );
    figures.known(&format!("{storm}: commands meanwhile"), answers.len() as f64, "commands");
    figures.at_most(
        &format!("{storm}: commands unanswered"),
        f64::from(unanswered),
        0.0,
        "commands",
    );
    figures.at_most(&format!("{storm}: a command answered, p99"), p99(answers), ANSWERED_MS, "ms");
    figures.at_most(
        &format!("{storm}: messages in rooms"),
        messages as f64,
        MESSAGES_MAX,
        "messages",
    );
    Ok(())
}

/// One sender's part of the storm. Gives how long each acknowledgement took, in milliseconds, and how many were refused.
async fn send(
    address: std::net::SocketAddr,
    sender: usize,
    began: Instant,
) -> Result<(Vec<f64>, usize), std::io::Error> {
    let mut client = Client::connect(address, TOKEN).await?;
    let (mut times, mut refused) = (Vec::new(), 0);
    for number in (sender..ALERTS).step_by(CONNECTIONS) {
        let due = began + LASTS.mul_f64(number as f64 / ALERTS as f64);
        tokio::time::sleep_until(due.into()).await;
        let body = format!(
            r#"{{"key":"{}","title":"Latency of pool {} is 4.2 s","group":"pool-{}","severity":"3"}}"#,
            key(number),
            number,
            number % 200
        );
        // From the moment it was due: a sender that waits for an answer must not hide the wait of the next alert.
        if client.post("/hooks/json", &body).await? != 200 {
            refused += 1;
        }
        times.push(due.elapsed().as_secs_f64() * 1e3);
    }
    Ok((times, refused))
}

fn key(number: usize) -> String {
    format!("alert-{number:06}")
}

/// A person asks for the status again and again. Gives how long each answer took, in milliseconds, and how many did not come.
async fn ask(host: &Host, began: Instant) -> Result<(Vec<f64>, u32), Box<dyn Error>> {
    let (mut times, mut unanswered) = (Vec::new(), 0);
    while began.elapsed() < LASTS {
        let before = answered(host);
        let asked = Instant::now();
        host.chat.command(&host.jim, Some(&host.room), "status")?;
        while answered(host) == before && asked.elapsed() < ANSWER_MAX {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        if asked.elapsed() >= ANSWER_MAX {
            unanswered += 1;
        }
        times.push(asked.elapsed().as_secs_f64() * 1e3);
        tokio::time::sleep(COMMAND_EVERY).await;
    }
    Ok((times, unanswered))
}

/// How many answers to `status` the emergency channel was shown: they begin with who commands.
fn answered(host: &Host) -> usize {
    let shown = host.chat.room_view(&host.room, None);
    shown.iter().filter(|message| message.text.starts_with(ANSWER_BEGINS)).count()
}

/// How many messages the bot put into rooms for all to see, answers among them.
fn said(host: &Host) -> usize {
    let rooms = host.chat.rooms();
    let shown = rooms.iter().flat_map(|room| host.chat.room_view(&room.id, None));
    shown.filter(|message| message.author == Author::Bot && message.private_to.is_none()).count()
}

/// The alerts that are on the record.
async fn recorded(host: &Host) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let (mut found, mut after) = (BTreeSet::new(), 0);
    loop {
        let page = host.journal.read_all(after, PAGE_ROWS_MAX).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.position;
        for entry in &page {
            let keys = entry.entry.body.match_indices("alert-");
            let keys = keys.filter_map(|(at, _)| entry.entry.body.get(at..at + key(0).len()));
            found.extend(keys.map(str::to_owned));
        }
    }
}

fn p99(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * 99 / 100).copied().unwrap_or(f64::INFINITY)
}
