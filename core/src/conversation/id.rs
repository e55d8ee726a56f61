//! The number of something in Chatwoot, which cannot be built wrong.

use std::fmt;
use std::num::NonZeroI64;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::diagnostic::{Code, Diagnostic, coded};

/// The number of a conversation, a message, a person, a team or an inbox: positive.
///
/// ```
/// use cx_triage::Id;
///
/// assert_eq!(Id::new(7)?.get(), 7);
/// assert_eq!("7".parse::<Id>()?, Id::try_from(7)?);
/// assert_eq!(Id::new(0).unwrap_err().code.as_str(), "out_of_range");
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Id(#[cfg_attr(feature = "schemars", schemars(with = "i64", range(min = 1)))] NonZeroI64);

impl Id {
    /// That number.
    ///
    /// # Errors
    /// [`Code::OutOfRange`] if it is not positive.
    pub fn new(number: i64) -> Result<Self, Diagnostic> {
        let positive = NonZeroI64::new(number).filter(|number| number.is_positive());
        let refused = || Diagnostic::new(Code::OutOfRange, "expected a positive id");
        positive.map(Self).ok_or_else(refused)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0.get()
    }
}

impl From<Id> for i64 {
    fn from(id: Id) -> Self {
        id.get()
    }
}

impl TryFrom<i64> for Id {
    type Error = Diagnostic;

    fn try_from(number: i64) -> Result<Self, Diagnostic> {
        Self::new(number)
    }
}

impl PartialEq<i64> for Id {
    fn eq(&self, number: &i64) -> bool {
        self.get() == *number
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = Diagnostic;

    /// Decimal digits, as [`Display`](fmt::Display) writes them.
    fn from_str(digits: &str) -> Result<Self, Diagnostic> {
        let refused = |_| Diagnostic::new(Code::InvalidValue, "expected the digits of an id");
        digits.parse().map_err(refused).and_then(Self::new)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(deserializer)?).map_err(|p| coded(p.code, &p.detail))
    }
}
