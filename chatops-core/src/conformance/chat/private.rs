//! What is for one person's eyes.

use super::ChatRig;
use super::make::{have, picture, reads, scene, words};
use super::messages::AGE;
use crate::conformance::{Failure, equal, only, refused};
use crate::error::ErrorKind;
use crate::message::Message;

pub(super) async fn direct_is_private(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let directs = have(rig.platform().facets().direct_messages)?;
    let before = rig.shown_directly(&scene.jim).await?.len();
    let message = directs.direct(&scene.jim, &words("for Jim <!here>"), &rig.key()).await?;
    let shown = rig.shown_directly(&scene.jim).await?.into_iter().skip(before).collect();
    let shown = only("what Jim is shown", shown)?;
    equal("the message that he is shown", &shown.message, &message)?;
    reads("its words", &shown.text, "for Jim <!here>")?;
    let others = rig.shown_directly(&scene.ann).await?;
    let seen: Vec<_> = others.iter().filter(|one| one.text.contains("for Jim")).collect();
    equal("what Ann sees of it", &seen, &Vec::new())?;
    equal("what the room sees of it", &scene.texts(rig, &scene.jim).await?, &Vec::new())?;
    let result = directs.direct(&rig.stranger(), &words("hello"), &rig.key()).await;
    refused("writing to somebody without an account", result, ErrorKind::NotFound)
}

pub(super) async fn written_is_found(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let directs = have(rig.platform().facets().direct_messages)?;
    let (first, second, never) = (rig.key(), rig.key(), rig.key());
    let one = directs.direct(&scene.jim, &words("the same words"), &first).await?;
    directs.direct(&scene.jim, &words("the same words"), &second).await?;
    rig.pause().await;
    let found = async |person, key| directs.written(person, key, AGE).await;
    equal("what the key wrote", &found(&scene.jim, &first).await?, &Some(one))?;
    equal("what another key wrote", &found(&scene.jim, &never).await?, &None)?;
    equal("what it wrote to another", &found(&scene.ann, &first).await?, &None)
}

pub(super) async fn direct_shows_picture(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let directs = have(rig.platform().facets().direct_messages)?;
    let before = rig.shown_directly(&scene.jim).await?.len();
    let message = Message { picture: Some(picture()), ..words("a graph") };
    directs.direct(&scene.jim, &message, &rig.key()).await?;
    let shown = rig.shown_directly(&scene.jim).await?.into_iter().skip(before).collect();
    let shown = only("what Jim is shown", shown)?;
    equal("the type of the picture", &shown.picture, &Some(picture().media_type))
}

pub(super) async fn hint_is_private(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let hints = have(rig.platform().facets().ephemeral)?;
    hints.hint(&scene.room, &scene.jim, &words("for Jim <!here>"), &rig.key()).await?;
    let shown = only("what Jim sees", scene.texts(rig, &scene.jim).await?)?;
    reads("its words", &shown, "for Jim <!here>")?;
    equal("what Ann sees", &scene.texts(rig, &scene.ann).await?, &Vec::new())?;
    let outside = rig.person("bo").await?;
    let result = hints.hint(&scene.room, &outside, &words("hello"), &rig.key()).await;
    refused("hinting at somebody who is not in the room", result, ErrorKind::NotFound)
}
