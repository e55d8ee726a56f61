//! Addresses and links: what is written in them says nothing of what the customer means.

use super::{index, is_word_byte};

/// How far from a word an address or link may start and end, in bytes: a longer one is read as
/// words, so that no text takes long.
const REACH: usize = 256;
/// Last labels of addresses that are written without `www.` and without a path.
const LAST_LABELS: [&[u8]; 8] =
    [b"com", b"org", b"net", b"gov", b"edu", b"info", b"uk", b"example"];

/// Whether the bytes from `start` to `end` of a folded text lie inside an e-mail address
/// (`chargeback@vale.example`), a link (`www.bbb.example`, `https://…`, `vale.example/refunds`) or
/// a path (`/refund-policy`). What hides a word by a sign of its own (`fr@ud`) does not.
pub(crate) fn is_in_address(text: &[u8], start: u32, end: u32) -> bool {
    let (start, end) = (index(start), index(end));
    let before = text.get(start.saturating_sub(REACH)..start).unwrap_or(&[]);
    let after = text.get(end..text.len().min(end.saturating_add(REACH))).unwrap_or(&[]);
    let Some(own) = text.get(start..end) else { return false };
    if own.iter().any(|byte| is_edge(*byte) || *byte == b'@') {
        return false;
    }
    let left = before.iter().rev().take_while(|byte| !is_edge(**byte)).count();
    let right = after.iter().take_while(|byte| !is_edge(**byte)).count();
    if left == REACH || right == REACH {
        return false;
    }
    let whole = text.get(start - left..end + right).unwrap_or(&[]);
    let ends = whole.iter().rposition(|byte| is_word_byte(*byte) || *byte == b'/');
    let whole = whole.get(..ends.map_or(0, |last| last + 1)).unwrap_or(&[]);
    // Each of them has one of these, most words have none.
    if !whole.iter().any(|byte| b"./@".contains(byte)) {
        return false;
    }
    let whole = whole.to_ascii_lowercase();
    is_link(&whole) || is_mail(&whole)
}

/// What stands around an address.
fn is_edge(byte: u8) -> bool {
    byte.is_ascii_whitespace() || b"<>()[]{}\"',;".contains(&byte)
}

fn is_mail(whole: &[u8]) -> bool {
    let mut parts = whole.split(|byte| *byte == b'@');
    let (Some([.., own]), Some(host), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    is_word_byte(*own) && is_host(host)
}

fn is_link(whole: &[u8]) -> bool {
    if whole.starts_with(b"www.") || whole.windows(3).any(|signs| signs == b"://") {
        return true;
    }
    let mut parts = whole.splitn(2, |byte| *byte == b'/');
    match (parts.next(), parts.next()) {
        // `/refund-policy`, and not the second word of "lawyer /police".
        (Some([]), Some(path)) => path.iter().any(|byte| b"-_/.".contains(byte)),
        (Some(host), Some(_)) => is_host(host),
        (Some(host), None) => is_host(host) && has_known_end(host),
        (None, _) => false,
    }
}

/// Whether it is labels with full stops between, the last one of two letters or more.
fn is_host(host: &[u8]) -> bool {
    let labels = || host.split(|byte| *byte == b'.');
    let is_label = |label: &[u8]| {
        !label.is_empty() && label.iter().all(|byte| is_word_byte(*byte) || *byte == b'-')
    };
    let ends = labels().next_back().is_some_and(|last| {
        last.len() > 1 && last.iter().all(|byte| !byte.is_ascii_digit() && *byte != b'-')
    });
    ends && labels().count() > 1 && labels().all(is_label)
}

fn has_known_end(host: &[u8]) -> bool {
    host.split(|byte| *byte == b'.').next_back().is_some_and(|last| LAST_LABELS.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lies(text: &str, word: &str) -> bool {
        let start = u32::try_from(text.find(word).unwrap()).unwrap();
        is_in_address(text.as_bytes(), start, start + u32::try_from(word.len()).unwrap())
    }

    #[test]
    fn words_in_addresses_and_links_are_told_from_words() {
        for text in [
            "write to fraud@shop.example.",
            "(fraud.desk@mail.shop.example)",
            "see www.fraud.example!",
            "HTTPS://shop.example/a?fraud=1",
            "shop.example/fraud",
            "on fraud.org, I read",
            "the page /fraud-policy",
        ] {
            assert!(lies(text, "fraud"), "{text}");
        }
        for text in [
            "fraud",
            "this is fraud.I want it back",
            "fraud/theft",
            "theft/fraud",
            "police /fraud",
            "fraud@you",
            "fraud @ shop.example",
            "it is fraud, jo@shop.example",
        ] {
            assert!(!lies(text, "fraud"), "{text}");
        }
        assert!(!lies("a fr@ud.example of it", "fr@ud"));
    }

    #[test]
    fn what_has_no_end_is_no_address() {
        let text = format!("www.fraud.{}", "x".repeat(REACH));
        assert!(!lies(&text, "fraud"));
    }
}
