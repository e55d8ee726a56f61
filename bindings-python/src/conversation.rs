//! What a conversation can do beside showing its fields.

macro_rules! conversation {
    ($($record:tt)*) => {
        $crate::record::record! {
            {
                /// The same conversation with other messages.
                fn with_messages(
                    &self,
                    messages: $crate::value::Items<$crate::generated::conversation::Message>,
                ) -> Self {
                    let messages = messages.0.into_iter().map(|message| message.0).collect();
                    Self(self.0.clone().with_messages(messages))
                }

                /// The same conversation with other past decisions.
                fn with_decisions(
                    &self,
                    decisions: $crate::value::Items<$crate::generated::conversation::PastDecision>,
                ) -> Self {
                    let decisions = decisions.0.into_iter().map(|decision| decision.0).collect();
                    Self(self.0.clone().with_decisions(decisions))
                }

                /// The same conversation with other labels.
                fn with_labels(&self, labels: $crate::value::Items<String>) -> Self {
                    Self(self.0.clone().with_labels(labels.0))
                }

                /// The same conversation with another status; its history stays.
                fn with_status(&self, py: pyo3::Python<'_>, status: &str) -> pyo3::PyResult<Self> {
                    let status = status.parse().map_err(|e| $crate::error::parse(py, &e))?;
                    Ok(Self(self.0.clone().with_status(status)))
                }

                /// The same conversation with another status history.
                fn with_status_changes(
                    &self,
                    status_changes: $crate::value::Items<$crate::generated::conversation::StatusChange>,
                ) -> Self {
                    let changes = status_changes.0.into_iter().map(|change| change.0).collect();
                    Self(self.0.clone().with_status_changes(changes))
                }

                /// The conversation as it stood at an earlier time.
                fn as_of(&self, at: $crate::value::At) -> Self {
                    Self(self.0.as_of(at.0))
                }

                /// The same conversation, with earlier messages that may be missing or without.
                fn with_partial(&self, partial: bool) -> Self {
                    Self(self.0.clone().with_partial(partial))
                }

                /// The same conversation with the messages and the status history of a page beside its own.
                fn with_messages_page(
                    &self,
                    page: &$crate::generated::chatwoot::MessagesPage,
                ) -> Self {
                    Self(self.0.clone().with_messages_page(&page.0))
                }

                /// The same conversation with what a webhook tells merged into it.
                fn apply(
                    &self,
                    py: pyo3::Python<'_>,
                    event: &$crate::chatwoot::WebhookEvent,
                ) -> pyo3::PyResult<Self> {
                    let mut conversation = self.0.clone();
                    conversation.apply(&event.0).map_err(|e| $crate::error::parse(py, &e))?;
                    Ok(Self(conversation))
                }

                /// The same conversation with other facts.
                fn with_facts(&self, facts: $crate::generated::conversation::Facts) -> Self {
                    Self(self.0.clone().with_facts(facts.0))
                }
            }
            $($record)*
        }
    };
}

pub(crate) use conversation;
