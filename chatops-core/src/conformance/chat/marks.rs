//! What hangs on rooms and messages: topics, pins, threads, buttons, reactions, pictures, the end of a room.

use super::ChatRig;
use super::make::{have, picture, reads, said, scene, set, words};
use crate::conformance::{Failure, equal, holds, refused};
use crate::error::ErrorKind;
use crate::message::{File, Message};
use crate::ports::chat::Dedup;
use crate::text::Text;

pub(super) async fn topic_is_shown(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let topics = have(rig.platform().facets().topics)?;
    let max = rig.platform().limits().topic_chars_max;
    let quiet = "Jim Smith – All Quiet <here> & @everyone";
    let quiet: String = quiet.chars().take(max).collect();
    let before = rig.topic_changes(&scene.room).await?;
    for _ in 0..2 {
        topics.set_topic(&scene.room, &quiet, &rig.key()).await?;
        equal("the topic", &rig.topic(&scene.room).await?, &quiet)?;
    }
    if let (Some(before), Some(after)) = (before, rig.topic_changes(&scene.room).await?) {
        equal("how often it was written", &after.saturating_sub(before), &1)?;
    }
    let long = "a".repeat(max + 1);
    let result = topics.set_topic(&scene.room, &long, &rig.key()).await;
    refused("writing a topic that is too long", result, ErrorKind::Invalid)?;
    let result = topics.set_topic(&rig.unknown_room(), "a", &rig.key()).await;
    refused("writing the topic of an unknown room", result, ErrorKind::NotFound)?;
    equal("the topic in the end", &rig.topic(&scene.room).await?, &quiet)
}

pub(super) async fn pin_twice(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let pins = have(rig.platform().facets().pins)?;
    let ours = rig.platform().post(&scene.room, &words("read this"), &rig.key()).await?;
    let theirs = said(rig, &scene.jim, &scene.room, "and this").await?;
    for message in [&ours, &theirs] {
        holds("the message before", !scene.message(rig, message).await?.pinned, "not pinned")?;
        for _ in 0..2 {
            pins.pin(&scene.room, message, &rig.key()).await?;
            holds("the message after", scene.message(rig, message).await?.pinned, "pinned")?;
        }
    }
    let result = pins.pin(&scene.room, &rig.unknown_message(), &rig.key()).await;
    refused("pinning an unknown message", result, ErrorKind::NotFound)
}

pub(super) async fn unpin_twice(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let pins = have(rig.platform().facets().pins)?;
    let one = rig.platform().post(&scene.room, &words("read this"), &rig.key()).await?;
    let two = rig.platform().post(&scene.room, &words("and this"), &rig.key()).await?;
    pins.unpin(&scene.room, &one, &rig.key()).await?;
    pins.pin(&scene.room, &one, &rig.key()).await?;
    pins.pin(&scene.room, &two, &rig.key()).await?;
    for _ in 0..2 {
        pins.unpin(&scene.room, &one, &rig.key()).await?;
        holds("the message", !scene.message(rig, &one).await?.pinned, "not pinned")?;
        holds("the other one", scene.message(rig, &two).await?.pinned, "pinned still")?;
    }
    Ok(())
}

pub(super) async fn thread_keeps_parent(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let threads = have(rig.platform().facets().threads)?;
    let parent = said(rig, &scene.jim, &scene.room, "why?").await?;
    let (text, key) = (Text::new().plain("@channel because, ").mention(&scene.ann), rig.key());
    let reply = threads.reply(&scene.room, &parent, &text.clone().into(), &key).await?;
    let shown = scene.message(rig, &reply).await?;
    equal("the message that it answers", &shown.thread, &Some(parent.clone()))?;
    reads("its words", &shown.text, "@channel because, ")?;
    let woken = rig.notified(&scene.room, &reply).await?;
    // Some platforms tell the author of the parent that there is an answer: that is what a thread is for.
    let others: Vec<_> = woken.iter().filter(|one| **one != scene.jim).collect();
    equal("those woken", &others, &vec![&scene.ann])?;
    if let Dedup::ByKey(_) = rig.platform().limits().dedup {
        let again = threads.reply(&scene.room, &parent, &text.into(), &key).await?;
        equal("the message of the same key", &again, &reply)?;
    }
    let long = words(&"a".repeat(rig.platform().limits().text_chars_max + 1));
    let result = threads.reply(&scene.room, &parent, &long, &rig.key()).await;
    refused("answering with a text that is too long", result, ErrorKind::Invalid)?;
    let unknown = rig.unknown_message();
    let result = threads.reply(&scene.room, &unknown, &words("a"), &rig.key()).await;
    refused("answering an unknown message", result, ErrorKind::NotFound)
}

pub(super) async fn button_labels_fit(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let max = have(rig.platform().facets().buttons)?.label_chars_max();
    holds("the longest label", max >= 10, "at least 10 characters")?;
    let count = rig.platform().limits().buttons_max;
    let label = |number: usize| {
        let start = format!("{number} ä");
        let fill = max.saturating_sub(start.chars().count());
        format!("{start}{}", "b".repeat(fill))
    };
    let labels: Vec<String> = (0..count).map(label).collect();
    let add = |message: Message, label: &String| message.button(label, "ack 1");
    let message = labels.iter().fold(words("What next?"), add);
    rig.platform().post(&scene.room, &message, &rig.key()).await?;
    let shown = scene.ours(rig).await?;
    let expected: Vec<String> = message.buttons.into_iter().map(|button| button.label).collect();
    equal("the labels", &shown.buttons, &expected)
}

pub(super) async fn archive_twice(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let archive = have(rig.platform().facets().archive)?;
    rig.platform().post(&scene.room, &words("the last word"), &rig.key()).await?;
    for _ in 0..2 {
        archive.archive(&scene.room, &rig.key()).await?;
    }
    let texts = scene.texts(rig, &scene.jim).await?;
    let kept = texts.iter().any(|text| text.contains("the last word"));
    holds("what was said", kept, "to stay readable")?;
    let taken = rig.say(&scene.jim, &scene.room, "one more thing").await?;
    equal("what a person says in a closed room", &taken, &None)?;
    let result = archive.archive(&rig.unknown_room(), &rig.key()).await;
    refused("closing an unknown room", result, ErrorKind::NotFound)
}

pub(super) async fn react_twice(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let reactions = have(rig.platform().facets().reactions)?;
    let message = said(rig, &scene.jim, &scene.room, "done").await?;
    let before = scene.message(rig, &message).await?.reactions;
    equal("the reactions before", &before.len(), &0)?;
    for _ in 0..2 {
        reactions.react(&scene.room, &message, "👀", &rig.key()).await?;
        let after = scene.message(rig, &message).await?.reactions;
        equal("the reactions after", &after.len(), &1)?;
    }
    let result = reactions.react(&scene.room, &rig.unknown_message(), "👀", &rig.key()).await;
    refused("reacting to an unknown message", result, ErrorKind::NotFound)
}

pub(super) async fn picture_stands(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let files = have(rig.platform().facets().files)?;
    let picture = picture();
    let text = words("Load @everyone");
    let message = files.share(&scene.room, &picture, &text, &rig.key()).await?;
    let shown = scene.message(rig, &message).await?;
    equal("the type of the picture", &shown.picture, &Some(picture.media_type.clone()))?;
    reads("the words with it", &shown.text, "Load @everyone")?;
    let woken = rig.notified(&scene.room, &message).await?;
    equal("those woken", &woken, &set(&[]))?;
    let result = files.share(&rig.unknown_room(), &picture, &text, &rig.key()).await;
    refused("sharing in an unknown room", result, ErrorKind::NotFound)
}

pub(super) async fn document_stands(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let files = have(rig.platform().facets().files)?;
    let file = File {
        name: String::from("transcript-hot-330.md"),
        media_type: String::from("text/markdown; charset=utf-8"),
        bytes: b"# Transcript\n\n@everyone <!channel>\n".to_vec(),
    };
    let text = words("Transcript @everyone");
    let message = files.attach(&scene.room, &file, &text, &rig.key()).await?;
    let shown = scene.message(rig, &message).await?;
    equal("the name of the document", &shown.document, &Some(file.name.clone()))?;
    reads("the words with it", &shown.text, "Transcript @everyone")?;
    let woken = rig.notified(&scene.room, &message).await?;
    equal("those woken", &woken, &set(&[]))?;
    let result = files.attach(&rig.unknown_room(), &file, &text, &rig.key()).await;
    refused("a document for an unknown room", result, ErrorKind::NotFound)
}

pub(super) async fn remove_message_twice(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let moderation = have(rig.platform().facets().moderation)?;
    let gone = said(rig, &scene.jim, &scene.room, "@everyone look").await?;
    said(rig, &scene.jim, &scene.room, "I stay").await?;
    for _ in 0..2 {
        moderation.remove_message(&scene.room, &gone, &rig.key()).await?;
        let texts = scene.texts(rig, &scene.ann).await?;
        equal("what is left", &texts, &vec![String::from("I stay")])?;
    }
    Ok(())
}
