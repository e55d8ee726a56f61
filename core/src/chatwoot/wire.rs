//! Chatwoot's documents as they are written: private, literal, borrowed from the input.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::time::{self, WireTime};
use crate::conversation::{Id, Status, Timestamp};
use crate::diagnostic::{Code, Keyed, coded};

/// A conversation: REST list and show, and inside webhooks.
#[derive(Deserialize)]
pub(super) struct WireConversation<'a> {
    pub(super) id: Id,
    #[serde(default)]
    pub(super) inbox_id: Option<Id>,
    pub(super) status: WireStatus,
    pub(super) created_at: WireTime,
    #[serde(borrow, default)]
    pub(super) labels: Option<Vec<Words<'a>>>,
    #[serde(borrow, default)]
    pub(super) tags: Option<Vec<Words<'a>>>,
    #[serde(borrow, default)]
    pub(super) meta: Object<WireMeta<'a>>,
    #[serde(borrow, default)]
    pub(super) contacts: Option<Vec<Object<WirePerson<'a>>>>,
    #[serde(borrow, default)]
    pub(super) messages: Option<Vec<Keyed<WireMessage<'a>>>>,
    #[serde(borrow, default)]
    pub(super) last_non_activity_message: Object<WireMessage<'a>>,
    #[serde(default)]
    pub(super) updated_at: WireOptionalTime,
    #[serde(default)]
    pub(super) first_reply_created_at: WireOptionalTime,
    #[serde(default)]
    pub(super) waiting_since: WireOptionalTime,
    #[serde(default)]
    pub(super) can_reply: Option<bool>,
    #[serde(borrow, default)]
    pub(super) channel: Text<'a>,
    #[serde(borrow, default)]
    pub(super) priority: Text<'a>,
    #[serde(borrow, default)]
    pub(super) additional_attributes: Object<WireMailSubject<'a>>,
}

/// What a conversation's `additional_attributes` say that matters here.
#[derive(Deserialize)]
pub(super) struct WireMailSubject<'a> {
    #[serde(borrow, default)]
    pub(super) mail_subject: Text<'a>,
}

/// `meta` of a conversation, and of a page of messages.
#[derive(Deserialize)]
pub(super) struct WireMeta<'a> {
    #[serde(borrow, default)]
    pub(super) sender: Object<WirePerson<'a>>,
    #[serde(borrow, default)]
    pub(super) contact: Object<WirePerson<'a>>,
    #[serde(borrow, default)]
    pub(super) labels: Option<Vec<Words<'a>>>,
    #[serde(borrow, default)]
    pub(super) channel: Text<'a>,
    #[serde(borrow, default)]
    pub(super) assignee: Object<WirePerson<'a>>,
    #[serde(borrow, default)]
    pub(super) assignee_type: Text<'a>,
    #[serde(default)]
    pub(super) team: Object<WireTeam>,
    #[serde(borrow, default)]
    pub(super) additional_attributes: Object<WireMailSubject<'a>>,
}

/// A team.
#[derive(Deserialize)]
pub(super) struct WireTeam {
    #[serde(default)]
    pub(super) id: Option<Id>,
}

/// A contact, agent or bot.
#[derive(Deserialize)]
pub(super) struct WirePerson<'a> {
    #[serde(default)]
    pub(super) id: Option<Id>,
    #[serde(borrow, default)]
    pub(super) name: Text<'a>,
    #[serde(borrow, default)]
    pub(super) email: Text<'a>,
    #[serde(borrow, default, rename = "type")]
    pub(super) kind: Text<'a>,
}

/// A message: in a list, a page, or a webhook's body.
#[derive(Deserialize)]
pub(super) struct WireMessage<'a> {
    #[serde(default)]
    pub(super) id: Option<Id>,
    #[serde(default)]
    pub(super) conversation_id: Option<Id>,
    #[serde(borrow, default)]
    pub(super) content: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub(super) processed_message_content: Option<Words<'a>>,
    #[serde(default)]
    pub(super) message_type: MessageType,
    pub(super) created_at: WireTime,
    #[serde(default)]
    pub(super) updated_at: WireOptionalTime,
    #[serde(borrow, default)]
    pub(super) status: Text<'a>,
    #[serde(borrow, default)]
    pub(super) attachments: Option<Vec<Object<WireAttachment<'a>>>>,
    #[serde(default)]
    pub(super) private: Option<bool>,
    #[serde(borrow, default)]
    pub(super) sender: Object<WirePerson<'a>>,
    #[serde(borrow, default)]
    pub(super) sender_type: Text<'a>,
    #[serde(default)]
    pub(super) sender_id: Option<Id>,
    #[serde(borrow, default)]
    pub(super) content_attributes: Object<WireAttributes<'a>>,
    #[serde(default)]
    pub(super) additional_attributes: Object<WireCampaign>,
}

/// A file beside a message.
#[derive(Deserialize)]
pub(super) struct WireAttachment<'a> {
    #[serde(borrow, default)]
    pub(super) transcribed_text: Text<'a>,
}

/// What a message's `content_attributes` say that matters here.
#[derive(Deserialize)]
pub(super) struct WireAttributes<'a> {
    #[serde(default)]
    pub(super) deleted: Option<bool>,
    #[serde(default)]
    pub(super) external_echo: Option<bool>,
    #[serde(default)]
    pub(super) automation_rule_id: Option<IgnoredAny>,
    #[serde(default)]
    pub(super) campaign_id: Option<IgnoredAny>,
    #[serde(borrow, default)]
    pub(super) email: Object<WireEmail<'a>>,
    #[serde(borrow, default)]
    pub(super) submitted_values: Option<&'a RawValue>,
}

/// What a message's `additional_attributes` say that matters here: Chatwoot keeps the campaign
/// there.
#[derive(Deserialize)]
pub(super) struct WireCampaign {
    #[serde(default)]
    pub(super) campaign_id: Option<IgnoredAny>,
}

/// The parts of an e-mail.
#[derive(Deserialize)]
pub(super) struct WireEmail<'a> {
    #[serde(borrow, default)]
    pub(super) text_content: Object<WireBody<'a>>,
    #[serde(borrow, default)]
    pub(super) html_content: Object<WireBody<'a>>,
    #[serde(borrow, default)]
    pub(super) subject: Text<'a>,
    #[serde(default)]
    pub(super) auto_reply: Mark,
    #[serde(borrow, default)]
    pub(super) from: Option<&'a RawValue>,
}

/// One form of an e-mail's text; `quoted` is, despite its name, the text without the quote.
#[derive(Deserialize)]
pub(super) struct WireBody<'a> {
    #[serde(borrow, default)]
    pub(super) full: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub(super) quoted: Option<Words<'a>>,
}

/// What tells a webhook's body from a conversation.
#[derive(Deserialize)]
pub(super) struct WireHead<'a> {
    #[serde(borrow, default)]
    pub(super) event: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub(super) conversation: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) message_type: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) payload: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) updated_at: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) changed_attributes: Option<&'a RawValue>,
}

/// A list's envelope, the outer or the inner one.
#[derive(Deserialize)]
pub(super) struct WireEnvelope<'a> {
    #[serde(borrow, default)]
    pub(super) data: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) payload: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) meta: Option<&'a RawValue>,
}

/// An object where `null` and PHP's `[]` stand for one without keys.
pub(super) struct Object<T>(pub(super) Option<T>);

impl<T> Default for Object<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
            type Value = Object<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_unit<E>(self) -> Result<Object<T>, E> {
                Ok(Object(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Object<T>, A::Error> {
                if items.next_element::<IgnoredAny>()?.is_some() {
                    return Err(coded(Code::WrongType, "expected an object, found a list"));
                }
                Ok(Object(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|object| Object(Some(object)))
            }
        }
        deserializer.deserialize_any(ObjectVisitor(PhantomData))
    }
}

/// A time that may be missing: `0`, null and an empty text stand for none.
#[derive(Clone, Copy, Default)]
pub(super) struct WireOptionalTime(pub(super) Option<Timestamp>);

impl<'de> Deserialize<'de> for WireOptionalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        if matches!(raw.get(), "null" | "\"\"") {
            return Ok(Self(None));
        }
        let at = time::read(raw.get()).map_err(|e| coded(e.code, &e.detail))?;
        Ok(Self(Some(at).filter(|at| at.as_millis() != 0)))
    }
}

/// A text, borrowed from the input where it holds no escapes, behind an `Option` too.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Words<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;
        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = Words<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Words<'de>, E> {
                Ok(Words(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Words<'de>, E> {
                Ok(Words(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(WordsVisitor)
    }
}

/// A text, or nothing where another type stands.
#[derive(Default)]
pub(super) struct Text<'a>(pub(super) Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Loose).map(|word| match word {
            Word::Text(text) => Self(Some(text)),
            Word::Number(_) | Word::Flag(_) | Word::Other => Self(None),
        })
    }
}

/// A mark that is set or not: `true`, or the text or number that a relay makes of it. Anything
/// else sets none, so that no message is lost over a mark.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(pub(super) bool);

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Loose).map(|word| match word {
            Word::Text(text) => Self(text.eq_ignore_ascii_case("true") || &*text == "1"),
            Word::Number(number) => Self(number == 1),
            Word::Flag(set) => Self(set),
            Word::Other => Self(false),
        })
    }
}

/// A conversation's status, in any case; whatever is not one that Chatwoot has is unknown.
pub(super) struct WireStatus(pub(super) Status);

impl<'de> Deserialize<'de> for WireStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<Loosely<'_>>::deserialize(deserializer)? {
            None => Err(coded(Code::MissingField, "expected a status, found null")),
            Some(Loosely(Word::Text(text))) => Ok(Self(status(&text))),
            Some(Loosely(Word::Number(_) | Word::Flag(_) | Word::Other)) => {
                Ok(Self(Status::Unknown))
            }
        }
    }
}

/// The status that a word names.
pub(super) fn status(word: &str) -> Status {
    [Status::Open, Status::Pending, Status::Snoozed, Status::Resolved]
        .into_iter()
        .find(|status| status.as_str().eq_ignore_ascii_case(word))
        .unwrap_or(Status::Unknown)
}

/// The direction of a message, a number or a word; what is not known is left to the sender.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageType {
    Incoming,
    Outgoing,
    Activity,
    Template,
    #[default]
    Unknown,
}

impl<'de> Deserialize<'de> for MessageType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Loose).map(|word| match word {
            Word::Number(0) => Self::Incoming,
            Word::Number(1) => Self::Outgoing,
            Word::Number(2) => Self::Activity,
            Word::Number(3) => Self::Template,
            Word::Text(text) => match &*text {
                "incoming" => Self::Incoming,
                "outgoing" => Self::Outgoing,
                "activity" => Self::Activity,
                "template" => Self::Template,
                _ => Self::Unknown,
            },
            Word::Number(_) | Word::Flag(_) | Word::Other => Self::Unknown,
        })
    }
}

/// A value of any type, of which only texts, whole numbers and marks are looked at.
enum Word<'a> {
    Text(Cow<'a, str>),
    Number(u64),
    Flag(bool),
    Other,
}

/// A [`Word`] behind an `Option`.
struct Loosely<'a>(Word<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Loosely<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Loose).map(Self)
    }
}

struct Loose;

impl<'de> Visitor<'de> for Loose {
    type Value = Word<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Word<'de>, E> {
        Ok(Word::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Word<'de>, E> {
        Ok(Word::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Word<'de>, E> {
        Ok(Word::Number(number))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Word<'de>, E> {
        Ok(Word::Other)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Word<'de>, E> {
        Ok(Word::Other)
    }
    fn visit_bool<E>(self, set: bool) -> Result<Word<'de>, E> {
        Ok(Word::Flag(set))
    }
    fn visit_unit<E>(self) -> Result<Word<'de>, E> {
        Ok(Word::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Word<'de>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Word::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Word<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Word::Other)
    }
}
