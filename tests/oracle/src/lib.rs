//! What the SLA clocks are held against: a calendar and a desk clerk that look at every second, or
//! every minute, by itself. Nothing of the library's own reckoning is in here, and no shortcut.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test stops at what is wrong"
)]

mod calendar;
mod clerk;

pub use calendar::{DAY, Oracle, Walk};
pub use clerk::{Clerk, Desk, Hand, Rules};

/// The step at whose start `target` steps that count have passed since `start`; of none, the first
/// that counts. Absent where the steps do not get so far.
fn due(start: usize, target: usize, steps: usize, counts: impl Fn(usize) -> bool) -> Option<usize> {
    let mut left = target;
    for step in start..steps {
        if left == 0 && (target > 0 || counts(step)) {
            return Some(step);
        }
        left -= usize::from(left > 0 && counts(step));
    }
    None
}
