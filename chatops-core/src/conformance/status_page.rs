//! The cases of [`StatusPage`](crate::ports::StatusPage).

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::json;

use super::{Failure, cases, equal, holds};
use crate::ids::{EffectId, IncidentId};
use crate::ports::StatusPage;
use crate::public_update::{ApprovedUpdate, PublicPhase, digest};

/// A status page, seen from both sides.
#[async_trait]
pub trait StatusPageRig: Send + Sync + fmt::Debug {
    /// The page.
    fn page(&self) -> Arc<dyn StatusPage>;

    /// A key that was never given before.
    fn key(&self) -> EffectId;

    /// An incident that was never named before.
    fn incident(&self) -> IncidentId;

    /// What the public reads about an incident: the text of each update, the oldest first.
    async fn read(&self, incident: &IncidentId) -> Result<Vec<String>, Failure>;
}

cases! {
    dyn StatusPageRig;
    "After `Ok` the page shows exactly the approved text." => publish_is_exact,
    "The same key publishes once." => publish_is_idempotent,
    "It settles an attempt whose answer was lost." => published_is_found,
    "Of an incident that is not on it, it is `Ok`." => withdraw_unknown,
}

/// An approved update, read back as a journal does: nothing but an approval makes one.
fn update(incident: &IncidentId, number: u32, text: &str) -> Result<ApprovedUpdate, Failure> {
    let phase = PublicPhase::Monitoring;
    let stored = json!({
        "incident": incident,
        "number": number,
        "phase": phase,
        "text": text,
        "digest": digest(phase, text),
        "approved_by": "memory:jim",
    });
    serde_json::from_value(stored).map_err(|wrong| Failure {
        what: String::from("an approved update"),
        expected: String::from("to be read back"),
        seen: wrong.to_string(),
    })
}

async fn publish_is_exact(rig: &dyn StatusPageRig) -> Result<(), Failure> {
    let incident = rig.incident();
    let texts = [
        "We see errors at checkout.",
        "It's <b>better</b> & \"steady\": 3 < 4, *no stars*, [no link](x), ä ö 漢字.",
    ];
    for (number, text) in (1..).zip(texts) {
        let address = rig.page().publish(&update(&incident, number, text)?, &rig.key()).await?;
        holds("its address", !address.is_empty(), "to be given")?;
    }
    let expected: Vec<String> = texts.map(str::to_owned).into();
    equal("what the public reads", &rig.read(&incident).await?, &expected)
}

async fn publish_is_idempotent(rig: &dyn StatusPageRig) -> Result<(), Failure> {
    let (incident, key) = (rig.incident(), rig.key());
    let update = update(&incident, 1, "We see errors at checkout.")?;
    let first = rig.page().publish(&update, &key).await?;
    let again = rig.page().publish(&update, &key).await?;
    equal("the address at the second time", &again, &first)?;
    let expected = vec![update.text().to_owned()];
    equal("what the public reads", &rig.read(&incident).await?, &expected)
}

async fn published_is_found(rig: &dyn StatusPageRig) -> Result<(), Failure> {
    let (incident, other, key) = (rig.incident(), rig.incident(), rig.key());
    equal("before anything", &rig.page().published(&incident, &key).await?, &None)?;
    let update = update(&incident, 1, "We see errors at checkout.")?;
    let address = rig.page().publish(&update, &key).await?;
    equal("its key", &rig.page().published(&incident, &key).await?, &Some(address))?;
    equal("another key", &rig.page().published(&incident, &rig.key()).await?, &None)?;
    equal("another incident", &rig.page().published(&other, &key).await?, &None)
}

async fn withdraw_unknown(rig: &dyn StatusPageRig) -> Result<(), Failure> {
    let (page, incident, other) = (rig.page(), rig.incident(), rig.incident());
    page.withdraw(&incident, &rig.key()).await?;
    page.publish(&update(&incident, 1, "This one.")?, &rig.key()).await?;
    page.publish(&update(&other, 1, "Another one.")?, &rig.key()).await?;
    page.withdraw(&incident, &rig.key()).await?;
    equal("what the public reads of it", &rig.read(&incident).await?, &Vec::new())?;
    let expected = vec![String::from("Another one.")];
    equal("what the public reads of another", &rig.read(&other).await?, &expected)
}
