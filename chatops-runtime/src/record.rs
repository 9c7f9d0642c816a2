//! Reading the record: postmortems and transcripts from the journal.

use chatops_core::error::PortError;
use chatops_core::ids::IncidentId;
use chatops_core::ports::Journal;

pub(crate) struct Written {
    pub(crate) title: String,
    pub(crate) markdown: String,
}

pub(crate) async fn postmortem(
    _journal: &dyn Journal,
    _incident: IncidentId,
) -> Result<Written, PortError> {
    Ok(Written { title: String::new(), markdown: String::new() })
}
pub(crate) async fn transcript(
    _journal: &dyn Journal,
    _incident: IncidentId,
) -> Result<String, PortError> {
    Ok(String::new())
}
