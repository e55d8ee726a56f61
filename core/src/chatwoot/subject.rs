//! Subjects of e-mails, without the marks of replies and forwards.

/// The marks that mail programs put before a subject, in lower case: English, German, Spanish,
/// Portuguese, French, Italian, and those of their Scandinavian, Dutch and Polish neighbours.
const MARKS: [&str; 27] = [
    "re",
    "fw",
    "fwd",
    "aw",
    "wg",
    "antw",
    "rv",
    "rsp",
    "res",
    "enc",
    "reenv",
    "tr",
    "réf",
    "ref",
    "rép",
    "rif",
    "i",
    "r",
    "sv",
    "vs",
    "vb",
    "odp",
    "pd",
    "automatic reply",
    "antwort",
    "weitergeleitet",
    "réponse",
];

/// The subject itself; none where nothing with a letter or a digit is left of it.
///
/// A mark may be counted (`Re[2]:`, `RE (3):`, `Re^2:`) and followed by another.
pub(super) fn bare(subject: &str) -> Option<&str> {
    let mut rest = subject.trim();
    while let Some(shorter) = without_mark(rest) {
        rest = shorter;
    }
    rest.chars().any(char::is_alphanumeric).then_some(rest)
}

fn without_mark(subject: &str) -> Option<&str> {
    let (mark, rest) = subject.split_once([':', '：'])?;
    let mark = mark.trim();
    let counted = mark.trim_end_matches(|sign: char| {
        sign.is_ascii_digit() || matches!(sign, '[' | ']' | '(' | ')' | '^' | '*' | ' ')
    });
    let lower = counted.to_lowercase();
    MARKS.contains(&lower.as_str()).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go() {
        for (subject, left) in [
            ("Re: Refund", Some("Refund")),
            ("RE: Fwd: AW: RV: Order 1881", Some("Order 1881")),
            ("Re[2]: Refund", Some("Refund")),
            ("Re (3) : Refund", Some("Refund")),
            ("RE：Refund", Some("Refund")),
            ("WG: TR: ENC: RIF: I: R: SV: hi", Some("hi")),
            ("Refund: order 1881", Some("Refund: order 1881")),
            ("Re:", None),
            ("  ", None),
            ("🌸🌸", None),
            ("Re: 🌸", None),
            ("Regarding: x", Some("Regarding: x")),
        ] {
            assert_eq!(bare(subject), left, "{subject}");
        }
    }
}
