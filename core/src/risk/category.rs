//! What high-risk language is, and how sure a finding is.

wire_enum! {
    /// Why a message is of high risk (runbook, "High-Risk Language"; SOP-CX-003).
    pub enum RiskCategory {
        /// Legal action, lawyers, courts, police reports.
        Legal = "legal",
        /// Regulators, consumer bodies, the press, exposure on social media.
        RegulatorPress = "regulator_press",
        /// An accusation of fraud, or a customer who is the victim of it.
        Fraud = "fraud",
        /// A dispute of the payment, with the bank included.
        Chargeback = "chargeback",
        /// Violence against people or property.
        Threat = "threat",
        /// The customer may harm themselves.
        SelfHarm = "self_harm",
        /// The customer asks for a manager.
        ManagerRequest = "manager_request",
        /// Insults and slurs at staff.
        Abuse = "abuse",
    }
}

wire_enum! {
    /// How sure a finding is.
    #[derive(Default)]
    pub enum Confidence {
        /// The words say so.
        #[default]
        High = "high",
        /// The words may mean something else.
        Low = "low",
    }
}
