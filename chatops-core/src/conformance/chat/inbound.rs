//! What the bot is told.

use std::future::ready;

use super::ChatRig;
use super::make::{everything, have, said, scene, until_said, words, wrote};
use super::messages::AGE;
use crate::conformance::wait::soon;
use crate::conformance::{Failure, equal, holds, only};
use crate::ids::MessageId;
use crate::ports::inbound::Delivery;

/// The deliveries that report one of these messages.
fn of<'a>(deliveries: &'a [Delivery], messages: &[&MessageId]) -> Vec<&'a Delivery> {
    let named = |one: &&Delivery| wrote(one).is_some_and(|said| messages.contains(&&said.message));
    deliveries.iter().filter(named).collect()
}

fn keys(deliveries: &[&Delivery]) -> Vec<String> {
    deliveries.iter().map(|one| one.key.clone()).collect()
}

pub(super) async fn inbound_delivers(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let one = said(rig, &scene.jim, &scene.room, "is it <b>down</b>?").await?;
    let two = said(rig, &scene.ann, &scene.room, "yes").await?;
    let deliveries = until_said(rig, &[&one, &two]).await?;
    let reported: Vec<_> = of(&deliveries, &[&one, &two]).into_iter().filter_map(wrote).collect();
    let seen: Vec<_> = reported
        .iter()
        .map(|said| (&said.message, &said.author.id, &said.room, said.text.as_str()))
        .collect();
    let expected = vec![
        (&one, &scene.jim, &scene.room, "is it <b>down</b>?"),
        (&two, &scene.ann, &scene.room, "yes"),
    ];
    equal("what is reported, in order", &seen, &expected)?;
    let source = rig.platform().describe().name;
    holds("the source", deliveries.iter().all(|one| one.source == source), "the platform's name")
}

pub(super) async fn inbound_skips_own(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let ours = rig.platform().post(&scene.room, &words("from the bot"), &rig.key()).await?;
    rig.platform().edit(&scene.room, &ours, &words("from the bot too"), &rig.key()).await?;
    let theirs = said(rig, &scene.jim, &scene.room, "from a person").await?;
    let deliveries = until_said(rig, &[&theirs]).await?;
    let names_ours = |one: &&Delivery| {
        wrote(one).is_some_and(|said| said.message == ours || said.text.contains("from the bot"))
    };
    let own: Vec<_> = deliveries.iter().filter(names_ours).collect();
    equal("our own messages among the deliveries", &own, &Vec::new())
}

pub(super) async fn inbound_redelivers(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let message = said(rig, &scene.jim, &scene.room, "do not lose me").await?;
    let first = until_said(rig, &[&message]).await?;
    rig.reconnect().await?;
    let again = until_said(rig, &[&message]).await?;
    let expected = keys(&of(&first, &[&message]));
    equal("its key when it comes again", &keys(&of(&again, &[&message])), &expected)
}

pub(super) async fn acknowledged_stays_away(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let done = said(rig, &scene.jim, &scene.room, "I am stored").await?;
    let open = said(rig, &scene.jim, &scene.room, "I am not").await?;
    let first = until_said(rig, &[&done, &open]).await?;
    rig.platform().acknowledge(&keys(&of(&first, &[&done]))).await?;
    rig.reconnect().await?;
    let again = until_said(rig, &[&open]).await?;
    equal("what comes again of the stored one", &of(&again, &[&done]), &Vec::new())?;
    rig.platform().acknowledge(&keys(&of(&again, &[&open]))).await?;
    rig.reconnect().await?;
    let last = everything(rig).await?;
    equal("what comes again of both", &of(&last, &[&done, &open]), &Vec::new())
}

pub(super) async fn inbound_can_be_dropped(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    everything(rig).await?;
    let platform = rig.platform();
    let (mut messages, mut deliveries) = (Vec::new(), Vec::new());
    for text in ["one", "two", "three"] {
        let mut waiting = platform.inbound();
        let early = soon(waiting.as_mut(), rig.pause()).await;
        holds("what is delivered before anybody speaks", early.is_none(), "nothing")?;
        messages.push(said(rig, &scene.jim, &scene.room, text).await?);
        // A glance or two, then it is dropped wherever it stands.
        if let Some(delivered) = soon(waiting, ready(())).await {
            deliveries.extend(delivered?);
        }
        deliveries.extend(everything(rig).await?);
    }
    for message in &messages {
        let reports = of(&deliveries, &[message]);
        only(&format!("the reports of message {message}"), reports)?;
    }
    Ok(())
}

pub(super) async fn history_repeats_keys(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let history = have(rig.platform().facets().history)?;
    let one = said(rig, &scene.jim, &scene.room, "first").await?;
    rig.platform().post(&scene.room, &words("from the bot"), &rig.key()).await?;
    let two = said(rig, &scene.ann, &scene.room, "second").await?;
    let reported = until_said(rig, &[&one, &two]).await?;
    let found = history.within(&scene.room, AGE).await?;
    let texts: Vec<_> = found.iter().filter_map(wrote).map(|said| said.text.as_str()).collect();
    equal("what people wrote", &texts, &vec!["first", "second"])?;
    let expected = keys(&of(&reported, &[&one, &two]));
    equal("their keys", &keys(&of(&found, &[&one, &two])), &expected)
}
