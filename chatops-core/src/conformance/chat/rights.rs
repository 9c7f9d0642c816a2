//! Who may wake a room, and who may speak in it.

use serde_json::json;

use super::ChatRig;
use super::make::{Scene, have, reads, said, scene, set, words};
use crate::conformance::{Failure, equal, holds};
use crate::effect::Speakers;
use crate::ids::{MessageId, PersonId};
use crate::mention::{Broadcast, Reach};

/// A broadcast that the rules granted, read back as a journal does: nothing else makes one.
fn granted(reach: Reach, text: &str) -> Result<Broadcast, Failure> {
    let stored = json!({
        "room": "emergency_channel",
        "reach": reach,
        "message": words(text),
        "number": 1,
    });
    serde_json::from_value(stored).map_err(|wrong| Failure {
        what: String::from("a granted broadcast"),
        expected: String::from("to be read back"),
        seen: wrong.to_string(),
    })
}

/// Carries out a broadcast in the room of the scene.
async fn broadcast(
    rig: &dyn ChatRig,
    scene: &Scene,
    reach: Reach,
    text: &str,
) -> Result<MessageId, Failure> {
    let broadcasts = have(rig.platform().facets().broadcasts)?;
    let granted = granted(reach, text)?;
    let (permit, message) = (granted.permit(), granted.message());
    Ok(broadcasts.broadcast(&scene.room, &permit, message, &rig.key()).await?)
}

pub(super) async fn broadcast_wakes(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let outside = rig.person("bo").await?;
    let all = set(&[&scene.jim, &scene.ann]);
    let told = rig.goes_away(&scene.ann).await?;
    let message = broadcast(rig, &scene, Reach::Channel, "Join the bridge").await?;
    reads("its words", &scene.message(rig, &message).await?.text, "Join the bridge")?;
    let woken = rig.notified(&scene.room, &message).await?;
    equal("those woken by a broadcast to all in the room", &woken, &all)?;
    let message = broadcast(rig, &scene, Reach::Here, "Whoever is here").await?;
    let woken = rig.notified(&scene.room, &message).await?;
    holds("those woken by a broadcast to all who are here", woken.is_subset(&all), "members")?;
    holds("Jim, who is here", woken.contains(&scene.jim), "to be woken")?;
    holds("Ann, who is away", !(told && woken.contains(&scene.ann)), "not to be woken")?;
    // The same words without a permit wake nobody.
    let text = words("@channel @here Join the bridge");
    let quiet = rig.platform().post(&scene.room, &text, &rig.key()).await?;
    let woken = rig.notified(&scene.room, &quiet).await?;
    equal("those woken by the same words without a permit", &woken, &set(&[]))?;
    let seen = rig.shown(&scene.room, &outside).await?;
    equal("what somebody outside sees", &seen, &Vec::new())
}

/// Whom a person's words woke, themselves left out.
async fn woken(
    rig: &dyn ChatRig,
    scene: &Scene,
    person: &PersonId,
    text: &str,
) -> Result<Vec<PersonId>, Failure> {
    // A platform may refuse the whole message instead of its mention.
    let Some(message) = rig.say(person, &scene.room, text).await? else { return Ok(Vec::new()) };
    let woken = rig.notified(&scene.room, &message).await?;
    Ok(woken.into_iter().filter(|one| one != person).collect())
}

pub(super) async fn mentions_are_enforced(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let rights = have(rig.platform().facets().mention_rights)?;
    for (entitled, other) in [(&scene.jim, &scene.ann), (&scene.ann, &scene.jim)] {
        for _ in 0..2 {
            rights.set_entitled(&scene.room, &set(&[entitled]), &rig.key()).await?;
        }
        for text in ["@channel look", "@here look"] {
            let by_other = woken(rig, &scene, other, text).await?;
            equal(&format!("those woken by `{text}` of another"), &by_other, &Vec::new())?;
        }
        let by_entitled = woken(rig, &scene, entitled, "@channel look").await?;
        let what = "those woken by `@channel look` of one who may";
        equal(what, &by_entitled, &vec![other.clone()])?;
        said(rig, other, &scene.room, "I can still speak").await?;
    }
    Ok(())
}

pub(super) async fn speaking_is_enforced(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let rights = have(rig.platform().facets().speaking_rights)?;
    said(rig, &scene.ann, &scene.room, "before").await?;
    for (speaker, other) in [(&scene.jim, &scene.ann), (&scene.ann, &scene.jim)] {
        let only = Speakers::Only(set(&[speaker]));
        for _ in 0..2 {
            rights.set_speakers(&scene.room, &only, &rig.key()).await?;
        }
        let taken = rig.say(other, &scene.room, "me too").await?;
        equal("what another says", &taken, &None)?;
        said(rig, speaker, &scene.room, "I have the floor").await?;
    }
    rig.platform().post(&scene.room, &words("the bot speaks"), &rig.key()).await?;
    rights.set_speakers(&scene.room, &Speakers::Everyone, &rig.key()).await?;
    said(rig, &scene.jim, &scene.room, "open again").await.map(drop)
}
