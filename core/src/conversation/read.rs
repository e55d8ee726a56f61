//! How the parts of the document are read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::CustomerText;
use crate::diagnostic::{Code, Keyed, coded};

/// Reads one of a type's words; serde would also read `{"open": null}`.
pub(super) fn word<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
    T::deserialize(serde::de::value::CowStrDeserializer::<D::Error>::new(text))
}

/// Reads one of a type's words or null.
pub(super) fn optional_word<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    struct Word<T>(T);
    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Word<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            word(deserializer).map(Self)
        }
    }
    Option::<Word<T>>::deserialize(deserializer).map(|word| word.map(|word| word.0))
}

/// Reads an object of texts; null is an empty one, and a key whose text is null is absent.
pub(super) fn texts<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, CustomerText>, D::Error> {
    struct Texts;
    impl<'de> Visitor<'de> for Texts {
        type Value = BTreeMap<String, CustomerText>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of texts")
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(BTreeMap::new())
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let (mut texts, mut keys) = (BTreeMap::new(), BTreeSet::new());
            while let Some((key, text)) = map.next_entry::<String, Option<CustomerText>>()? {
                if !keys.insert(key.clone()) {
                    return Err(coded(Code::DuplicateField, "a name stands twice"));
                }
                texts.extend(text.map(|text| (key, text)));
            }
            Ok(texts)
        }
    }
    deserializer.deserialize_any(Texts)
}

/// Reads null as the type's default.
pub(super) fn nullable<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    d: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(d).map(Option::unwrap_or_default)
}

/// Reads a list of objects; null is an empty one.
pub(super) fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    d: D,
) -> Result<Vec<T>, D::Error> {
    let items: Option<Vec<Keyed<T>>> = Option::deserialize(d)?;
    Ok(items.into_iter().flatten().map(|item| item.0).collect())
}

/// Reads an object; null is the type's default.
pub(super) fn object<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    d: D,
) -> Result<T, D::Error> {
    optional_object(d).map(Option::unwrap_or_default)
}

/// Reads an object or null.
pub(crate) fn optional_object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    d: D,
) -> Result<Option<T>, D::Error> {
    Option::<Keyed<T>>::deserialize(d).map(|item| item.map(|item| item.0))
}

pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    positive(i64::deserialize(deserializer)?)
}

pub(super) fn optional_id<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    Option::<i64>::deserialize(deserializer)?.map(positive).transpose()
}

pub(super) fn positive<E: serde::de::Error>(id: i64) -> Result<i64, E> {
    if id > 0 { Ok(id) } else { Err(coded(Code::OutOfRange, "expected a positive id")) }
}

pub(super) fn amount_minor<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let amount = i64::deserialize(deserializer)?;
    if amount >= 0 {
        Ok(amount)
    } else {
        Err(coded(Code::OutOfRange, "expected an amount of zero or more"))
    }
}

pub(super) fn currency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let code = String::deserialize(deserializer)?;
    if is_currency(&code) {
        Ok(code)
    } else {
        Err(coded(Code::InvalidCurrency, "expected an ISO 4217 code such as `USD`"))
    }
}

/// Whether `code` has the form of an ISO 4217 code: three capital letters.
pub(crate) fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}
