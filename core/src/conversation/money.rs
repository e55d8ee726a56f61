//! Amounts of money, which cannot be built wrong.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic::{Code, Diagnostic, coded};

/// An amount of money in minor units (cents).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Money {
    /// The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD.
    pub amount_minor: MinorUnits,
    /// The ISO 4217 code: three capital letters.
    pub currency: Currency,
}

impl Money {
    /// An amount in the minor unit of a currency.
    ///
    /// ```
    /// use cx_triage::conversation::Money;
    ///
    /// assert_eq!(Money::new(12_345, "USD")?.amount_minor.get(), 12_345);
    /// assert!(Money::new(-5, "USD").is_err());
    /// assert_eq!(Money::new(5, "nonsense").unwrap_err().code.as_str(), "invalid_currency");
    /// # Ok::<(), cx_triage::Diagnostic>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::OutOfRange`] below zero, [`Code::InvalidCurrency`] for a currency that is not three
    /// capital letters.
    pub fn new(amount_minor: i64, currency: &str) -> Result<Self, Diagnostic> {
        let below = |key: &'static str| move |problem: Diagnostic| problem.below(key);
        Ok(Self {
            amount_minor: MinorUnits::new(amount_minor).map_err(below("/amountMinor"))?,
            currency: Currency::new(currency).map_err(below("/currency"))?,
        })
    }
}

/// How many of a currency's minor unit: zero or more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct MinorUnits(#[cfg_attr(feature = "schemars", schemars(range(min = 0)))] i64);

impl MinorUnits {
    /// So many.
    ///
    /// # Errors
    /// [`Code::OutOfRange`] below zero.
    pub fn new(number: i64) -> Result<Self, Diagnostic> {
        if number >= 0 {
            Ok(Self(number))
        } else {
            Err(Diagnostic::new(Code::OutOfRange, "expected an amount of zero or more"))
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl From<MinorUnits> for i64 {
    fn from(units: MinorUnits) -> Self {
        units.0
    }
}

impl fmt::Display for MinorUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for MinorUnits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(deserializer)?).map_err(|p| coded(p.code, &p.detail))
    }
}

/// A currency by the form of its ISO 4217 code: three capital letters.
///
/// ```
/// use cx_triage::conversation::Currency;
///
/// assert_eq!("USD".parse::<Currency>()?.as_str(), "USD");
/// assert!(Currency::new("usd").is_err());
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Currency(
    #[cfg_attr(feature = "schemars", schemars(with = "String", regex(pattern = "^[A-Z]{3}$")))]
    [u8; 3],
);

impl Currency {
    /// The currency of that code.
    ///
    /// # Errors
    /// [`Code::InvalidCurrency`] if it is not three capital letters.
    pub fn new(code: &str) -> Result<Self, Diagnostic> {
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => {
                let detail = "expected an ISO 4217 code such as `USD`";
                Err(Diagnostic::new(Code::InvalidCurrency, detail))
            }
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Currency {
    type Err = Diagnostic;

    fn from_str(code: &str) -> Result<Self, Diagnostic> {
        Self::new(code)
    }
}

impl PartialEq<str> for Currency {
    fn eq(&self, code: &str) -> bool {
        self.as_str() == code
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::new(&code).map_err(|p| coded(p.code, &p.detail))
    }
}
