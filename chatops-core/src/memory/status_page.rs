//! The built-in status page: what was approved, as one HTML document.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use super::shared::{Fault, Shared};
use crate::error::PortError;
use crate::ids::{EffectId, IncidentId};
use crate::ports::clock::Clock;
use crate::ports::status_page::StatusPage;
use crate::public_page::{PublicEntry, PublicPage, render_html};
use crate::public_update::ApprovedUpdate;

/// A status page. The host serves [`MemoryStatusPage::html`].
#[derive(Debug)]
pub struct MemoryStatusPage {
    clock: Arc<dyn Clock>,
    title: String,
    drill: bool,
    state: Shared<State>,
}

#[derive(Debug, Default)]
struct State {
    /// In the order in which they were published.
    entries: Vec<(ApprovedUpdate, Timestamp)>,
    /// Where each key published.
    keys: BTreeMap<EffectId, (IncidentId, String)>,
}

impl MemoryStatusPage {
    /// An empty page with this heading.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, title: &str) -> Self {
        Self { clock, title: title.to_owned(), drill: false, state: Shared::new(State::default()) }
    }

    /// The same page, marked as practice.
    #[must_use]
    pub fn drill(mut self) -> Self {
        self.drill = true;
        self
    }

    /// What is on the page, with when it was published, the oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<(ApprovedUpdate, Timestamp)> {
        self.state.read(|state| state.entries.clone())
    }

    /// The page as anybody reads it.
    #[must_use]
    pub fn html(&self) -> String {
        let entries = self.entries();
        render_html(&PublicPage {
            title: self.title.clone(),
            drill: self.drill,
            entries: entries.iter().map(|(update, at)| PublicEntry::new(update, *at)).collect(),
        })
    }

    /// Orders a failure of the next `publish` or `withdraw`.
    pub fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.state.fail_next(operation, fault);
    }

    /// Lets every call of an operation fail until it is mended (`None`).
    pub fn set_broken(&self, operation: &'static str, fault: Option<Fault>) {
        self.state.set_broken(operation, fault);
    }
}

#[async_trait]
impl StatusPage for MemoryStatusPage {
    async fn publish(&self, update: &ApprovedUpdate, key: &EffectId) -> Result<String, PortError> {
        let at = self.clock.now();
        self.state.call("publish", |state| {
            if let Some((_, url)) = state.keys.get(key) {
                return Ok(url.clone());
            }
            state.entries.push((update.clone(), at));
            // No such host exists (RFC 2606): whoever serves the page knows where it stands.
            let url = format!("https://status.invalid/#{}", PublicEntry::new(update, at).anchor());
            state.keys.insert(*key, (*update.incident(), url.clone()));
            Ok(url)
        })
    }

    async fn published(
        &self,
        incident: &IncidentId,
        key: &EffectId,
    ) -> Result<Option<String>, PortError> {
        self.state.call("published", |state| {
            let known = state.keys.get(key).filter(|(about, _)| about == incident);
            Ok(known.map(|(_, url)| url.clone()))
        })
    }

    async fn withdraw(&self, incident: &IncidentId, _: &EffectId) -> Result<(), PortError> {
        self.state.call("withdraw", |state| {
            state.entries.retain(|(update, _)| update.incident() != incident);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::ManualClock;
    use crate::memory::tests::{incident, key, now, profile};
    use crate::public_update::PublicPhase;

    #[test]
    fn the_page_shows_what_was_approved_until_it_is_withdrawn() {
        let clock = Arc::new(ManualClock::at_epoch());
        let page = MemoryStatusPage::new(clock, "Example Shop").drill();
        let update = |number, text| {
            let by = profile("jim").id;
            ApprovedUpdate::for_tests(incident(1), number, PublicPhase::Monitoring, text, by)
        };
        let first = now(page.publish(&update(1, "Slow & safe."), &key(1))).unwrap();
        let second = now(page.publish(&update(2, "All is well."), &key(2))).unwrap();
        assert_ne!(first, second);
        assert!(page.html().contains("Slow &amp; safe."));
        assert!(page.html().contains("This is a drill."));
        let anchor = first.rsplit('#').next().unwrap();
        assert!(page.html().contains(&format!("id=\"{anchor}\"")), "{}", page.html());
        now(page.withdraw(&incident(1), &key(3))).unwrap();
        assert!(page.entries().is_empty());
        now(page.publish(&update(1, "Slow & safe."), &key(1))).unwrap();
        assert!(page.entries().is_empty(), "a late repeat brings nothing back");
    }
}
