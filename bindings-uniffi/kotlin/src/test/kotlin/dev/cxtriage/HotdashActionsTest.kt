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
                    reply = (form["selectedReply"].text() ?: form["suggestedReply"].text())
                        ?.let(::CustomerText),
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

    /** What the service logged and the library would not, or the other way round. */
    private fun disagreement(row: JsonNode): List<String> {
        val logged = row["expected"]["decisions"].toList()
        val event = try {
            decide(row) ?: return listOf("there is nothing to ask about")
        } catch (_: TriageException.Refused) {
            return logged.map { "refused, but $it was logged" }
        }
        val ours = rowJson(event.toLogRow())
        return logged.singleOrNull()?.let { differences(it, ours) } ?: listOf("nothing was logged")
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
