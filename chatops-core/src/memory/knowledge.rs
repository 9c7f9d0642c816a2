//! A knowledge base in memory.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::shared::{Fault, Shared, refuse};
use crate::error::{ErrorKind, PortError};
use crate::ids::{EffectId, IncidentId};
use crate::ports::knowledge::{Document, KnowledgeBase};

/// A knowledge base: one document for each incident.
#[derive(Debug)]
pub struct MemoryKnowledge {
    documents: Shared<BTreeMap<IncidentId, Document>>,
}

impl Default for MemoryKnowledge {
    fn default() -> Self {
        Self { documents: Shared::new(BTreeMap::new()) }
    }
}

impl MemoryKnowledge {
    /// An empty knowledge base.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The document of an incident.
    #[must_use]
    pub fn document(&self, incident: &IncidentId) -> Option<Document> {
        self.documents.read(|documents| documents.get(incident).cloned())
    }

    /// Orders a failure of the next `publish` or `find`.
    pub fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.documents.fail_next(operation, fault);
    }

    /// Lets every call of an operation fail until it is mended (`None`).
    pub fn set_broken(&self, operation: &'static str, fault: Option<Fault>) {
        self.documents.set_broken(operation, fault);
    }
}

/// Where the document of an incident stands. No such host exists (RFC 2606).
fn address(incident: &IncidentId) -> String {
    format!("https://knowledge.invalid/incidents/{incident}")
}

#[async_trait]
impl KnowledgeBase for MemoryKnowledge {
    async fn publish(&self, document: &Document, _: &EffectId) -> Result<String, PortError> {
        self.documents.call("publish", |documents| {
            if document.title.trim().is_empty() {
                let detail = "the title is empty; say which incident it is about";
                return Err(refuse("publish", ErrorKind::Invalid, detail));
            }
            documents.insert(document.incident, document.clone());
            Ok(address(&document.incident))
        })
    }

    async fn find(&self, incident: &IncidentId) -> Result<Option<String>, PortError> {
        self.documents.call("find", |documents| {
            Ok(documents.contains_key(incident).then(|| address(incident)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::tests::{incident, key, now};

    #[test]
    fn a_document_without_title_is_refused_and_the_last_one_stays() {
        let knowledge = MemoryKnowledge::new();
        let document = |title: &str| Document {
            incident: incident(1),
            title: title.to_owned(),
            markdown: String::from("# What happened"),
        };
        now(knowledge.publish(&document("HOT-330"), &key(1))).unwrap();
        let refused = now(knowledge.publish(&document(""), &key(2))).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Invalid);
        assert_eq!(knowledge.document(&incident(1)), Some(document("HOT-330")));
        assert_eq!(knowledge.document(&incident(2)), None);
    }
}
