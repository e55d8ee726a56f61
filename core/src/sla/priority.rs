//! How urgent a conversation is.

wire_enum! {
    /// How urgent a conversation is (SOP-CX-001).
    pub enum Priority {
        /// Act at once.
        P1 = "p1",
        /// Answer within 30 minutes of the breach.
        P2 = "p2",
        /// Review within an hour of the cause.
        P3 = "p3",
    }
}
