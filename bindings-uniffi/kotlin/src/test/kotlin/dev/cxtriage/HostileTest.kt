package dev.cxtriage

import com.fasterxml.jackson.databind.JsonNode
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** No document provokes a panic: every door answers, or throws its typed exception. */
class HostileTest {
    /** Every door that takes a document; what it gives is used once more. */
    private val doors: Map<String, (String) -> Unit> = mapOf(
        "Conversation.fromJson" to { json -> Conversation.fromJson(json).use(::use) },
        "chatwootParseConversationList" to { json ->
            chatwootParseConversationList(json).use { list -> list.conversations.forEach(::use) }
        },
        "chatwootParseConversation" to { json -> chatwootParseConversation(json).use(::use) },
        "chatwootParseMessages" to { json -> chatwootParseMessages(json) },
        "chatwootParseWebhook" to { json -> chatwootParseWebhook(json).use {} },
        "Policy.fromJson" to { json -> Policy.fromJson(json).use { it.compile().close() } },
        "Policy.fromToml" to { toml -> Policy.fromToml(toml).use { it.compile().close() } },
        "BusinessHours.fromJson" to { json -> BusinessHours.fromJson(json).close() },
        "DecisionEvent.fromJson" to { json -> DecisionEvent.fromJson(json).use { it.toCloudEvent() } },
        "parseDecisionLog" to { lines -> parseDecisionLog(lines).use { it.toJson() } },
        "ApproveSend.fromJson" to { json -> ApproveSend.fromJson(json) },
        "Escalate.fromJson" to { json -> Escalate.fromJson(json) },
        "MarkResolved.fromJson" to { json -> MarkResolved.fromJson(json) },
        "HealthSample.fromJson" to { json -> engine.health(HealthSample.fromJson(json)) },
        "assessJsonLines" to { lines -> engine.assessJsonLines(lines, now) },
        "topic" to { text -> engine.topic(text) },
        "scan" to { text -> engine.scan(text) },
    )

    private val now = Instant.parse("2025-10-12T09:00:00Z")
    private val engine = Policy.runbook().use { it.compile() }

    private fun use(conversation: Conversation) {
        engine.assess(conversation, now).toJson()
    }

    private fun throughAllDoors(document: String): Int = doors.count { (name, door) ->
        try {
            door(document)
            true
        } catch (_: TriageException) {
            false
        } catch (panic: InternalException) {
            throw AssertionError("$name of ${document.take(200)}", panic)
        }
    }

    /** Every third document of the corpus and of Chatwoot's payloads: all of them take minutes. */
    private fun documents(): List<String> {
        val inputs = listOf("input", "conversation", "document", "sample", "policy", "text", "calendar")
        val cases = corpus().values.flatten()
            .flatMap { case -> inputs.mapNotNull(case::get) }.map(JsonNode::asDocument)
        val payloads = repository.resolve("tests/payloads/chatwoot").listFiles()!!
            .filter { it.extension == "json" }.map { it.readText() }
        return (cases + payloads).distinct().filterIndexed { index, _ -> index % 3 == 0 }
    }

    @Test
    fun `documents of the corpus, whole and cut short, are read or refused`() {
        val documents = documents()
        var read = 0
        var asked = 0
        for (document in documents) {
            // A message cut short is a message.
            val cuts = if (document.firstOrNull() in listOf('{', '[')) listOf(1, 2, 3).map { document.length * it / 4 } else listOf()
            val pieces = cuts.map { document.take(it) } + document
            // A cut may fall between the halves of an emoji: no text to be handed over.
            for (piece in pieces.filterNot { it.lastOrNull()?.isHighSurrogate() == true }) {
                read += throughAllDoors(piece)
                asked += doors.size
            }
        }
        println("Kotlin asked the doors $asked times with ${documents.size} documents, $read were read")
        assertTrue(documents.size > 500, "${documents.size} documents")
        assertTrue(read in documents.size..<asked, "$read of $asked were read")
    }

    @Test
    fun `numbers and records from the ends of their ranges are answered or refused`() {
        val ends = listOf(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE)
        val times = listOf("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z")
            .map(Instant::parse)
        val hours = BusinessHours.fromJson("""{"time_zone":"Europe/London","hours":{"sun":[["23:00","24:00"]]}}""")
        fun answered(call: () -> Any?): Boolean = try {
            call()
            true
        } catch (_: TriageException) {
            false
        }
        for (number in ends) {
            val engine = runCatching { Policy.runbook().withSlaTarget(number).compile() }
                .onFailure { assertTrue(it is TriageException, "$it") }
                .getOrDefault(engine)
            for (at in times) {
                val message = Message(
                    id = number,
                    author = Author.CONTACT,
                    senderId = number,
                    content = CustomerText("Refund $9e9"),
                    createdAt = at,
                )
                val decision = PastDecision(
                    action = Action.ESCALATE,
                    at = at,
                    actorId = number,
                    templateId = "",
                    messageId = number,
                )
                val read = Conversation.fromJson("""{"id":1,"status":"open","createdAt":"$at"}""")
                // What cannot be an id or an amount is refused where it comes in.
                assertEquals(number > 0, answered { read.withMessages(listOf(message)) })
                assertEquals(number > 0, answered { read.withDecisions(listOf(decision)) })
                val bare =
                    if (number > 0) read.withMessages(listOf(message)).withDecisions(listOf(decision)) else read
                fun refund(currency: String) =
                    bare.withFacts(Facts(refundAmount = Money(number, currency), escalatedAt = at))
                assertFalse(answered { refund("\u0000") })
                assertEquals(number >= 0, answered { refund("USD") })
                val one = if (number >= 0) refund("USD") else bare
                for (now in times) {
                    assertTrue(answered { use(one) })
                    assertTrue(answered { engine.assess(one, now).toJson() })
                    assertTrue(answered { hours.elapsed(at, now, listOf(Pause(now, at), Pause(at, now))) })
                    answered { hours.deadline(at, number) }
                    answered { engine.explainSla(one, now) }
                    answered { engine.markResolved(one, MarkResolved(seenMessageId = number, shopDomain = ""), now) }
                }
            }
        }
        val most = ULong.MAX_VALUE
        engine.health(HealthSample(List(9) { most }, most, 0u, most, most, most))
    }

    @Test
    fun `what is too deep, too long or no JSON at all is read or refused`() {
        val hostile = listOf(
            "[".repeat(200_000),
            "{\"a\":".repeat(200_000),
            "a=" + "[".repeat(200_000),
            "a.".repeat(200_000) + "a=1",
            "[a" + ".a".repeat(200_000) + "]",
            "\"" + "\\u0000".repeat(100_000) + "\"",
            "{\"id\":" + "9".repeat(100_000) + "}",
            "{\"id\":1e999}",
            "\u0000",
            "\uFEFF{}",
            "null",
            "I will sue you. ".repeat(50_000),
            "a\u0301".repeat(100_000),
            "ﷺ".repeat(100_000),
            "$1".repeat(100_000),
        )
        for (document in hostile) throughAllDoors(document)
        for (bytes in listOf(byteArrayOf(), byteArrayOf(-1, -2), "{\"id\":\"\u00ff\"}".toByteArray(Charsets.ISO_8859_1))) {
            val error = assertThrows(TriageException.Invalid::class.java) { chatwootParseConversation(bytes) }
            assertEquals("invalid_json", error.code)
        }
    }
}
