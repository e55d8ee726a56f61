//! Names, from one language's spelling to another's.

/// `created_at` of `createdAt`.
pub(super) fn snake_case(camel: &str) -> String {
    let mut snake = String::with_capacity(camel.len() + 4);
    for c in camel.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// `createdAt` of `created_at`.
pub(super) fn camel_case(snake: &str) -> String {
    let mut parts = snake.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |camel, part| camel + &capitalised(part))
}

/// `ApproveSend` of `chatwoot.approve_send`: the variant of a word on the wire.
pub(super) fn variant(wire: &str) -> String {
    let word = wire.rsplit('.').next().unwrap_or(wire);
    word.split('_').map(capitalised).collect()
}

/// `APPROVE_SEND` of `chatwoot.approve_send`: the member of a Python enumeration.
pub(super) fn constant(wire: &str) -> String {
    wire.rsplit('.').next().unwrap_or(wire).to_ascii_uppercase()
}

/// `Desk` of `desk`.
pub(super) fn capitalised(part: &str) -> String {
    let mut letters = part.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_to_the_wire_and_back() {
        for name in ["id", "created_at", "sla_breaches_week_before"] {
            assert_eq!(snake_case(&camel_case(name)), name);
        }
        assert_eq!(camel_case("seen_message_id"), "seenMessageId");
    }

    #[test]
    fn a_word_of_the_wire_names_a_variant_and_a_member() {
        assert_eq!(variant("chatwoot.approve_send"), "ApproveSend");
        assert_eq!(variant("quiet_48h"), "Quiet48h");
        assert_eq!(constant("chatwoot.approve_send"), "APPROVE_SEND");
    }
}
