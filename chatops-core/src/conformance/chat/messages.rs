//! What the bot says to all.

use jiff::SignedDuration;

use super::ChatRig;
use super::make::{reads, said, scene, set, words};
use crate::conformance::{Failure, equal, holds, refused};
use crate::error::ErrorKind;
use crate::text::Text;

/// Words that a platform could take for something else.
pub(super) const HOSTILE: &[&str] = &[
    "@here @channel @everyone @room @all",
    "<!here> <!channel|all> <!everyone> <!subteam^S012AB>",
    "<@U012AB> <@!1234> <#C012AB> <@&1234>",
    "*bold* _slanted_ ~struck~ **bold** __under__ ||hidden||",
    "`code` ```block``` > quote # heading",
    "[a label](https://evil.example) <https://evil.example|a label>",
    "<b>bold</b> &lt;here&gt; &amp; <script>alert(1)</script>",
    "/me waves \\ @\u{2009}here",
];

pub(super) async fn post_stands(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let text = Text::new()
        .strong("Checkout is down")
        .line()
        .plain("Seen by ")
        .code("probe-7")
        .bullet()
        .plain("Berlin")
        .preformatted("load 0.97\nload 0.98");
    let message = rig.platform().post(&scene.room, &text.into(), &rig.key()).await?;
    let shown = scene.ours(rig).await?;
    equal("the message that stands", &shown.message, &message)?;
    for words in ["Checkout is down", "Seen by", "probe-7", "Berlin", "load 0.97", "load 0.98"] {
        reads("its words", &shown.text, words)?;
    }
    let elsewhere = super::make::scene(rig).await?;
    equal("another room", &elsewhere.texts(rig, &scene.jim).await?, &Vec::new())
}

pub(super) async fn post_wakes_only_mentions(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let post = async |text: Text| {
        let message = rig.platform().post(&scene.room, &text.into(), &rig.key()).await?;
        rig.notified(&scene.room, &message).await
    };
    let woken = post(Text::new().mention(&scene.ann).plain(", have a look")).await?;
    equal("those woken by a mention of Ann", &woken, &set(&[&scene.ann]))?;
    for hostile in HOSTILE {
        let woken = post(Text::from(*hostile)).await?;
        equal(&format!("those woken by `{hostile}`"), &woken, &set(&[]))?;
    }
    let named = format!("@jim @ann {} <@{}>", scene.jim, scene.ann);
    equal("those woken by typed handles and ids", &post(named.into()).await?, &set(&[]))
}

pub(super) async fn post_shows_hostile_words(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    for hostile in HOSTILE {
        let in_code = !hostile.contains('`');
        let text = Text::from(*hostile).bullet().plain(*hostile);
        let text = if in_code { text.line().code(*hostile) } else { text };
        let message = rig.platform().post(&scene.room, &text.into(), &rig.key()).await?;
        let shown = scene.message(rig, &message).await?.text;
        let times = shown.matches(hostile).count();
        equal(
            &format!("how often `{shown}` shows `{hostile}`"),
            &times,
            &(2 + usize::from(in_code)),
        )?;
    }
    Ok(())
}

pub(super) async fn post_too_long(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let max = rig.platform().limits().text_chars_max;
    let long = words(&"a".repeat(max + 1));
    let result = rig.platform().post(&scene.room, &long, &rig.key()).await;
    refused("posting a text that is too long", result, ErrorKind::Invalid)?;
    equal("what stands in the room", &scene.texts(rig, &scene.jim).await?, &Vec::new())?;
    // Characters, not bytes: a limit in characters holds for every script.
    let longest = "ä".repeat(max);
    rig.platform().post(&scene.room, &words(&longest), &rig.key()).await?;
    reads("the longest text", &scene.ours(rig).await?.text, &longest)
}

pub(super) async fn post_unknown_room(rig: &dyn ChatRig) -> Result<(), Failure> {
    let result = rig.platform().post(&rig.unknown_room(), &words("hello"), &rig.key()).await;
    refused("posting into an unknown room", result, ErrorKind::NotFound)
}

pub(super) async fn post_is_idempotent(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let key = rig.key();
    let first = rig.platform().post(&scene.room, &words("once"), &key).await?;
    let again = rig.platform().post(&scene.room, &words("once"), &key).await?;
    equal("the message of the same key", &again, &first)?;
    equal("the message that stands", &scene.ours(rig).await?.message, &first)?;
    let other = rig.platform().post(&scene.room, &words("once"), &rig.key()).await?;
    holds("the same words under another key", other != first, "another message")
}

/// Longer than a case takes.
pub(super) const AGE: SignedDuration = SignedDuration::from_hours(1);

pub(super) async fn posted_is_found(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let (first, second) = (rig.key(), rig.key());
    let one = rig.platform().post(&scene.room, &words("the same words"), &first).await?;
    let two = rig.platform().post(&scene.room, &words("the same words"), &second).await?;
    rig.pause().await;
    let found = async |key| rig.platform().posted(&scene.room, key, AGE).await;
    equal("what the first key posted", &found(&first).await?, &Some(one))?;
    equal("what the second key posted", &found(&second).await?, &Some(two))
}

pub(super) async fn posted_none(rig: &dyn ChatRig) -> Result<(), Failure> {
    let (here, elsewhere) = (scene(rig).await?, scene(rig).await?);
    let key = rig.key();
    rig.platform().post(&here.room, &words("here"), &key).await?;
    rig.pause().await;
    let never = rig.platform().posted(&here.room, &rig.key(), AGE).await?;
    equal("what another key posted", &never, &None)?;
    let other = rig.platform().posted(&elsewhere.room, &key, AGE).await?;
    equal("what the key posted elsewhere", &other, &None)
}

pub(super) async fn edit_replaces(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let message = rig.platform().post(&scene.room, &words("before"), &rig.key()).await?;
    let key = rig.key();
    for _ in 0..2 {
        let new = words("after <!here>");
        rig.platform().edit(&scene.room, &message, &new, &key).await?;
        let shown = scene.ours(rig).await?;
        equal("the id of the message", &shown.message, &message)?;
        reads("its words", &shown.text, "after <!here>")?;
        holds("its words", !shown.text.contains("before"), "not to be the old ones")?;
    }
    Ok(())
}

pub(super) async fn edit_wakes_nobody(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let message = rig.platform().post(&scene.room, &words("before"), &rig.key()).await?;
    let text = Text::new().plain("@channel ").mention(&scene.ann);
    rig.platform().edit(&scene.room, &message, &text.into(), &rig.key()).await?;
    rig.pause().await;
    let woken = rig.notified(&scene.room, &message).await?;
    equal("those woken by the change", &woken, &set(&[]))
}

pub(super) async fn edit_unknown(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let theirs = said(rig, &scene.jim, &scene.room, "mine").await?;
    for message in [rig.unknown_message(), theirs.clone()] {
        let result = rig.platform().edit(&scene.room, &message, &words("ours"), &rig.key()).await;
        refused(&format!("changing {message}"), result, ErrorKind::NotFound)?;
    }
    reads("the message of another", &scene.message(rig, &theirs).await?.text, "mine")
}
