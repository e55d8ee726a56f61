//! How values cross the border.

use cx_triage::{Code, Conversation, Diagnostic, Timestamp};

/// A time in milliseconds since the epoch, floored.
pub(crate) fn at(millis: f64) -> Result<Timestamp, Diagnostic> {
    if millis.is_nan() {
        return Err(Diagnostic::new(Code::InvalidTime, "the time is not a number"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "it saturates, far outside what is taken")]
    Timestamp::from_millis(millis.floor() as i64)
}

/// A time for each row, as [`at`] reads it.
pub(crate) fn each_at(millis: &[f64]) -> Result<Vec<Timestamp>, Diagnostic> {
    millis.iter().map(|&time| at(time)).collect()
}

/// Conversation documents, one a line; a problem's pointer begins with the conversation's index.
pub(crate) fn conversations(lines: &[u8]) -> Result<Vec<Conversation>, Diagnostic> {
    let lines = lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let read = |(index, line)| {
        Conversation::from_json(line).map_err(|problem: Diagnostic| Diagnostic {
            pointer: Some(format!("/{index}{}", problem.pointer.unwrap_or_default())),
            ..problem
        })
    };
    lines.enumerate().map(read).collect()
}
