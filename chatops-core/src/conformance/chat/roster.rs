//! Who is there.

use std::collections::BTreeSet;

use super::ChatRig;
use super::make::{have, scene, set};
use crate::conformance::{Failure, equal, holds, refused};
use crate::error::ErrorKind;
use crate::mention::Reach;
use crate::people::PersonKind;

pub(super) async fn audience_counts(rig: &dyn ChatRig) -> Result<(), Failure> {
    let scene = scene(rig).await?;
    let roster = have(rig.platform().facets().roster)?;
    rig.person("bo").await?;
    let told = rig.goes_away(&scene.ann).await?;
    let people = async |reach| {
        let reached = roster.audience(&scene.room, reach).await?;
        let count = reached.len();
        let people: BTreeSet<_> = reached.into_iter().map(|one| one.person).collect();
        equal("how many times each is counted", &people.len(), &count)?;
        Ok::<_, Failure>(people)
    };
    let all = set(&[&scene.jim, &scene.ann]);
    equal("the audience of the room", &people(Reach::Channel).await?, &all)?;
    let here = people(Reach::Here).await?;
    let expected = if told { set(&[&scene.jim]) } else { all };
    holds("the audience of those here", here.is_subset(&expected), "those who are here")?;
    holds("Jim, who is here", here.contains(&scene.jim), "to be in the audience")?;
    let result = roster.audience(&rig.unknown_room(), Reach::Channel).await;
    refused("the audience of an unknown room", result, ErrorKind::NotFound)
}

pub(super) async fn profile_is_found(rig: &dyn ChatRig) -> Result<(), Failure> {
    let roster = have(rig.platform().facets().roster)?;
    let jim = rig.person("jim").await?;
    let profile = roster.profile(&jim).await?;
    let found = profile.as_ref().map(|profile| (&profile.id, profile.kind));
    equal("the profile of Jim", &found, &Some((&jim, PersonKind::Employee)))?;
    let named = profile.is_some_and(|profile| !profile.name.trim().is_empty());
    holds("his name", named, "to be something")?;
    equal("the profile of a stranger", &roster.profile(&rig.stranger()).await?, &None)
}

pub(super) async fn handle_is_found(rig: &dyn ChatRig) -> Result<(), Failure> {
    let roster = have(rig.platform().facets().roster)?;
    let (jim, ann) = (rig.person("jim").await?, rig.person("ann").await?);
    for (handle, person) in [("jim", &jim), ("ann", &ann), ("@jim", &jim), ("JIM", &jim)] {
        let found = roster.by_handle(handle).await?.map(|profile| profile.id);
        equal(&format!("who is called {handle}"), &found.as_ref(), &Some(person))?;
    }
    for handle in ["", "@", "ji", "nobody-is-called-so"] {
        let found = roster.by_handle(handle).await?;
        equal(&format!("who is called `{handle}`"), &found, &None)?;
    }
    Ok(())
}
