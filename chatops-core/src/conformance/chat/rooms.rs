//! The platform itself, its rooms, and who is in them.

use super::ChatRig;
use super::make::{have, said, scene, set, words};
use crate::conformance::{Failure, equal, holds, refused};
use crate::error::ErrorKind;
use crate::ids::PersonId;

pub(super) async fn describe_is_stable(rig: &dyn ChatRig) -> Result<(), Failure> {
    let first = rig.platform().describe();
    let plain = !first.name.is_empty()
        && first.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    holds("the name of the platform", plain, "one word in lower case")?;
    holds("its command prefix", !first.command_prefix.trim().is_empty(), "to be something")?;
    scene(rig).await?;
    equal("the description after a while", &rig.platform().describe(), &first)
}

pub(super) async fn facets_are_stable(rig: &dyn ChatRig) -> Result<(), Failure> {
    let first = rig.platform().facets().capabilities();
    scene(rig).await?;
    equal("the abilities after a while", &rig.platform().facets().capabilities(), &first)
}

pub(super) async fn limits_are_positive(rig: &dyn ChatRig) -> Result<(), Failure> {
    let limits = rig.platform().limits();
    for (what, limit) in [
        ("characters of a text", limits.text_chars_max),
        ("characters of a topic", limits.topic_chars_max),
        ("characters of a room name", limits.room_name_chars_max),
        ("people in an invitation", limits.invite_people_max),
        ("pins in a room", limits.pins_max),
        ("buttons on a message", limits.buttons_max),
    ] {
        holds(what, limit >= 1, "at least 1")?;
    }
    Ok(())
}

pub(super) async fn room_url_is_stable(rig: &dyn ChatRig) -> Result<(), Failure> {
    let platform = rig.platform();
    let (one, two) = (scene(rig).await?, scene(rig).await?);
    let url = platform.room_url(&one.room);
    holds("the address of a room", url.starts_with("https://"), "one that people can open")?;
    holds("the address of another", platform.room_url(&two.room) != url, "another one")?;
    platform.post(&one.room, &words("hello"), &rig.key()).await?;
    if let Some(topics) = platform.facets().topics {
        topics.set_topic(&one.room, "Something happened", &rig.key()).await?;
    }
    equal("the address after a while", &platform.room_url(&one.room), &url)
}

pub(super) async fn open_room_stands(rig: &dyn ChatRig) -> Result<(), Failure> {
    let platform = rig.platform();
    let name = rig.name("opened");
    let room = platform.open_room(&name, "To see that it stands.", &rig.key()).await?;
    equal("its name", &room.name, &name)?;
    holds("whose it is", room.ours, "ours")?;
    // Only in a room that stands and that we are in can we say something.
    platform.post(&room.room, &words("we are in"), &rig.key()).await?;
    equal("the people in it", &rig.members(&room.room).await?, &set(&[]))
}

pub(super) async fn open_room_is_idempotent(rig: &dyn ChatRig) -> Result<(), Failure> {
    let platform = rig.platform();
    let (name, key) = (rig.name("once"), rig.key());
    let first = platform.open_room(&name, "Once.", &key).await?;
    let again = platform.open_room(&name, "Once.", &key).await?;
    equal("the room of the same key", &again, &first)?;
    let other = platform.open_room(&rig.name("other"), "Another.", &rig.key()).await?;
    holds("the room of another key", other.room != first.room, "another one")
}

pub(super) async fn open_room_taken(rig: &dyn ChatRig) -> Result<(), Failure> {
    let platform = rig.platform();
    let name = rig.name("taken");
    platform.open_room(&name, "Ours.", &rig.key()).await?;
    let result = platform.open_room(&name, "Ours again.", &rig.key()).await;
    refused("opening a room that another key opened", result, ErrorKind::Taken)?;
    let (jim, theirs) = (rig.person("jim").await?, rig.name("theirs"));
    rig.make_room(&jim, &theirs).await?;
    let result = platform.open_room(&theirs, "Ours.", &rig.key()).await;
    refused("opening a room that a person made", result, ErrorKind::Taken)
}

pub(super) async fn open_room_long_name(rig: &dyn ChatRig) -> Result<(), Failure> {
    let platform = rig.platform();
    let max = platform.limits().room_name_chars_max;
    let start = rig.name("long");
    let name = |chars: usize| {
        let fill = chars.saturating_sub(start.chars().count());
        format!("{start}{}", "a".repeat(fill))
    };
    let result = platform.open_room(&name(max + 1), "Too long.", &rig.key()).await;
    refused("opening a room with a long name", result, ErrorKind::Invalid)?;
    let room = platform.open_room(&name(max), "Just right.", &rig.key()).await?;
    equal("the longest name", &room.name, &name(max))
}

pub(super) async fn find_room_finds(rig: &dyn ChatRig) -> Result<(), Failure> {
    let platform = rig.platform();
    let name = rig.name("found");
    let opened = platform.open_room(&name, "To be found.", &rig.key()).await?;
    equal("what is found", &platform.find_room(&name).await?, &Some(opened))?;
    let (jim, theirs) = (rig.person("jim").await?, rig.name("theirs"));
    rig.make_room(&jim, &theirs).await?;
    let ours = platform.find_room(&theirs).await?.map(|room| room.ours);
    equal("whether a room that a person made is ours", &ours, &Some(false))
}

pub(super) async fn find_room_none(rig: &dyn ChatRig) -> Result<(), Failure> {
    let platform = rig.platform();
    let name = rig.name("none");
    equal("what is found", &platform.find_room(&name).await?, &None)?;
    platform.open_room(&format!("{name}-too"), "Like it.", &rig.key()).await?;
    equal("what is found beside a longer name", &platform.find_room(&name).await?, &None)
}

/// Two people who are in no room of the case yet.
async fn newcomers(rig: &dyn ChatRig) -> Result<[PersonId; 2], Failure> {
    Ok([rig.person("bo").await?, rig.person("cas").await?])
}

pub(super) async fn invite_brings_all(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let [bo, cas] = newcomers(rig).await?;
    rig.platform().invite(&scene.room, &[bo.clone(), cas.clone()], &rig.key()).await?;
    let all = set(&[&scene.jim, &scene.ann, &bo, &cas]);
    equal("the people in the room", &rig.members(&scene.room).await?, &all)?;
    said(rig, &cas, &scene.room, "I am here").await.map(drop)
}

pub(super) async fn invite_twice(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let [bo, _] = newcomers(rig).await?;
    let people = [scene.jim.clone(), bo.clone()];
    for _ in 0..2 {
        rig.platform().invite(&scene.room, &people, &rig.key()).await?;
    }
    let all = set(&[&scene.jim, &scene.ann, &bo]);
    equal("the people in the room", &rig.members(&scene.room).await?, &all)
}

pub(super) async fn invite_too_many(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let [bo, _] = newcomers(rig).await?;
    let people = vec![bo; rig.platform().limits().invite_people_max + 1];
    let result = rig.platform().invite(&scene.room, &people, &rig.key()).await;
    refused("inviting too many", result, ErrorKind::Invalid)?;
    let before = set(&[&scene.jim, &scene.ann]);
    equal("the people in the room", &rig.members(&scene.room).await?, &before)
}

pub(super) async fn invite_unknown_room(rig: &dyn ChatRig) -> Result<(), Failure> {
    let jim = rig.person("jim").await?;
    let result = rig.platform().invite(&rig.unknown_room(), &[jim], &rig.key()).await;
    refused("inviting into an unknown room", result, ErrorKind::NotFound)
}

pub(super) async fn remove_person_twice(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let guests = have(rig.platform().facets().guests)?;
    for _ in 0..2 {
        guests.remove(&scene.room, &scene.ann, &rig.key()).await?;
        let left = set(&[&scene.jim]);
        equal("the people in the room", &rig.members(&scene.room).await?, &left)?;
    }
    let result = guests.remove(&rig.unknown_room(), &scene.jim, &rig.key()).await;
    refused("taking somebody out of an unknown room", result, ErrorKind::NotFound)
}
