package dev.cxtriage

/** The document, without blanks, keys in fixed order: the same bytes in every language. */
fun Assessment.toJson(): String = assessmentToJson(this)

/** The document, without blanks, keys in fixed order: the same bytes in every language. */
fun SlaExplanation.toJson(): String = slaExplanationToJson(this)

/** Reads the input of [Engine.approveSend] from a JSON document. */
fun ApproveSend.Companion.fromJson(json: String): ApproveSend = approveSendFromJson(json)

/** Reads the input of [Engine.escalate] from a JSON document. */
fun Escalate.Companion.fromJson(json: String): Escalate = escalateFromJson(json)

/** Reads the input of [Engine.markResolved] from a JSON document. */
fun MarkResolved.Companion.fromJson(json: String): MarkResolved = markResolvedFromJson(json)

/** Reads what [Engine.health] judges from a JSON document. */
fun HealthSample.Companion.fromJson(json: String): HealthSample = healthSampleFromJson(json)
