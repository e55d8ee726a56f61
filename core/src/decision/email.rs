//! Whether a text is an operator's e-mail address.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::name::is_blank;

/// The longest address, local part and label of a host, in bytes (RFC 5321, RFC 1035).
const LONGEST: (usize, usize, usize) = (254, 64, 63);

/// Whether `text` has the form of an e-mail address.
///
/// It has one `@`. Before it stand parts between dots, none of them empty, of any characters but
/// blanks, control and invisible ones and `<>()[]\,;:"`; behind it a host of labels between dots,
/// each of letters, digits and hyphens inside. Letters of every script are letters. Quoted local
/// parts and numeric hosts are refused: they are valid on paper and typing errors in practice.
pub(super) fn is_email_address(text: &str) -> bool {
    let (longest, longest_local, _) = LONGEST;
    let Some((local, host)) = text.split_once('@') else { return false };
    let is_odd = |c: char| is_blank(c) || r#"<>()[]\,;:""#.contains(c);
    text.len() <= longest
        && local.len() <= longest_local
        && local.split('.').all(|part| !part.is_empty())
        && !local.contains(is_odd)
        && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_mark = |c: char| c.general_category_group() == GeneralCategoryGroup::Mark;
    !label.is_empty()
        && label.len() <= LONGEST.2
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-' || is_mark(c))
}

#[cfg(test)]
mod tests {
    use super::is_email_address;

    #[test]
    fn addresses() {
        let long_local = format!("{}@x.example", "a".repeat(64));
        let long_label = format!("a@{}.example", "b".repeat(63));
        for good in [
            "a@b",
            "o'neil+x@mail.example.co.uk",
            "ä@bücher.example",
            "a@हिन्दी.example",
            "a_b-c@x-y.example",
            "{a}=b/c@x.example",
            "1@2.3",
            &long_local,
            &long_label,
        ] {
            assert!(is_email_address(good), "{good}");
        }
    }

    #[test]
    fn no_addresses() {
        let long_local = format!("{}@x.example", "a".repeat(65));
        let long_label = format!("a@{}.example", "b".repeat(64));
        let long = format!("a@{}example", "b.".repeat(124));
        for bad in [
            "",
            " ",
            "ann",
            "@b.example",
            "ann@",
            "a@b@c",
            " a@b.example",
            "a@b.example ",
            "a b@c.example",
            "a..b@c.example",
            ".a@c.example",
            "a.@c.example",
            "a@b..c",
            "a@b.c.",
            "a@-b.c",
            "a@b-.c",
            "a@b\n.c",
            "a\u{200B}b@c.example",
            "a\u{0}@c.example",
            "<a@b.example>",
            "\"a b\"@c.example",
            "a@[10.0.0.1]",
            "a,b@c.example",
            "a@b_c.example",
            &long_local,
            &long_label,
            &long,
        ] {
            assert!(!is_email_address(bad), "{bad:?}");
        }
    }
}
