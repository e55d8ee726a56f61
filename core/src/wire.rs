//! Enums of words on the wire, declared once.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};

/// An enum of words on the wire.
pub(crate) trait Words: Sized {
    /// The words, in the order of the variants.
    const WORDS: &'static [&'static str];

    /// The variant of a word.
    fn of(word: &str) -> Option<Self>;
}

/// Reads a word from any serde format.
pub(crate) struct WordVisitor<T>(pub(crate) PhantomData<T>);

impl<T: Words> Visitor<'_> for WordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<T, E> {
        T::of(word).ok_or_else(|| E::unknown_variant(word, T::WORDS))
    }
}

/// Declares an enum of words: each variant with its word on the wire, and behind `|` other words
/// that are read as well. It gives serde, the schema, `ALL`, `as_str`, `Display` and `FromStr`.
macro_rules! wire_enum {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal $(| $other:literal)*,)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[cfg_attr(feature = "schemars", schemars(rename = $word))]
                $variant,
            )+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::wire::Words for $name {
            const WORDS: &'static [&'static str] = &[$($word,)+];

            fn of(word: &str) -> Option<Self> {
                match word {
                    $($word $(| $other)* => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::diagnostic::Diagnostic;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                <Self as $crate::wire::Words>::of(word).ok_or_else(|| {
                    $crate::diagnostic::unknown_word(<Self as $crate::wire::Words>::WORDS)
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::wire::WordVisitor(std::marker::PhantomData))
            }
        }
    };
}

/// Declares an enum of words with its catalogue: the word and what it means, which is its
/// documentation too.
macro_rules! wire_catalogue {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($variant:ident = $word:literal : $meaning:literal,)+
    }) => {
        wire_enum! {
            $(#[$meta])*
            pub enum $name { $(#[doc = $meaning] $variant = $word,)+ }
        }

        impl $name {
            /// What it means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::Code;
    use crate::conversation::Action;
    use crate::policy::ReasonCode;

    #[test]
    fn a_word_is_read_back_from_what_is_written() {
        for &code in ReasonCode::ALL {
            assert_eq!(code.to_string().parse(), Ok(code));
            let json = crate::bindings::to_json(&code);
            assert_eq!(json, format!("\"{code}\""));
            assert_eq!(crate::bindings::from_json(json.as_bytes()), Ok(code));
        }
        assert_eq!("escalate".parse(), Ok(Action::Escalate));
        assert_eq!(format!("{:>8}|", crate::Status::Open), "    open|");
    }

    #[test]
    fn another_word_is_refused_without_being_quoted() {
        let problem = "I will sue you".parse::<crate::Status>().unwrap_err();
        assert_eq!(problem.code, Code::InvalidValue);
        assert_eq!(
            problem.detail,
            "the value is not known: expected one of `open`, `pending`, `snoozed`, `resolved`, `unknown`"
        );
        for wrong in ["{\"open\": null}", "[\"open\"]", "0", "null"] {
            let problem =
                crate::bindings::from_json::<crate::Status>(wrong.as_bytes()).unwrap_err();
            assert_eq!(problem.code, Code::WrongType, "{wrong}");
        }
    }
}
