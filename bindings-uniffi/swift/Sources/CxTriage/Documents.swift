extension Assessment {
    /// The document, without blanks, keys in fixed order: the same bytes in every language.
    ///
    /// Throws only where a time was put into the record that lies outside the years 0001 to 9999.
    public func toJson() throws -> String {
        try assessmentToJson(assessment: self)
    }
}

extension SlaExplanation {
    /// The document, without blanks, keys in fixed order: the same bytes in every language.
    ///
    /// Throws only where a time was put into the record that lies outside the years 0001 to 9999.
    public func toJson() throws -> String {
        try slaExplanationToJson(explanation: self)
    }
}

extension ApproveSend {
    /// Reads the input of `approveSend` from a JSON document.
    public static func fromJson(json: String) throws -> ApproveSend {
        try approveSendFromJson(json: json)
    }
}

extension Escalate {
    /// Reads the input of `escalate` from a JSON document.
    public static func fromJson(json: String) throws -> Escalate {
        try escalateFromJson(json: json)
    }
}

extension MarkResolved {
    /// Reads the input of `markResolved` from a JSON document.
    public static func fromJson(json: String) throws -> MarkResolved {
        try markResolvedFromJson(json: json)
    }
}

extension HealthSample {
    /// Reads what `health` judges from a JSON document.
    public static func fromJson(json: String) throws -> HealthSample {
        try healthSampleFromJson(json: json)
    }
}
