//! Two texts side by side, line by line.

/// Most lines on either side that are compared in full.
const LINES_MAX: usize = 5_000;

/// The lines that differ, with two lines around them.
pub(crate) fn difference(expected: &str, seen: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), seen.lines().collect());
    if old.len() > LINES_MAX || new.len() > LINES_MAX {
        return String::from("(too long to compare)");
    }
    let marked = marked(&old, &new);
    let near = |index: usize| {
        let around = index.saturating_sub(2)..(index + 3).min(marked.len());
        marked.get(around).is_some_and(|lines| lines.iter().any(|(mark, _)| *mark != ' '))
    };
    let (mut text, mut skipped) = (String::new(), false);
    for (index, (mark, line)) in marked.iter().enumerate() {
        if near(index) {
            if std::mem::take(&mut skipped) {
                text.push_str("  …\n");
            }
            text.push_str(&format!("{mark} {line}\n"));
        } else {
            skipped = true;
        }
    }
    text
}

/// Every line with its mark: from the longest common subsequence.
fn marked<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, left) in old.iter().enumerate().rev() {
        for (j, right) in new.iter().enumerate().rev() {
            let best = if left == right {
                at(&common, i + 1, j + 1) + 1
            } else {
                at(&common, i + 1, j).max(at(&common, i, j + 1))
            };
            if let Some(cell) = common.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(left), Some(right)) if left == right => {
                lines.push((' ', *left));
                (i, j) = (i + 1, j + 1);
            }
            (Some(left), right)
                if right.is_none() || at(&common, i + 1, j) >= at(&common, i, j + 1) =>
            {
                lines.push(('-', *left));
                i += 1;
            }
            (_, Some(right)) => {
                lines.push(('+', *right));
                j += 1;
            }
            _ => return lines,
        }
    }
}
