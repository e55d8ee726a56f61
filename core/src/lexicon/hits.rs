//! Phrases that occur, and what allow-phrases leave of them.

use std::borrow::Cow;
use std::cell::Cell;

use super::compile::Compiled;
use super::flags::Flags;
use super::reader::Reading;
use super::rules::{Group, List, Owner};
use super::vocabulary::TAKEN;
use crate::text::{Break, Token};

/// A phrase that occurs: whose it is, and from which word to which, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) owner: Owner,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// The phrases that occur, in no order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hits {
    by_group: [Vec<Hit>; Group::COUNT],
    /// By group, a bit for each kind of owner that has some.
    owners: [u8; Group::COUNT],
}

impl Hits {
    pub(super) fn add(&mut self, group: Group, hit: Hit) {
        if let Some(hits) = self.by_group.get_mut(group as usize) {
            hits.push(hit);
        }
        if let Some(owners) = self.owners.get_mut(group as usize) {
            *owners |= hit.owner.kind();
        }
    }

    /// Whether there is a cue.
    fn cue(&self, group: Group) -> bool {
        self.has(group, Owner::Cue(0))
    }

    fn has(&self, group: Group, owner: Owner) -> bool {
        self.owners.get(group as usize).is_some_and(|owners| owners & owner.kind() != 0)
    }

    fn of(&self, group: Group) -> &[Hit] {
        self.by_group.get(group as usize).map_or(&[], Vec::as_slice)
    }

    fn into_group(self, group: Group) -> Vec<Hit> {
        self.by_group.into_iter().nth(group as usize).unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        self.by_group.iter_mut().for_each(Vec::clear);
        self.owners = [0; Group::COUNT];
    }

    /// The same in an order of their own, for they are found in none.
    #[cfg(test)]
    pub(super) fn sorted(mut self) -> Self {
        for hits in &mut self.by_group {
            hits.sort_by_key(|hit| (hit.first, hit.last, format!("{:?}", hit.owner)));
        }
        self
    }

    /// The most hits that a group has room for.
    pub(super) fn capacity(&self) -> usize {
        self.by_group.iter().map(Vec::capacity).max().unwrap_or(0)
    }
}

thread_local! {
    /// Room for words of which allow-phrases have taken some.
    static ROOM: Cell<Vec<Token>> = const { Cell::new(Vec::new()) };
}

impl Compiled {
    /// The phrases of a group that occur, if one of its cues does. What an allow-phrase covers is
    /// read by no other.
    pub(crate) fn hits<'r>(&self, group: Group, reading: &'r Reading<'_>) -> Cow<'r, [Hit]> {
        let (list, others) = group.lists();
        if list == List::Language {
            let Some(found) = reading.language() else { return Cow::Borrowed(&[]) };
            if !found.cue(group) {
                return Cow::Borrowed(&[]);
            }
            if !found.has(group, Owner::Allow) {
                return Cow::Borrowed(found.of(group));
            }
            return Cow::Owned(self.take_out(group, reading, found.of(group)));
        }
        let all = || 0..reading.tokens().len();
        let mut found = Hits::default();
        self.find(list, reading.tokens(), all(), &mut found);
        if !found.cue(group) {
            return Cow::Borrowed(&[]);
        }
        if let Some(others) = others {
            self.find(others, reading.tokens(), all(), &mut found);
        }
        if found.has(group, Owner::Allow) {
            return Cow::Owned(self.take_out(group, reading, found.of(group)));
        }
        Cow::Owned(found.into_group(group))
    }

    /// Looks again where an allow-phrase covers words of other phrases.
    fn take_out(&self, group: Group, reading: &Reading<'_>, found: &[Hit]) -> Vec<Hit> {
        let mut taken = ROOM.try_with(Cell::take).unwrap_or_default();
        taken.extend_from_slice(reading.tokens());
        for hit in found.iter().filter(|hit| hit.owner == Owner::Allow) {
            for token in taken.get_mut(hit.first..=hit.last).unwrap_or(&mut []) {
                token.word = TAKEN;
            }
        }
        let mut hits: Vec<Hit> =
            found.iter().filter(|hit| hit.owner != Owner::Allow).copied().collect();
        // A phrase keeps its place unless words of it are taken.
        let mut count = 0;
        let number = |token: &Token| {
            count += usize::from(token.before == Break::Sentence);
            count
        };
        let numbers: Vec<usize> = taken.iter().map(number).collect();
        let sentence = |hit: &Hit| numbers.get(hit.first).copied().unwrap_or(0);
        let mut again = Flags::of(count + 1);
        for hit in &hits {
            let words = taken.get(hit.first..=hit.last).unwrap_or(&[]);
            if words.iter().any(|token| token.word == TAKEN) {
                again.insert(sentence(hit));
            }
        }
        hits.retain(|hit| !again.contains(sentence(hit)));
        let (list, others) = group.lists();
        let mut more = Hits::default();
        again.for_each(|sentence| {
            let first = numbers.partition_point(|number| *number < sentence);
            let end = numbers.partition_point(|number| *number <= sentence);
            for list in [Some(list), others].into_iter().flatten() {
                self.find(list, &taken, first..end, &mut more);
            }
        });
        hits.extend(more.of(group).iter().filter(|hit| hit.owner != Owner::Allow));
        if taken.capacity() <= Reading::MOST_KEPT {
            taken.clear();
            let _ = ROOM.try_with(|room| room.set(taken));
        }
        hits
    }
}
