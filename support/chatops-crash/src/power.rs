//! What is left on a disk after the power went.
//!
//! The rules are those that POSIX gives and no more. What was synced is there. What was written and not synced is there
//! or not, each piece by itself, in any order; a sector holds what it held before or what was written to it. A name
//! leads to a file for certain once the folder was synced; until then it leads to any file it led to since, or to none.
//! A write touches no byte outside of it: SQLite is told so by the file system that the journal really uses.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::disk::Operation;
use crate::random::Random;

/// Bytes that a disk writes at once.
const SECTOR_BYTES: usize = 512;

/// What became of what was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// All of it is there, as after a kill.
    Kept,
    /// None of it is there.
    Dropped,
    /// Some of the writes are there.
    Subset,
    /// Some of the writes are there, and where they overlap an earlier one may have won.
    Reordered,
    /// Of each write some sectors are there.
    Torn,
    /// All of it is there, but the last write ends in the middle of a sector.
    LastTorn,
}

/// All fates.
pub const FATES: [Fate; 6] =
    [Fate::Kept, Fate::Dropped, Fate::Subset, Fate::Reordered, Fate::Torn, Fate::LastTorn];

/// What was done to a file.
#[derive(Debug, Clone)]
enum Change<'l> {
    Write { offset: usize, bytes: &'l [u8] },
    Truncate(usize),
}

impl Change<'_> {
    fn apply(&self, content: &mut Vec<u8>) {
        match *self {
            Self::Write { offset, bytes } => put(content, offset, bytes),
            Self::Truncate(size) => content.resize(size, 0),
        }
    }
}

fn put(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    if let Some(place) = content.get_mut(offset..end) {
        place.copy_from_slice(bytes);
    }
}

/// A file: what is certain, and what was done since.
#[derive(Debug, Clone, Default)]
struct File<'l> {
    certain: Vec<u8>,
    since: Vec<Change<'l>>,
}

/// A name: the file it leads to for certain, and those it led to since.
#[derive(Debug, Clone, Default)]
struct Name {
    certain: Option<u32>,
    since: Vec<Option<u32>>,
}

/// A disk as a recording leaves it, up to some operation.
#[derive(Debug, Clone, Default)]
pub struct Platter<'l> {
    files: BTreeMap<u32, File<'l>>,
    names: BTreeMap<String, Name>,
}

impl<'l> Platter<'l> {
    /// The disk after these operations.
    #[must_use]
    pub fn after(operations: &'l [Operation]) -> Self {
        let mut platter = Self::default();
        operations.iter().for_each(|operation| platter.take(operation));
        platter
    }

    /// Takes in one more operation.
    pub fn take(&mut self, operation: &'l Operation) {
        match operation {
            Operation::Create { file, name } => {
                self.files.insert(*file, File::default());
                self.names.entry(name.clone()).or_default().since.push(Some(*file));
            }
            Operation::Write { file, offset, bytes } => {
                let offset = usize::try_from(*offset).unwrap_or(usize::MAX);
                let file = self.files.entry(*file).or_default();
                file.since.push(Change::Write { offset, bytes });
            }
            Operation::Truncate { file, size } => {
                let size = usize::try_from(*size).unwrap_or(usize::MAX);
                self.files.entry(*file).or_default().since.push(Change::Truncate(size));
            }
            Operation::Sync { file, folder } => {
                let file = self.files.entry(*file).or_default();
                for change in file.since.drain(..) {
                    change.apply(&mut file.certain);
                }
                if *folder {
                    self.sync_folder();
                }
            }
            Operation::Delete { name, folder } => {
                self.names.entry(name.clone()).or_default().since.push(None);
                if *folder {
                    self.sync_folder();
                }
            }
            Operation::Mark(_) => {}
        }
    }

    fn sync_folder(&mut self) {
        for name in self.names.values_mut() {
            if let Some(last) = name.since.drain(..).next_back() {
                name.certain = last;
            }
        }
    }

    /// How much hangs in the air: writes and names that were not synced.
    #[must_use]
    pub fn uncertain(&self) -> usize {
        let writes = self.files.values().map(|file| file.since.len()).sum::<usize>();
        writes + self.names.values().map(|name| name.since.len()).sum::<usize>()
    }

    /// What is left of it.
    #[must_use]
    pub fn image(&self, fate: Fate, random: &mut Random) -> Image {
        let mut files = BTreeMap::new();
        for (name, leads) in &self.names {
            let last = leads.since.last().copied().unwrap_or(leads.certain);
            let file = match fate {
                Fate::Kept | Fate::LastTorn => last,
                Fate::Dropped => leads.certain,
                // Any of those it led to: the folder's own writes come in order, but nobody knows how far.
                Fate::Subset | Fate::Reordered | Fate::Torn => {
                    match random.below(leads.since.len() + 1).checked_sub(1) {
                        None => leads.certain,
                        Some(index) => leads.since.get(index).copied().flatten(),
                    }
                }
            };
            if let Some(file) = file.and_then(|file| self.files.get(&file)) {
                files.insert(name.clone(), file.content(fate, random));
            }
        }
        Image { files }
    }
}

impl File<'_> {
    fn content(&self, fate: Fate, random: &mut Random) -> Vec<u8> {
        let mut content = self.certain.clone();
        let since = &self.since;
        match fate {
            Fate::Dropped => {}
            Fate::Kept => since.iter().for_each(|change| change.apply(&mut content)),
            Fate::Subset => {
                for change in since.iter().filter(|_| random.coin()) {
                    change.apply(&mut content);
                }
            }
            Fate::Reordered => {
                let mut left: Vec<&Change<'_>> = since.iter().filter(|_| random.coin()).collect();
                while !left.is_empty() {
                    left.swap_remove(random.below(left.len())).apply(&mut content);
                }
            }
            Fate::Torn => since.iter().for_each(|change| tear(change, &mut content, random)),
            Fate::LastTorn => {
                let (last, before) = match since.split_last() {
                    Some((last, before)) => (Some(last), before),
                    None => (None, since.as_slice()),
                };
                before.iter().for_each(|change| change.apply(&mut content));
                match last {
                    Some(Change::Write { offset, bytes }) => {
                        let kept = random.below(bytes.len());
                        put(&mut content, *offset, bytes.get(..kept).unwrap_or_default());
                    }
                    Some(Change::Truncate(_)) | None => {}
                }
            }
        }
        content
    }
}

/// Keeps some sectors of a write.
fn tear(change: &Change<'_>, content: &mut Vec<u8>, random: &mut Random) {
    let Change::Write { offset, bytes } = change else {
        if random.coin() {
            change.apply(content);
        }
        return;
    };
    let (mut offset, mut rest) = (*offset, *bytes);
    while !rest.is_empty() {
        // Sectors are those of the file, not of the write.
        let (sector, next) = rest.split_at(rest.len().min(SECTOR_BYTES - offset % SECTOR_BYTES));
        if random.coin() {
            put(content, offset, sector);
        }
        offset += sector.len();
        rest = next;
    }
}

/// The files on a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// By name, without the folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Image {
    /// Writes it into a folder.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        self.files.iter().try_for_each(|(name, content)| fs::write(folder.join(name), content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(offset: u64, bytes: &[u8]) -> Operation {
        Operation::Write { file: 1, offset, bytes: bytes.to_vec() }
    }

    fn record() -> Vec<Operation> {
        vec![
            Operation::Create { file: 1, name: "j".to_owned() },
            write(0, b"aaaa"),
            Operation::Sync { file: 1, folder: true },
            write(2, b"bb"),
            write(3, b"cc"),
        ]
    }

    fn contents(operations: &[Operation], fate: Fate) -> Vec<Option<String>> {
        let platter = Platter::after(operations);
        let read = |seed| {
            let image = platter.image(fate, &mut Random::new(seed));
            image.files.get("j").map(|content| String::from_utf8(content.clone()).unwrap())
        };
        let mut contents: Vec<_> = (0..200).map(read).collect();
        contents.sort();
        contents.dedup();
        contents
    }

    fn some(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|text| Some((*text).to_owned())).collect()
    }

    #[test]
    fn what_was_synced_is_always_there_and_the_rest_as_fate_has_it() {
        let record = record();
        assert_eq!(contents(&record, Fate::Kept), some(&["aabcc"]));
        assert_eq!(contents(&record, Fate::Dropped), some(&["aaaa"]));
        assert_eq!(contents(&record, Fate::Subset), some(&["aaaa", "aaacc", "aabb", "aabcc"]));
        let reordered = contents(&record, Fate::Reordered);
        assert_eq!(reordered, some(&["aaaa", "aaacc", "aabb", "aabbc", "aabcc"]));
        assert_eq!(contents(&record, Fate::LastTorn), some(&["aabb", "aabc"]));
    }

    #[test]
    fn a_name_is_certain_once_its_folder_was_synced() {
        let record = record();
        let made = record.get(..2).unwrap();
        assert_eq!(contents(made, Fate::Dropped), [None]);
        assert!(contents(made, Fate::Subset).contains(&None));
        let mut deleted = record.clone();
        deleted.push(Operation::Delete { name: "j".to_owned(), folder: false });
        assert_eq!(contents(&deleted, Fate::Kept), [None]);
        assert_eq!(contents(&deleted, Fate::Dropped), some(&["aaaa"]));
        deleted.pop();
        deleted.push(Operation::Delete { name: "j".to_owned(), folder: true });
        assert_eq!(contents(&deleted, Fate::Dropped), [None]);
    }

    #[test]
    fn sectors_are_torn_from_each_other() {
        let record = [
            Operation::Create { file: 1, name: "j".to_owned() },
            Operation::Sync { file: 1, folder: true },
            write(500, &[1; 30]),
        ];
        let mut random = Random::new(1);
        let platter = Platter::after(&record);
        let mut lengths: Vec<usize> =
            (0..50).map(|_| platter.image(Fate::Torn, &mut random).files["j"].len()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        assert_eq!(lengths, [0, 512, 530]);
    }
}
