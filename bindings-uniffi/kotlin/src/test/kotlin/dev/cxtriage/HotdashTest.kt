package dev.cxtriage

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** The `hotdash-2025-10` policy against what the deployed service answered. */
class HotdashTest {
    private val folder = repository.resolve("tests/vectors/hotdash")

    /** The row as one Chatwoot document; the service knew `tags` alone. */
    private fun document(row: JsonNode): String {
        val document = row["conversation"].deepCopy<JsonNode>() as? ObjectNode
            ?: return row["conversation"].toString()
        if (document.has("tags")) document.remove("labels")
        return document.set<ObjectNode>("messages", row["messages"]).toString()
    }

    /** What the library answers, in the service's words. */
    private fun answer(row: JsonNode, engine: Engine): JsonNode {
        val now = Instant.ofEpochMilli(row["now"].longValue())
        val told = chatwootParseConversation(document(row)).use { parse(engine.assess(it, now).toJson()) }
        if (!told["surfaced"].booleanValue()) return parse("""{"surfaced":false}""")
        return mapper.createObjectNode().put("surfaced", true)
            .put("slaBreached", !told["sla"]["breachedAt"].isNull)
            .set<ObjectNode>("customerName", told["customer"]["name"])
            .set<ObjectNode>("breachedAt", told["sla"]["breachedAt"])
            .set<ObjectNode>("lastMessageAt", told["lastMessageAt"])
            .set<ObjectNode>("suggestedReplyId", told["suggestion"]["templateId"])
            .set("suggestedReply", told["suggestion"]["body"])
    }

    @Test
    fun `every row agrees but those that deviate by a rule`() {
        val engines = mutableMapOf<Long, Engine>()
        val rows = folder.resolve("public.jsonl").readLines().map(::parse)
        val deviating = rows.filter { row ->
            val engine = engines.getOrPut(row["sla_minutes"].longValue()) {
                Policy.hotdash202510().withSlaTarget(row["sla_minutes"].longValue()).compile()
            }
            try {
                answer(row, engine) != row["expected"]
            } catch (_: TriageException) {
                true
            }
        }
        val listed = mapper.readTree(folder.resolve("deviations.json"))["rules"]
            .flatMap { rule -> rule["rows"].map(JsonNode::textValue) }
        assertEquals(1_250, rows.size)
        assertEquals(listed.sorted(), deviating.map { it["id"].textValue() }.sorted())
        println("Kotlin agrees with the service on ${rows.size - listed.size} of ${rows.size} rows")
    }

    @Test
    fun `plain variables render alike and the rest does not compile`() {
        val rows = folder.resolve("render.jsonl").readLines().map(::parse)
        val document = Policy.hotdash202510().use { it.toJson() }
        val nameless = "no name"
        var agreed = 0
        val refused = mutableMapOf<String, String>()
        for ((body, rowsOfBody) in rows.groupBy { it["body"].textValue() }) {
            val policy = parse(document) as ObjectNode
            policy["templates"].forEach { (it as ObjectNode).put("body", body) }
            (policy["customer_name"] as ObjectNode).put("fallback", nameless)
            val engine = try {
                Policy.fromJson(policy.toString()).use { it.compile() }
            } catch (error: TriageException.Invalid) {
                assertEquals("/templates/0/body", error.pointer, body)
                assertEquals(policy["templates"].size(), error.diagnostics.size, body)
                refused[body] = error.code
                continue
            }
            for (row in rowsOfBody) {
                // The service put nothing where the name was missing; the engine always has one.
                val name = row["variables"]["name"]?.textValue().orEmpty()
                val conversation = mapper.createObjectNode()
                    .put("id", 1).put("status", "open").put("createdAt", "2025-10-12T08:00:00Z")
                conversation.putArray("contactNames").add(name)
                val now = Instant.parse("2025-10-12T09:00:00Z")
                val answer = Conversation.fromJson(conversation.toString())
                    .use { engine.assess(it, now).suggestion!!.body.text }
                val rendered = if (name.isEmpty()) answer.replace(nameless, "") else answer
                assertEquals(row["expected"].textValue(), rendered, row["id"].textValue())
                agreed += 1
            }
        }
        assertEquals(272, rows.size)
        assertEquals(80, agreed)
        assertEquals(24, refused.size)
        // The empty body renders in Rust; a policy whose template is empty does not compile.
        assertEquals("empty_cue", refused.remove(""))
        assertEquals(setOf("template_syntax", "unknown_variable"), refused.values.toSet())
        println("Kotlin renders $agreed of ${rows.size} rows as the service did, refuses the rest")
    }
}
