//! A pager whose bells are heard in memory only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;

use super::shared::{Fault, Shared, not_found};
use crate::error::PortError;
use crate::ids::{EffectId, PersonId};
use crate::people::Profile;
use crate::ports::clock::Clock;
use crate::ports::inbound::{Delivery, Inbound};
use crate::ports::pager::{PageRequest, PageState, Pager, page_of};

/// A page as the pager holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPage {
    /// What was asked for.
    pub request: PageRequest,
    /// How far it has come.
    pub state: PageState,
    /// Who acknowledged it.
    pub acknowledged_by: Option<PersonId>,
}

/// A pager. It knows the people that were registered, and forgets no page.
#[derive(Debug)]
pub struct MemoryPager {
    clock: Arc<dyn Clock>,
    state: Shared<State>,
}

#[derive(Debug, Default)]
struct State {
    people: BTreeMap<PersonId, Profile>,
    /// In the order in which they came.
    pages: Vec<HeldPage>,
    keys: BTreeSet<EffectId>,
    reports: Vec<Delivery>,
}

impl State {
    fn page(&mut self, dedup_key: &str) -> Option<&mut HeldPage> {
        self.pages.iter_mut().find(|page| page.request.dedup_key == dedup_key)
    }
}

impl MemoryPager {
    /// A pager that knows nobody yet.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, state: Shared::new(State::default()) }
    }

    /// Gives a person a device. Again: their profile is replaced.
    pub fn register(&self, profile: Profile) {
        self.state.change(|state| state.people.insert(profile.id.clone(), profile));
    }

    /// Everything that was accepted rings now.
    pub fn deliver(&self) {
        self.state.change(|state| {
            let accepted = state.pages.iter_mut().filter(|page| page.state == PageState::Accepted);
            accepted.for_each(|page| page.state = PageState::Delivered);
        });
    }

    /// A person presses the button on their device: the page is theirs, and that is reported. A page that is
    /// acknowledged or stood down stays as it is, and nothing is reported.
    ///
    /// # Errors
    /// `NotFound` where there is no such page or the person has no device.
    pub fn acknowledge(&self, person: &PersonId, dedup_key: &str) -> Result<(), PortError> {
        let occurred_at = self.clock.now();
        self.state.change(|state| {
            let unknown = |what: &str| not_found("acknowledge", format!("{what} {dedup_key}"));
            let by = state.people.get(person).cloned();
            let by = by.ok_or_else(|| not_found("acknowledge", format!("person {person}")))?;
            let page = state.page(dedup_key).ok_or_else(|| unknown("page"))?;
            if matches!(page.state, PageState::Acknowledged | PageState::StoodDown) {
                return Ok(());
            }
            page.state = PageState::Acknowledged;
            page.acknowledged_by = Some(person.clone());
            if let Some((stream, page)) = page_of(dedup_key) {
                state.reports.push(Delivery {
                    source: String::from("memory-pager"),
                    key: format!("acknowledged/{dedup_key}"),
                    occurred_at,
                    inbound: Inbound::PageReceipt { stream, page, by },
                });
            }
            Ok(())
        })
    }

    /// All pages, the oldest first.
    #[must_use]
    pub fn pages(&self) -> Vec<HeldPage> {
        self.state.read(|state| state.pages.clone())
    }

    /// What wakes a person now: pages that nobody has and that were not stood down.
    #[must_use]
    pub fn ringing(&self, person: &PersonId) -> Vec<PageRequest> {
        let rings = |page: &HeldPage| {
            page.request.person == *person
                && matches!(page.state, PageState::Accepted | PageState::Delivered)
        };
        let pages = self.pages().into_iter().filter(rings);
        pages.map(|page| page.request).collect()
    }

    /// What was reported since this was last asked: who acknowledged which page.
    #[must_use]
    pub fn take_reports(&self) -> Vec<Delivery> {
        self.state.change(|state| std::mem::take(&mut state.reports))
    }

    /// The same, but waits until there is something.
    pub async fn next_reports(&self) -> Vec<Delivery> {
        let take = |state: &mut State| {
            (!state.reports.is_empty()).then(|| std::mem::take(&mut state.reports))
        };
        self.state.until(take).await
    }

    /// Orders a failure of the next `page`, `stand_down` or `receipt`.
    pub fn fail_next(&self, operation: &'static str, fault: Fault) {
        self.state.fail_next(operation, fault);
    }

    /// Lets every call of an operation fail until it is mended (`None`).
    pub fn set_broken(&self, operation: &'static str, fault: Option<Fault>) {
        self.state.set_broken(operation, fault);
    }
}

#[async_trait]
impl Pager for MemoryPager {
    async fn page(&self, request: &PageRequest, key: &EffectId) -> Result<(), PortError> {
        self.state.call("page", |state| {
            if !state.people.contains_key(&request.person) {
                return Err(not_found("page", format!("device of {}", request.person)));
            }
            let repeat = !state.keys.insert(*key);
            if repeat || state.page(&request.dedup_key).is_some() {
                return Ok(());
            }
            let (request, accepted) = (request.clone(), PageState::Accepted);
            state.pages.push(HeldPage { request, state: accepted, acknowledged_by: None });
            Ok(())
        })
    }

    async fn stand_down(&self, dedup_key: &str, _: &EffectId) -> Result<(), PortError> {
        self.state.call("stand_down", |state| {
            if let Some(page) = state.page(dedup_key) {
                page.state = PageState::StoodDown;
            }
            Ok(())
        })
    }

    async fn receipt(&self, dedup_key: &str) -> Result<Option<PageState>, PortError> {
        self.state.call("receipt", |state| Ok(state.page(dedup_key).map(|page| page.state.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::StreamId;
    use crate::memory::ManualClock;
    use crate::memory::tests::{key, now, profile};

    fn pager() -> (MemoryPager, Profile) {
        let pager = MemoryPager::new(Arc::new(ManualClock::at_epoch()));
        let jim = profile("jim");
        pager.register(jim.clone());
        (pager, jim)
    }

    fn request(person: &Profile, dedup_key: &str) -> PageRequest {
        let (dedup_key, person) = (dedup_key.to_owned(), person.id.clone());
        PageRequest { dedup_key, person, summary: "Checkout is down".into(), drill: false }
    }

    #[test]
    fn a_page_rings_until_somebody_has_it_and_that_is_reported_once() {
        let (pager, jim) = pager();
        let asked = request(&jim, "em/page/3/0/memory:jim");
        now(pager.page(&asked, &key(1))).unwrap();
        assert_eq!(pager.ringing(&jim.id), std::slice::from_ref(&asked));
        pager.deliver();
        assert_eq!(now(pager.receipt(&asked.dedup_key)).unwrap(), Some(PageState::Delivered));
        for _ in 0..2 {
            pager.acknowledge(&jim.id, &asked.dedup_key).unwrap();
        }
        assert!(pager.ringing(&jim.id).is_empty());
        let reports: Vec<_> = pager.take_reports().into_iter().map(|one| one.inbound).collect();
        let stream = StreamId::EmergencyChannel;
        assert_eq!(reports, [Inbound::PageReceipt { stream, page: 3, by: jim }]);
        assert!(pager.take_reports().is_empty());
    }

    #[test]
    fn a_page_that_was_stood_down_stays_silent() {
        let (pager, jim) = pager();
        let asked = request(&jim, "a");
        now(pager.page(&asked, &key(1))).unwrap();
        now(pager.stand_down("a", &key(2))).unwrap();
        now(pager.page(&asked, &key(3))).unwrap();
        pager.acknowledge(&jim.id, "a").unwrap();
        assert_eq!(now(pager.receipt("a")).unwrap(), Some(PageState::StoodDown));
        assert!(pager.ringing(&jim.id).is_empty() && pager.take_reports().is_empty());
    }

    #[test]
    fn only_keys_of_ours_name_a_page() {
        assert_eq!(page_of("em/page/3"), Some((StreamId::EmergencyChannel, 3)));
        assert_eq!(page_of("em/page/3/0/memory:jim"), Some((StreamId::EmergencyChannel, 3)));
        assert_eq!(page_of("elsewhere/page/3"), None);
        assert_eq!(page_of("em/page/three"), None);
        assert_eq!(page_of("b1d4"), None);
    }

    #[test]
    fn a_lost_answer_has_rung_all_the_same() {
        let (pager, jim) = pager();
        pager.fail_next("page", Fault::answer_lost());
        now(pager.page(&request(&jim, "a"), &key(1))).unwrap_err();
        assert_eq!(pager.ringing(&jim.id).len(), 1);
    }
}
