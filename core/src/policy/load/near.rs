//! The known name that is nearest to an unknown one.

/// How much alike two names are that one may be meant for the other (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

/// Of `known` the name that is most like `name`, if one is much like it.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let likeness = |known: &&str| strsim::jaro_winkler(name, known);
    let best = known.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) >= ALIKE).then_some(best)
}

/// `, did you mean …?` where a name is near; else nothing.
pub(in crate::policy) fn hint(name: &str, known: &[&str]) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!(", did you mean `{near}`?"))
}

/// The names that a sentence quotes in backticks.
pub(super) fn quoted(sentence: &str) -> Vec<&str> {
    sentence.split('`').skip(1).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_word_is_not() {
        let known = ["target_minutes", "clock_statuses", "calendar"];
        assert_eq!(nearest("targets", &known), Some("target_minutes"));
        assert_eq!(nearest("target_mintues", &known), Some("target_minutes"));
        assert_eq!(nearest("calender", &known), Some("calendar"));
        assert_eq!(nearest("colour", &known), None);
        assert_eq!(nearest("x", &[]), None);
        assert_eq!(quoted("expected `a` or `b`"), ["a", "b"]);
    }
}
