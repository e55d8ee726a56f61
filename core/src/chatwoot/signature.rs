//! Whether a webhook comes from Chatwoot: the signature of its body, and its age.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::conversation::Timestamp;

wire_enum! {
    /// Why a webhook is not to be trusted.
    pub enum SignatureProblem {
        /// The header is empty or not `sha256=` and 64 hexadecimal digits.
        MalformedSignature = "malformed_signature",
        /// The timestamp is empty or no whole number of seconds since the epoch.
        MalformedTimestamp = "malformed_timestamp",
        /// The signature is not that of the body, or the secret is empty.
        WrongSignature = "wrong_signature",
        /// The timestamp is older than the tolerance allows.
        TooOld = "too_old",
        /// The timestamp lies further in the future than the tolerance allows.
        TooNew = "too_new",
    }
}

/// A webhook that is not to be trusted, and why. It shows nothing of the secret or the body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail} ({})", code.as_str())]
pub struct SignatureError {
    /// What is wrong, for programs.
    pub code: SignatureProblem,
    /// What is wrong, for people.
    pub detail: &'static str,
}

/// Checks that a webhook was sent by a Chatwoot that knows `secret`, not long ago.
///
/// `timestamp` and `header` are the request's `X-Chatwoot-Timestamp` and `X-Chatwoot-Signature`, an
/// empty text where there is none; `body` is the request's body, byte for byte. The signature is
/// `sha256=` and the HMAC-SHA256 of `timestamp.body` in hexadecimal digits, compared in constant
/// time; nothing is signed by an empty secret. The timestamp may lie up to `tolerance_ms` milliseconds before or after `now`, inclusive.
///
/// ```
/// use cx_triage::{Timestamp, chatwoot::verify_signature};
///
/// let now = Timestamp::from_millis(1_772_010_000_000)?;
/// let error = verify_signature("secret", "1772010000", b"{}", "", now, 300_000).unwrap_err();
/// assert_eq!(error.code.as_str(), "malformed_signature");
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
///
/// # Errors
/// A [`SignatureError`]: the request is to be refused.
pub fn verify_signature(
    secret: impl AsRef<[u8]>,
    timestamp: &str,
    body: impl AsRef<[u8]>,
    header: &str,
    now: Timestamp,
    tolerance_ms: i64,
) -> Result<(), SignatureError> {
    let fail = |code, detail| Err(SignatureError { code, detail });
    let Some(expected) = header.strip_prefix("sha256=").and_then(digest) else {
        let detail = "expected `sha256=` and 64 hexadecimal digits";
        return fail(SignatureProblem::MalformedSignature, detail);
    };
    let digits =
        (1..=12).contains(&timestamp.len()) && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let Some(seconds) = timestamp.parse::<i64>().ok().filter(|_| digits) else {
        let detail = "expected the timestamp in whole seconds since the epoch";
        return fail(SignatureProblem::MalformedTimestamp, detail);
    };
    if secret.as_ref().is_empty() {
        // Anyone can sign with it: a service whose setting is missing would trust everyone.
        return fail(SignatureProblem::WrongSignature, "the secret is empty");
    }
    // A key may have any length: this never fails.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_ref()) else {
        return fail(SignatureProblem::WrongSignature, "the secret is no key");
    };
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body.as_ref());
    if mac.verify_slice(&expected).is_err() {
        return fail(SignatureProblem::WrongSignature, "the signature is not that of the body");
    }
    let age = now.as_millis().saturating_sub(seconds.saturating_mul(1000));
    let tolerance = tolerance_ms.max(0);
    if age > tolerance {
        return fail(SignatureProblem::TooOld, "the timestamp is too old");
    }
    if age < -tolerance {
        return fail(SignatureProblem::TooNew, "the timestamp lies in the future");
    }
    Ok(())
}

/// The bytes of 64 hexadecimal digits.
fn digest(hex: &str) -> Option<[u8; 32]> {
    let digits = hex.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = value(*high)? << 4 | value(*low)?;
    }
    Some(bytes)
}
