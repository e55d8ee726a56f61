//! The languages of a policy, shared by its copies; those that ship are read from the build's data
//! when somebody needs them.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lexicon::document::LanguageDocument;
use crate::name::NameWords;
use crate::operator_words::OperatorWords;
use crate::text::MailWords;

/// The words of one language in a policy: a [`LanguageDocument`], which can be read and changed
/// through it.
///
/// Copies of a policy share it until one of them is changed, and one that ships is read when its
/// lists are first asked for.
///
/// ```
/// let mut policy = cx_triage::Policy::runbook();
/// let english = policy.language.get_mut("en").ok_or("English is always there")?;
/// english.risk.allow.push("lawsuit the board game".to_owned());
/// assert!(policy.compile().is_ok());
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone)]
pub struct SharedLanguage(Words);

#[derive(Clone)]
enum Words {
    Shipped(&'static ShippedLanguage),
    Own(Arc<LanguageDocument>),
}

impl SharedLanguage {
    /// Those that ship, with their codes.
    pub(crate) fn all_shipped() -> impl Iterator<Item = (String, Self)> {
        shipped().iter().map(|one| (one.code.to_owned(), Self(Words::Shipped(one))))
    }

    /// The commonest words of those that ship, with their codes.
    pub(crate) fn common_of_shipped() -> impl Iterator<Item = (&'static str, &'static [String])> {
        shipped().iter().map(|one| (one.code, one.head().spelling.common.as_slice()))
    }

    /// The document, unless it is as it ships: nothing in that is wrong.
    pub(crate) fn own(&self) -> Option<&LanguageDocument> {
        match &self.0 {
            Words::Shipped(_) => None,
            Words::Own(document) => Some(document),
        }
    }

    /// The shipped language of that code which this one is, or says the same as.
    pub(crate) fn as_shipped(&self, code: &str) -> Option<&'static ShippedLanguage> {
        match &self.0 {
            Words::Shipped(shipped) => Some(*shipped),
            Words::Own(own) => {
                let shipped = shipped().iter().find(|shipped| shipped.code == code)?;
                let same = shipped.head().is_of(own) && *shipped.document() == **own;
                same.then_some(shipped)
            }
        }
    }

    /// The canonical JSON (RFC 8785) of one as it ships.
    pub(crate) fn canonical_json(&self) -> Option<&'static str> {
        match &self.0 {
            Words::Shipped(shipped) => Some(shipped.json),
            Words::Own(_) => None,
        }
    }

    pub(crate) fn names(&self) -> &NameWords {
        match &self.0 {
            Words::Shipped(shipped) => &shipped.head().names,
            Words::Own(own) => &own.names,
        }
    }

    pub(crate) fn texts(&self) -> &OperatorWords {
        match &self.0 {
            Words::Shipped(shipped) => &shipped.head().texts,
            Words::Own(own) => &own.texts,
        }
    }

    pub(crate) fn mail(&self) -> Option<&MailWords> {
        match &self.0 {
            Words::Shipped(shipped) => shipped.head().mail.as_ref(),
            Words::Own(own) => own.mail.as_ref(),
        }
    }

    /// The commonest words, by which the language is told.
    pub(crate) fn common(&self) -> &[String] {
        match &self.0 {
            Words::Shipped(shipped) => &shipped.head().spelling.common,
            Words::Own(own) => &own.spelling.common,
        }
    }
}

impl Deref for SharedLanguage {
    type Target = LanguageDocument;

    fn deref(&self) -> &LanguageDocument {
        match &self.0 {
            Words::Shipped(shipped) => shipped.document(),
            Words::Own(own) => own,
        }
    }
}

impl DerefMut for SharedLanguage {
    fn deref_mut(&mut self) -> &mut LanguageDocument {
        if let Words::Shipped(shipped) = &self.0 {
            self.0 = Words::Own(Arc::new(shipped.read()));
        }
        match &mut self.0 {
            Words::Own(own) => Arc::make_mut(own),
            #[expect(clippy::unreachable, reason = "it was made an own one above")]
            Words::Shipped(_) => unreachable!("a shipped language was read"),
        }
    }
}

impl From<LanguageDocument> for SharedLanguage {
    fn from(document: LanguageDocument) -> Self {
        Self(Words::Own(Arc::new(document)))
    }
}

impl PartialEq for SharedLanguage {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Words::Shipped(one), Words::Shipped(two)) => std::ptr::eq(*one, *two),
            _ => **self == **other,
        }
    }
}

impl Eq for SharedLanguage {}

impl fmt::Debug for SharedLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for SharedLanguage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SharedLanguage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LanguageDocument::deserialize(deserializer).map(Self::from)
    }
}

/// A language as it ships: the build's text of it, and what has been read of that.
pub(crate) struct ShippedLanguage {
    code: &'static str,
    /// The canonical JSON of the document, and where parts of it lie, by their keys.
    json: &'static str,
    parts: &'static [(&'static str, usize, usize)],
    head: OnceLock<Head>,
    document: OnceLock<LanguageDocument>,
}

/// What compiling needs of every language, whether a message is written in it or not.
struct Head {
    names: NameWords,
    texts: OperatorWords,
    mail: Option<MailWords>,
    spelling: HeadSpelling,
}

#[derive(Deserialize)]
struct HeadSpelling {
    common: Vec<String>,
}

impl Head {
    fn is_of(&self, document: &LanguageDocument) -> bool {
        self.spelling.common == document.spelling.common
            && self.names == document.names
            && self.texts == document.texts
            && self.mail == document.mail
    }
}

impl ShippedLanguage {
    fn head(&self) -> &Head {
        self.head.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "a test reads each; they are part of the build")]
            self.read_head().expect("the head of a shipped language reads")
        })
    }

    /// Its parts are read where they lie, for the rest is ten times as long.
    fn read_head(&self) -> serde_json::Result<Head> {
        let part = |key: &str| {
            let (_, start, end) = self.parts.iter().find(|(known, ..)| *known == key)?;
            self.json.get(*start..*end)
        };
        let needed = |key: &str| part(key).unwrap_or_default();
        Ok(Head {
            names: serde_json::from_str(needed("names"))?,
            texts: serde_json::from_str(needed("texts"))?,
            mail: part("mail").map(serde_json::from_str).transpose()?,
            spelling: serde_json::from_str(needed("spelling"))?,
        })
    }

    fn document(&self) -> &LanguageDocument {
        self.document.get_or_init(|| self.read())
    }

    /// The document, which the caller may drop again.
    pub(crate) fn read(&self) -> LanguageDocument {
        #[expect(clippy::expect_used, reason = "a test reads each; they are part of the build")]
        serde_json::from_str(self.json).expect("a shipped language reads")
    }
}

/// The languages that ship with this build, in the order of their codes.
fn shipped() -> &'static [ShippedLanguage] {
    static ALL: OnceLock<Vec<ShippedLanguage>> = OnceLock::new();
    ALL.get_or_init(|| {
        let all = SHIPPED_JSON.iter().map(|(code, json, parts)| ShippedLanguage {
            code,
            json,
            parts,
            head: OnceLock::new(),
            document: OnceLock::new(),
        });
        all.collect()
    })
}

/// A language that is built in: its code, its canonical JSON, and where parts of that lie.
type Built = (&'static str, &'static str, &'static [(&'static str, usize, usize)]);

/// The languages that are built in.
#[expect(clippy::unreadable_literal, reason = "the build writes the places")]
const SHIPPED_JSON: &[Built] = &include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The JSON documents of the languages that ship, by their codes.
pub(crate) fn shipped_json() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED_JSON.iter().map(|(code, json, _)| (*code, *json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_build_writes_is_the_canonical_form() {
        for shipped in shipped() {
            let (code, json) = (shipped.code, shipped.json);
            let document: LanguageDocument = serde_json::from_str(json).unwrap();
            let canonical = serde_json_canonicalizer::to_vec(&document).unwrap();
            let differs = canonical.iter().zip(json.as_bytes()).position(|(a, b)| a != b);
            let from = differs.unwrap_or(0).saturating_sub(60);
            let part = |text: &[u8]| {
                let end = text.len().min(from + 120);
                String::from_utf8_lossy(&text[from.min(end)..end]).into_owned()
            };
            assert!(
                canonical == json.as_bytes(),
                "{code}: a default is missing in build/words.rs\n{}\n{}",
                part(&canonical),
                part(json.as_bytes())
            );
            assert!(shipped.head().is_of(&document), "{code}");
        }
    }

    #[test]
    fn a_changed_copy_leaves_the_others_as_they_were() {
        let (code, shipped) = SharedLanguage::all_shipped().next().unwrap();
        let mut changed = shipped.clone();
        changed.risk.allow.push("a phrase of nobody's".to_owned());
        assert!(changed != shipped && changed.own().is_some() && shipped.own().is_none());
        assert!(changed.as_shipped(&code).is_none());
        let same = SharedLanguage::from((*shipped).clone());
        assert!(same == shipped && same.own().is_some() && same.as_shipped(&code).is_some());
    }
}
