//! What the clocks beside the main one measure.

wire_enum! {
    /// What a further clock measures.
    pub enum MetricKind {
        /// Of the present episode: from the start of its clock to the first public reply of a
        /// person after the contact's first message: what we wrote before it answers nothing.
        FirstResponse = "first_response",
        /// Of the present episode: from the contact's first public message after a reply to the
        /// next reply: one clock however many messages the contact adds. The latest such wait is
        /// shown.
        NextResponse = "next_response",
        /// From creation to the resolution. It goes on where the conversation is reopened, without
        /// the time that it was resolved.
        Resolution = "resolution",
    }
}
