//! How the parts of the document are read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::CustomerText;
use crate::diagnostic::{Code, Keyed, coded};

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
pub(crate) fn nullable<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
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
