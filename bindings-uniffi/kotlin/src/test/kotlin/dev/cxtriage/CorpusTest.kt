package dev.cxtriage

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Runs every case of tests/corpus through the Kotlin package. */
class CorpusTest {
    private val engines = mutableMapOf<Pair<String, Long?>, Engine>()

    private fun policy(document: String) = when (document) {
        "runbook" -> Policy.runbook()
        "hotdash-2025-10" -> Policy.hotdash202510()
        else -> Policy.fromJson(document)
    }

    private fun engine(case: Case): Engine {
        val document = case["policy"]?.asDocument() ?: "runbook"
        val minutes = case["slaMinutes"]?.longValue()
        return engines.getOrPut(document to minutes) {
            policy(document).use { policy ->
                if (minutes == null) policy.compile()
                else policy.withSlaTarget(minutes).use { it.compile() }
            }
        }
    }

    private fun now(case: Case) = Instant.parse(case.text("now"))

    private fun answer(case: Case): JsonNode = when (case.op) {
        "assess" -> Conversation.fromJson(case.text("conversation")).use {
            parse(engine(case).assess(it, now(case)).toJson())
        }
        "queue" -> {
            val conversations = case["conversations"]!!.map { Conversation.fromJson(it.toString()) }
            val queue = engine(case).queue(conversations, now(case))
            list(queue.map { parse(it.toJson()) })
        }
        "topic" -> engine(case).topic(case.text("text")).let { found ->
            mapper.createObjectNode()
                .put("topic", found.topic.wire())
                .set("cues", mapper.valueToTree(found.cues))
        }
        "scan" -> engine(case).scan(case.text("text")).let { found ->
            list(found.map { json(it, case.text("text")) })
        }
        "conversation" -> reading {
            Conversation.fromJson(case.text("input")).use { read ->
                Conversation.fromJson(read.toJson()).use { assertEquals(read, it) }
                parse(read.toJson())
            }
        }
        "chatwoot_list" -> reading {
            val read = chatwootParseConversationList(case.text("input"))
            mapper.createObjectNode()
                .set<ObjectNode>("conversations", list(read.conversations.map { parse(it.toJson()) }))
                .set("rejected", list(read.rejected.map(::json)))
        }
        "chatwoot_conversation" -> reading {
            chatwootParseConversation(case.text("input")).use { parse(it.toJson()) }
        }
        "chatwoot_messages" -> reading {
            val page = chatwootParseMessages(case.text("input"))
            mapper.createObjectNode()
                .set<ObjectNode>("messages", json(page.messages))
                .set<ObjectNode>("labels", mapper.valueToTree(page.labels))
                .set<ObjectNode>("contactNames", mapper.valueToTree(page.contactNames.map { it.text }))
                .set("rejected", list(page.rejected.map(::json)))
        }
        "chatwoot_webhook" -> reading {
            when (val event = chatwootParseWebhook(case.text("input"))) {
                is WebhookEvent.Ignored -> mapper.createObjectNode().put("ignored", event.event)
                is WebhookEvent.Received -> mapper.createObjectNode()
                    .put("event", event.event.wire())
                    .set<ObjectNode>("conversation", parse(event.conversation.toJson()))
                    .set<ObjectNode>("message", json(listOfNotNull(event.message))[0] ?: mapper.nullNode())
                    .set("changed", mapper.valueToTree(event.changed))
            }
        }
        "policy" -> try {
            policy(case.text("document")).use { it.compile() }.close()
            mapper.createObjectNode().put("ok", true)
        } catch (error: TriageException.Invalid) {
            val told = error.diagnostics.map {
                mapper.createObjectNode().put("code", it.code).put("pointer", it.pointer)
            }
            mapper.createObjectNode().set("diagnostics", list(told))
        }
        else -> throw IllegalArgumentException("no such op: `${case.op}`")
    }

    private fun json(finding: RiskFinding, text: String): JsonNode {
        assertEquals(finding.matched.text, text.substring(finding.rangeIn(text)))
        return mapper.createObjectNode()
            .put("category", finding.category.wire())
            .put("cue", finding.cue)
            .put("confidence", finding.confidence.wire())
            .put("messageId", finding.messageId)
            .put("start", finding.start.toLong())
            .put("end", finding.end.toLong())
            .put("matched", finding.matched.text)
    }

    private fun json(rejected: Rejected): JsonNode = mapper.createObjectNode()
        .put("index", rejected.index.toLong())
        .put("id", rejected.id)
        .put("code", rejected.code)
        .put("pointer", rejected.pointer)
        .put("detail", rejected.detail)

    /** Messages as the conversation document has them. */
    private fun json(messages: List<Message>): JsonNode =
        Conversation.fromJson("""{"id":1,"status":"open","createdAt":"2025-10-12T08:00:00Z"}""")
            .use { empty -> empty.withMessages(messages).use { parse(it.toJson())["messages"] } }

    private fun list(items: List<JsonNode>) = mapper.createArrayNode().addAll(items)

    private fun reading(read: () -> JsonNode): JsonNode = try {
        read()
    } catch (error: TriageException) {
        val told = mapper.createObjectNode().put("code", error.code).put("pointer", error.pointer)
        mapper.createObjectNode().set("error", told)
    }

    private fun Enum<*>.wire() = name.lowercase()

    @Test
    fun `every case of the corpus is answered as in Rust`() {
        val problems = mutableListOf<String>()
        var held = 0
        var ran = 0
        for ((_, cases) in corpus()) {
            for (case in cases) {
                held += 1
                try {
                    val wrong = differences(case.expect, answer(case))
                    ran += 1
                    if (wrong.isNotEmpty()) problems += "$case\n    ${wrong.joinToString("\n    ")}"
                } catch (error: Exception) {
                    problems += "$case\n    $error"
                }
            }
        }
        engines.values.forEach(Engine::close)
        println("Kotlin ran $ran of $held cases of the corpus")
        assertTrue(held >= 250, "the corpus holds $held cases, expected 250 at least")
        assertEquals(held, ran, "cases that ran\n${problems.joinToString("\n")}")
        assertTrue(problems.isEmpty(), "${problems.size} cases failed\n${problems.joinToString("\n")}")
    }
}
