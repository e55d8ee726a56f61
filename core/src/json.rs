//! Writes records as JSON: what `serde_json` writes, in fewer instructions.
//!
//! Answers are mostly keys and texts in which nothing is to be escaped: these are looked through
//! sixteen bytes at a time and copied whole. What no assessment holds (maps, fractions, variants with
//! values, JSON as it is) is left to `serde_json`.

use std::fmt;

use serde::ser::{Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};
use wide::u8x16;

/// Most assessments fit into it, so that what is written is not moved while it grows.
const ROOM: usize = 2048;

/// The record as JSON without blanks; none where it holds what is not written here.
pub(crate) fn write<T: Serialize>(record: &T) -> Option<String> {
    let mut writer = Writer { json: String::with_capacity(ROOM) };
    record.serialize(&mut writer).ok().map(|()| writer.json)
}

struct Writer {
    json: String,
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.json.push('"');
        if needs_escapes(text.as_bytes()) {
            self.escaped(text);
        } else {
            self.json.push_str(text);
        }
        self.json.push('"');
    }

    fn escaped(&mut self, text: &str) {
        for sign in text.chars() {
            match sign {
                '"' => self.json.push_str("\\\""),
                '\\' => self.json.push_str("\\\\"),
                '\n' => self.json.push_str("\\n"),
                '\r' => self.json.push_str("\\r"),
                '\t' => self.json.push_str("\\t"),
                '\u{8}' => self.json.push_str("\\b"),
                '\u{C}' => self.json.push_str("\\f"),
                '\0'..' ' => {
                    self.json.push_str("\\u00");
                    self.json.push(if sign < '\u{10}' { '0' } else { '1' });
                    self.json.extend(char::from_digit(u32::from(sign) & 15, 16));
                }
                sign => self.json.push(sign),
            }
        }
    }

    fn number(&mut self, number: impl itoa::Integer) {
        self.json.push_str(itoa::Buffer::new().format(number));
    }
}

/// Whether there is a quotation mark, a backslash or a control character.
fn needs_escapes(text: &[u8]) -> bool {
    let is_special = |group: [u8; 16]| {
        let bytes = u8x16::from(group);
        let control = bytes.simd_eq(bytes.min(u8x16::splat(0x1F)));
        let quoted = bytes.simd_eq(u8x16::splat(b'"')) | bytes.simd_eq(u8x16::splat(b'\\'));
        (control | quoted).any()
    };
    let (groups, rest) = text.as_chunks();
    let mut last = [b' '; 16];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    is_special(last) || groups.iter().any(|group| is_special(*group))
}

/// The record holds what is not written here.
#[derive(Debug)]
pub(crate) struct Other;

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("left to serde_json")
    }
}

impl std::error::Error for Other {}

impl serde::ser::Error for Other {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A list or an object that is being written.
struct Open<'w> {
    writer: &'w mut Writer,
    /// What stands before the next entry.
    before: &'static str,
    end: char,
}

impl SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Other;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Other> {
        self.writer.json.push_str(self.before);
        self.before = ",";
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Other> {
        self.writer.json.push(self.end);
        Ok(())
    }
}

impl SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Other;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Other> {
        self.writer.json.push_str(self.before);
        self.before = ",";
        self.writer.text(key);
        self.writer.json.push(':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Other> {
        SerializeSeq::end(self)
    }
}

/// Methods of numbers and of what is left to others.
macro_rules! methods {
    (numbers: $($number:ident $type:ty,)+) => {
        $(fn $number(self, value: $type) -> Result<(), Other> {
            self.number(value);
            Ok(())
        })+
    };
    (others: $($other:ident($($argument:ty),*) -> $ok:ty,)+) => {
        $(fn $other(self, $(_: $argument),*) -> Result<$ok, Other> {
            Err(Other)
        })+
    };
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Other;
    type SerializeSeq = Open<'w>;
    type SerializeStruct = Open<'w>;
    type SerializeTuple = Impossible<(), Other>;
    type SerializeTupleStruct = Impossible<(), Other>;
    type SerializeTupleVariant = Impossible<(), Other>;
    type SerializeMap = Impossible<(), Other>;
    type SerializeStructVariant = Impossible<(), Other>;

    methods! { numbers:
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
    }

    methods! { others:
        serialize_f32(f32) -> (),
        serialize_f64(f64) -> (),
        serialize_char(char) -> (),
        serialize_bytes(&[u8]) -> (),
        serialize_unit_struct(&'static str) -> (),
        serialize_tuple(usize) -> Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
        serialize_map(Option<usize>) -> Self::SerializeMap,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
    }

    fn serialize_bool(self, value: bool) -> Result<(), Other> {
        self.json.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Other> {
        self.text(text);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Other> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Other> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Other> {
        self.json.push_str("null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &str, _: u32, word: &'static str) -> Result<(), Other> {
        self.serialize_str(word)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Other> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Other> {
        Err(Other)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w>, Other> {
        self.json.push('[');
        Ok(Open { writer: self, before: "", end: ']' })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Open<'w>, Other> {
        // So `serde_json` names a text that it writes as it is.
        if name.starts_with('$') {
            return Err(Other);
        }
        self.json.push('{');
        Ok(Open { writer: self, before: "", end: '}' })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Policy, Timestamp, samples};

    #[test]
    fn texts_are_written_as_by_serde_json() {
        for byte in 0..=0x7F_u8 {
            for before in 0..34 {
                let sign = char::from(byte);
                let text = format!("{}{sign}ü{sign}", "a".repeat(before));
                assert_eq!(write(&text), serde_json::to_string(&text).ok(), "{text:?}");
            }
        }
    }

    #[test]
    fn assessments_are_written_here_and_as_by_serde_json() {
        let engine = Policy::runbook().compile().unwrap();
        let now = Timestamp::parse("2025-10-12T08:30:00Z").unwrap();
        for conversation in samples() {
            let assessment = engine.assess(&conversation, now);
            assert_eq!(write(&assessment), serde_json::to_string(&assessment).ok());
        }
    }

    #[test]
    fn what_no_assessment_holds_is_left_to_serde_json() {
        assert_eq!(write(&vec![Some(i64::MIN), None]), Some(format!("[{},null]", i64::MIN)));
        assert_eq!(write(&serde_json::json!({"a": 1.5})), None);
        let raw = serde_json::value::RawValue::from_string("[1, 2]".to_owned()).unwrap();
        assert_eq!(write(&raw), None);
    }
}
