//! The cases of [`AlertSource`](crate::ports::AlertSource).

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use super::{Failure, cases, equal, holds, refused};
use crate::error::ErrorKind;
use crate::ids::EffectId;
use crate::ports::AlertSource;

/// An alert source, with bodies as its webhook sends them.
#[async_trait]
pub trait AlertRig: Send + Sync + fmt::Debug {
    /// The source.
    fn source(&self) -> Arc<dyn AlertSource>;

    /// A key that was never given before.
    fn key(&self) -> EffectId;

    /// Two different alerts with these titles, in this order: in one body, or in two where a body never
    /// holds more than one.
    fn bodies(&self, titles: [&str; 2]) -> Vec<Vec<u8>>;

    /// A body with one alert whose title holds these words, and with a field that nobody knows.
    fn newer(&self, title: &str) -> Vec<u8>;

    /// A body that is of the right form but for one place, and how an error names that place.
    fn broken(&self) -> (Vec<u8>, String);

    /// A graph that the source draws: none where it draws none.
    fn graph(&self) -> Option<String>;

    /// An alert that can be acknowledged: none where the source cannot be told.
    async fn alert(&self) -> Result<Option<String>, Failure>;

    /// Whether the source knows that somebody has an alert.
    async fn is_acknowledged(&self, alert: &str) -> Result<bool, Failure>;
}

cases! {
    dyn AlertRig;
    "Every alert in it becomes one signal." => every_alert_is_read,
    "The same body gives the same identities." => identities_are_stable,
    "A body that is no such webhook is an error of kind `Invalid` that names the place." => foreign_body,
    "Unknown fields are passed over." => unknown_fields,
    "A source without graphs answers with an error of kind `Unsupported`." => chart_or_unsupported,
    "A source that cannot be told answers `Unsupported`." => acknowledge_or_unsupported,
}

const TITLES: [&str; 2] = ["Checkout is slow", "Disk is full"];

/// What is read from all bodies: the title, the source and the key of each signal.
fn read(rig: &dyn AlertRig) -> Result<Vec<(String, String, String)>, Failure> {
    let source = rig.source();
    let mut read = Vec::new();
    for body in rig.bodies(TITLES) {
        let signals = source.read(&body)?.into_iter();
        read.extend(signals.map(|one| (one.bounded().title, one.source, one.key)));
    }
    Ok(read)
}

async fn every_alert_is_read(rig: &dyn AlertRig) -> Result<(), Failure> {
    let read = read(rig)?;
    equal("the number of signals", &read.len(), &TITLES.len())?;
    for ((title, ..), words) in read.iter().zip(TITLES) {
        holds(&format!("the title `{title}`"), title.contains(words), &format!("`{words}`"))?;
    }
    Ok(())
}

async fn identities_are_stable(rig: &dyn AlertRig) -> Result<(), Failure> {
    let first = read(rig)?;
    equal("the identities at a second reading", &read(rig)?, &first)?;
    let keys: BTreeSet<_> = first.iter().map(|(_, _, key)| key).collect();
    equal("the number of different identities", &keys.len(), &TITLES.len())?;
    let named = first.iter().all(|(_, source, _)| source == rig.source().name());
    holds("the source of the signals", named, "the name of the source")
}

async fn foreign_body(rig: &dyn AlertRig) -> Result<(), Failure> {
    let source = rig.source();
    for body in [&b""[..], b"\xff\xfe", b"hello", b"<html>", b"{\"alerts\": 7}", b"7", b"[[[["] {
        let shown = String::from_utf8_lossy(body);
        refused(&format!("reading `{shown}`"), source.read(body), ErrorKind::Invalid)?;
    }
    let (broken, place) = rig.broken();
    let result = source.read(&broken);
    let named = result.as_ref().err().is_some_and(|error| error.detail.contains(&place));
    refused("reading a broken body", result, ErrorKind::Invalid)?;
    holds("the error", named, &format!("to name `{place}`"))
}

async fn unknown_fields(rig: &dyn AlertRig) -> Result<(), Failure> {
    let signals = rig.source().read(&rig.newer("Checkout is slow"))?;
    let titles: Vec<String> = signals.iter().map(|one| one.bounded().title).collect();
    let read = matches!(titles.as_slice(), [title] if title.contains("Checkout is slow"));
    holds("the signal", read, "to be read as if the field were not there")
}

async fn chart_or_unsupported(rig: &dyn AlertRig) -> Result<(), Failure> {
    let source = rig.source();
    let Some(query) = rig.graph() else {
        let result = source.chart("cpu", 60).await;
        return refused("asking for a graph", result, ErrorKind::Unsupported);
    };
    let picture = source.chart(&query, 60).await?;
    holds("the picture", !picture.bytes.is_empty(), "to hold something")?;
    let drawn = matches!(picture.media_type.as_str(), "image/png" | "image/svg+xml");
    holds("its type", drawn, "one that the chats show")?;
    holds("its description", !picture.alternative.trim().is_empty(), "words")
}

async fn acknowledge_or_unsupported(rig: &dyn AlertRig) -> Result<(), Failure> {
    let source = rig.source();
    let Some(alert) = rig.alert().await? else {
        let result = source.acknowledge("unknown", &rig.key()).await;
        return refused("acknowledging an alert", result, ErrorKind::Unsupported);
    };
    holds("the alert before", !rig.is_acknowledged(&alert).await?, "to be nobody's")?;
    source.acknowledge(&alert, &rig.key()).await?;
    holds("the alert after", rig.is_acknowledged(&alert).await?, "to be somebody's")
}
