//! What a journal tells: timeline, transcript, postmortem, metrics.

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::history::History;
use chatops_core::metrics::{self, Metrics};
use chatops_core::ports::Journal;
use chatops_core::postmortem::Postmortem;
use chatops_core::timeline::Timeline;
use chatops_core::transcript::{Scope, Transcript};

use super::fold;

/// The record of a journal, ready to be written into files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Everything that happened, as JSON.
    pub timeline: String,
    /// What was said, as CommonMark.
    pub transcript: String,
    /// The same as a page for a browser.
    pub transcript_html: String,
    /// The same for programs.
    pub transcript_json: String,
    /// What is to be learnt, as CommonMark: one part for each incident.
    pub postmortem: String,
    /// Moments and durations, as JSON: those of the first incident, of each, and across them.
    pub metrics: String,
    /// Who commands at its end, by name.
    pub commander: Option<String>,
    /// How many lines the timeline has.
    pub moments: usize,
    /// How many incidents there were.
    pub incidents: usize,
}

/// Writes the record of a journal. The same journal gives the same bytes.
///
/// # Errors
/// Where the journal cannot be read.
pub async fn write(journal: &dyn Journal) -> Result<Written, PortError> {
    let entries = fold::entries(journal).await?;
    let history = History::read(&entries).map_err(|error| {
        PortError::not_done("stage", "write", ErrorKind::Corrupt, error.to_string())
    })?;
    let timeline = Timeline::of(&history);
    let incidents: Vec<_> = history.incidents().map(|opened| opened.incident).collect();
    let postmortems: Vec<String> = incidents
        .iter()
        .filter_map(|incident| Postmortem::of(&history, *incident))
        .map(|postmortem| postmortem.to_markdown())
        .collect();
    let postmortem = if postmortems.is_empty() {
        String::from("No incident was declared.\n")
    } else {
        postmortems.join("\n---\n\n")
    };
    let transcript = Transcript::of(&history, Scope::Everything);
    Ok(Written {
        commander: history.commander().map(|person| history.names().person(&person)),
        moments: timeline.entries().len(),
        timeline: timeline.to_json(),
        transcript: transcript.to_markdown(),
        transcript_html: transcript.to_html(),
        transcript_json: transcript.to_json(),
        postmortem,
        metrics: metrics::to_json(&Metrics::of_all(&history)),
        incidents: incidents.len(),
    })
}
