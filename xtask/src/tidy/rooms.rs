//! What must stand somewhere: a story for every scene, a README for every crate.

use super::Violation;
use super::files::Files;

/// The numbered scenes by group, and how many each group has.
const SCENES: &[(char, usize)] = &[('a', 9), ('b', 7), ('c', 7), ('d', 7), ('e', 3), ('f', 4)];

const STORIES: &str = "tests/stories/";

/// Scenes without a story, and stories of no scene.
pub(super) fn stories(files: &Files) -> Vec<Violation> {
    let scenes: Vec<String> = SCENES
        .iter()
        .flat_map(|(group, count)| (1..=*count).map(move |number| format!("{group}{number}")))
        .collect();
    let stories: Vec<(&str, &str)> = files
        .below(STORIES, ".story")
        .filter_map(|(path, _)| Some((path, scene(path.strip_prefix(STORIES)?))))
        .collect();
    let untold = scenes.iter().filter(|scene| !stories.iter().any(|(_, of)| of == *scene));
    let untold = untold.map(|scene| {
        let what = format!("scene {} has no story", scene.to_uppercase());
        let mend = format!("write {STORIES}{scene}_<what is seen>.story");
        Violation::new(STORIES, 1, what, mend)
    });
    let stray = stories.iter().filter(|(_, of)| !scenes.iter().any(|scene| scene == of));
    let stray = stray.map(|(path, of)| {
        let what = format!("`{of}` is no numbered scene");
        Violation::new(path, 1, what, "begin the name with the scene it tells, as in a1_")
    });
    untold.chain(stray).collect()
}

/// `a1_headline.story` → `a1`
fn scene(name: &str) -> &str {
    name.split(['_', '-', '.']).next().unwrap_or(name)
}

/// Crates without a page for whoever opens their folder.
pub(super) fn readmes(files: &Files) -> Vec<Violation> {
    let crates = files
        .crates()
        .filter(|(_, manifest)| manifest.lines().any(|line| line.trim() == "[package]"));
    let without = crates.filter(|(folder, _)| {
        files.get(&format!("{folder}README.md")).is_none_or(|text| text.trim().is_empty())
    });
    let manifest = |folder| format!("{folder}Cargo.toml");
    without
        .map(|(folder, _)| {
            let mend = format!("write {folder}README.md: what it is for, and the first door");
            Violation::new(&manifest(folder), 1, "the crate has no README", mend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_stories() -> Vec<String> {
        let scenes = SCENES.iter().flat_map(|(group, count)| {
            (1..=*count).map(move |number| format!("{STORIES}{group}{number}_scene.story"))
        });
        scenes.collect()
    }

    fn missing(names: &[String]) -> Vec<String> {
        let files: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
        stories(&Files::of(&files)).into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn a_story_for_every_scene_is_enough() {
        assert_eq!(all_stories().len(), 37);
        assert_eq!(missing(&all_stories()), [""; 0]);
    }

    #[test]
    fn an_untold_scene_and_a_stray_story_are_named() {
        let mut names = all_stories();
        names.retain(|name| !name.contains("b4_"));
        names.push(format!("{STORIES}b41_big.story"));
        assert_eq!(missing(&names), ["scene B4 has no story", "`b41` is no numbered scene"]);
    }

    #[test]
    fn every_package_needs_a_readme_and_a_bare_workspace_does_not() {
        let files = Files::of(&[
            ("Cargo.toml", "[workspace]\n"),
            ("a/Cargo.toml", "[package]\n"),
            ("a/README.md", "# a\n"),
            ("b/Cargo.toml", "[package]\n"),
            ("c/Cargo.toml", "[package]\n"),
            ("c/README.md", "\n"),
        ]);
        let found: Vec<_> = readmes(&files).into_iter().map(|one| one.path).collect();
        assert_eq!(found, ["b/Cargo.toml", "c/Cargo.toml"]);
    }
}
