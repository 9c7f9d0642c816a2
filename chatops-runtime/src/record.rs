//! Reading the record: postmortems and transcripts, written from the journal when they are asked for.
//!
//! Nothing need run for it and nothing is written, so it is also the way to read a journal that cannot be written: one of a
//! newer form, or one that was opened with `SqliteJournal::open_read_only`, also beside the process that writes it.
//!
//! ```
//! use chatops_core::history::History;
//! use chatops_core::ports::Journal;
//! use chatops_core::timeline::Timeline;
//! use chatops_core::transcript::{Scope, Transcript};
//!
//! async fn show(journal: &dyn Journal) -> Result<(), Box<dyn std::error::Error>> {
//!     let entries = chatops_runtime::record::entries(journal).await?;
//!     let history = History::read(&entries)?;
//!     if let Some(person) = history.commander() {
//!         println!("{} commands.", history.names().person(&person));
//!     }
//!     println!("{}", Timeline::of(&history).to_json());
//!     println!("{}", Transcript::of(&history, Scope::Everything).to_markdown());
//!     Ok(())
//! }
//! ```

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::history::History;
use chatops_core::ids::IncidentId;
use chatops_core::ports::Journal;
use chatops_core::ports::journal::{Entry, PAGE_ROWS_MAX};
use chatops_core::postmortem::Postmortem;
use chatops_core::transcript::{Scope, Transcript};

/// Most entries of one record that are read into memory: ten times the largest incident that is planned for
/// (RELIABILITY X29).
const ENTRIES_MAX: usize = 1_000_000;

/// A document, ready to be kept.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) title: String,
    pub(crate) markdown: String,
}

/// The postmortem of an incident, from the record alone (Feature F3).
pub(crate) async fn postmortem(
    journal: &dyn Journal,
    incident: IncidentId,
) -> Result<Written, PortError> {
    let entries = entries(journal).await?;
    let history = read(&entries)?;
    let postmortem = Postmortem::of(&history, incident)
        .ok_or_else(|| unreadable("there is no such incident"))?;
    Ok(Written { title: postmortem.heading(), markdown: postmortem.to_markdown() })
}

/// The transcript of an incident (Feature F2), and what the incident is called. It holds nothing of other incidents.
pub(crate) async fn transcript(
    journal: &dyn Journal,
    incident: IncidentId,
) -> Result<(Transcript, String), PortError> {
    let entries = entries(journal).await?;
    let history = read(&entries)?;
    let name = history.names().incident(&incident);
    Ok((Transcript::of(&history, Scope::Incident(incident)), name))
}

/// The whole record, in order: names are told on the channel's stream, so an incident's own is not enough. At most
/// 1,000,000 entries; who has more reads them page by page with [`Journal::read_all`].
///
/// # Errors
/// Those of [`Journal::read_all`]; `Corrupt` where there are more.
pub async fn entries(journal: &dyn Journal) -> Result<Vec<Entry>, PortError> {
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let after = all.last().map_or(0, |last| last.position);
        let page = journal.read_all(after, PAGE_ROWS_MAX).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
        if all.len() > ENTRIES_MAX {
            return Err(unreadable(
                "the record is too long to be written at once; write it from the journal file",
            ));
        }
    }
}

fn read(entries: &[Entry]) -> Result<History<'_>, PortError> {
    History::read(entries).map_err(|error| unreadable(&error.to_string()))
}

fn unreadable(why: &str) -> PortError {
    PortError::not_done("runtime", "write_the_record", ErrorKind::Corrupt, why)
}
