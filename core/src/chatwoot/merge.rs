//! Messages from several places of one document, one for each id.

use std::collections::HashMap;

use super::message::{Read, TextSource};
use crate::conversation::{Id, Message};

/// Messages in the order in which they were first found.
pub(super) struct Messages {
    found: Vec<Message>,
    /// Where each text comes from, beside `found`.
    sources: Vec<TextSource>,
    places: HashMap<Id, usize>,
}

impl Messages {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            found: Vec::with_capacity(capacity),
            sources: Vec::with_capacity(capacity),
            places: HashMap::with_capacity(capacity),
        }
    }

    /// Adds a message, or what another copy of one tells beyond the first; answers how the
    /// message stands now.
    pub(super) fn add(&mut self, read: Read) -> Option<&Message> {
        let next = self.found.len();
        let place = read.message.id.map_or(next, |id| *self.places.entry(id).or_insert(next));
        if let (Some(message), Some(source)) =
            (self.found.get_mut(place), self.sources.get_mut(place))
        {
            join(message, source, read);
        } else {
            self.found.push(read.message);
            self.sources.push(read.source);
        }
        self.found.get(place)
    }

    pub(super) fn into_vec(self) -> Vec<Message> {
        self.found
    }
}

/// Takes from `other`, a copy of the same message, the better text and the finer time.
fn join(message: &mut Message, source: &mut TextSource, other: Read) {
    if other.source > *source {
        *source = other.source;
        message.content = other.message.content;
        if other.source == TextSource::Deleted {
            message.extras.clear();
        }
    }
    if message.extras.is_empty() && *source != TextSource::Deleted {
        message.extras = other.message.extras;
    }
    message.failed |= other.message.failed;
    message.automatic |= other.message.automatic;
    message.updated_at = message.updated_at.max(other.message.updated_at);
    if other.message.created_at != message.created_at
        && other.message.created_at.whole_second() == message.created_at
    {
        message.created_at = other.message.created_at;
    }
    message.sender_id = message.sender_id.or(other.message.sender_id);
    message.private |= other.message.private;
}
