package dev.cxtriage

import com.fasterxml.jackson.databind.JsonNode
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What operators did in the deployed service, and what it logged (`actions.jsonl`). */
class HotdashActionsTest {
    private val folder = repository.resolve("tests/vectors/hotdash")
    private val now = Instant.parse("2025-10-12T10:00:00Z")
    private val engine = Policy.hotdash202510().use { it.compile() }

    private fun JsonNode?.text(): String? = this?.textValue()

    /** A conversation that may be approved and closed: answered 49 hours ago. */
    private fun conversation(form: JsonNode): Conversation? {
        val id = when (val text = form["conversationId"].text()?.trim()) {
            "1e3" -> "1000"
            "0x10" -> "16"
            else -> text
        }
        return try {
            Conversation.fromJson(
                """{"id":$id,"status":"open","createdAt":"2025-10-10T08:00:00Z",
                    "contactNames":["Alex"],"messages":[
                    {"id":1,"author":"contact","createdAt":"2025-10-10T08:00:00Z","content":"Hello?"},
                    {"id":2,"author":"agent","createdAt":"2025-10-10T09:00:00Z","content":"Yes?"}]}""",
            )
        } catch (_: TriageException.Invalid) {
            null
        }
    }

    /** The service's feature flag decides whether a model's suggestion counts as used. */
    private fun used(row: JsonNode) = row["flag"].text().orEmpty().lowercase() in
        listOf("1", "true", "yes", "on") && row["form"]["aiSuggestionUsed"].text() == "true"

    /** What the form says of the suggestion, where it is JSON. */
    private fun metadata(form: JsonNode): JsonText? = try {
        ApproveSend.fromJson("""{"aiSuggestion":${form["aiSuggestionMetadata"].text()}}""").aiSuggestion
    } catch (_: TriageException.Invalid) {
        null
    }

    private fun decide(row: JsonNode): DecisionEvent? {
        val form = row["form"] ?: return null
        val conversation = conversation(form) ?: return null
        val email = row["session"]["email"].text()
        val shop = row["session"]["shop"].text()
        val note = form["note"].text()?.let(::CustomerText)
        return when (form["action"].text()) {
            "approve_send" -> engine.approveSend(
                conversation,
                ApproveSend(
                    // A form without a reply is blank, and no word for the library's suggestion.
                    reply = (form["selectedReply"].text() ?: form["suggestedReply"].text())
                        .orEmpty().let(::CustomerText),
                    aiSuggestionUsed = used(row),
                    aiSuggestion = metadata(form),
                    operatorEmail = email,
                    shopDomain = shop,
                    note = note,
                ),
                now,
            )
            "escalate" -> engine.escalate(
                conversation,
                Escalate(
                    EscalationReason.POLICY_EXCEPTION,
                    operatorEmail = email, shopDomain = shop, note = note,
                ),
                now,
            )
            "mark_resolved" -> engine.markResolved(
                conversation,
                MarkResolved(operatorEmail = email, shopDomain = shop, note = note),
                now,
            )
            else -> null
        }
    }

    /** What a service writes to its log: the event, once the call to Chatwoot has succeeded. */
    private fun logged(row: JsonNode): List<JsonNode> = try {
        val failed = row["failClient"]?.booleanValue() == true
        listOfNotNull(decide(row)?.takeUnless { failed }?.toLogRow()?.let(::rowJson))
    } catch (_: TriageException.Refused) {
        emptyList()
    }

    /** How what would be logged differs from what the service logged. */
    private fun disagreement(row: JsonNode): List<String> {
        val (expected, ours) = row["expected"]["decisions"].toList() to logged(row)
        if (expected.size != ours.size) return listOf("${expected.size} logged, here ${ours.size}")
        return expected.zip(ours).flatMap { (theirs, ours) -> differences(theirs, ours) }
    }

    @Test
    fun `every recorded action agrees but those that deviate by a rule`() {
        val rows = folder.resolve("actions.jsonl").readLines().map(::parse)
        val disagreements = rows.associate { it["id"].textValue() to disagreement(it) }
            .filterValues { it.isNotEmpty() }
        val listed = mapper.readTree(folder.resolve("action-deviations.json"))["rules"]
            .flatMap { rule -> rule["rows"].map(JsonNode::textValue) }
        assertEquals(183, rows.size)
        val unlisted = disagreements - listed.toSet()
        assertTrue(unlisted.isEmpty(), unlisted.entries.joinToString("\n"))
        assertEquals(listed.toSet(), disagreements.keys)
        println("Kotlin agrees with the service on ${rows.size - listed.size} of ${rows.size} actions")
    }
}
