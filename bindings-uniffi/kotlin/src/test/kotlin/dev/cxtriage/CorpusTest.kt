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
        "texts" -> Conversation.fromJson(case.text("conversation")).use {
            val engine = engine(case)
            json(engine.texts(engine.assess(it, now(case)), case.text("language"), null))
        }
        "explain_sla" -> reading {
            Conversation.fromJson(case.text("conversation")).use { conversation ->
                list(engine(case).explainSla(conversation, now(case)).map { parse(it.toJson()) })
            }
        }
        "queue" -> {
            val conversations = case["conversations"]!!.map { Conversation.fromJson(it.toString()) }
            val queue = engine(case).queue(conversations, now(case))
            list(queue.map { parse(it.toJson()) })
        }
        "topic" -> engine(case).topic(case.text("text")).let { found ->
            mapper.createObjectNode()
                .put("topic", found.topic)
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
                .put("unknownStatuses", read.unknownStatuses.toLong())
                .set<ObjectNode>("conversations", list(read.conversations.map { parse(it.toJson()) }))
                .set("rejected", list(read.rejected.map(::json)))
        }
        "chatwoot_conversation" -> reading {
            chatwootParseConversation(case.text("input")).use { parse(it.toJson()) }
        }
        "chatwoot_messages" -> reading {
            val page = chatwootParseMessages(case.text("input"))
            mapper.createObjectNode()
                .put("conversationId", page.conversationId)
                .set<ObjectNode>("messages", json(page.messages))
                .set<ObjectNode>("statusChanges", list(page.statusChanges.map(::json)))
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
        "apply" -> reading {
            var stored = Conversation.fromJson(case.text("conversation"))
            for (body in case["events"]!!) {
                val event = body.asDocument().encodeToByteArray()
                stored = stored.use { it.apply(event) }
            }
            stored.use { parse(it.toJson()) }
        }
        "decide" -> Conversation.fromJson(case.text("conversation")).use {
            decided {
                decide(engine(case), it, case.text("action"), case.text("input"), now(case))
            }
        }
        "event" -> reading {
            DecisionEvent.fromJson(case.text("input")).use { event ->
                mapper.createObjectNode()
                    .put("json", event.toJson())
                    .set<ObjectNode>("cloudEvent", parse(event.toCloudEvent()))
                    .set<ObjectNode>("logRow", rowJson(event.toLogRow()))
                    .set("redacted", event.redacted().use { parse(it.toJson()) })
            }
        }
        "decision_log" -> parseDecisionLog(case.text("input")).use { parse(it.toJson()) }
        "health" -> reading {
            list(engine(case).health(HealthSample.fromJson(case.text("sample"))).map(::json))
        }
        "story" -> story(case)
        "business_hours" -> reading {
            BusinessHours.fromJson(case.text("calendar")).use { mapper.valueToTree(hours(it, case)) }
        }
        "policy" -> try {
            policy(case.text("document")).use { document ->
                document.compile().close()
                val answer = mapper.createObjectNode().put("ok", true)
                answer.set("notices", list(document.notices().map(::told)))
            }
        } catch (error: TriageException.Invalid) {
            mapper.createObjectNode().set("diagnostics", list(error.diagnostics.map(::told)))
        }
        else -> throw IllegalArgumentException("no such op: `${case.op}`")
    }

    private fun told(problem: Diagnostic) = mapper.createObjectNode()
        .put("code", problem.code).put("pointer", problem.pointer).put("detail", problem.detail)

    private fun hours(hours: BusinessHours, case: Case): Any? {
        fun at(key: String) = Instant.parse(case.text(key))
        val pauses = case["pauses"]?.toList().orEmpty().map {
            Pause(Instant.parse(it["start"].textValue()), Instant.parse(it["end"].textValue()))
        }
        return when (val call = case.text("call")) {
            "elapsed" -> hours.elapsed(at("start"), at("end"), pauses)
            "deadline" ->
                written(hours.deadline(at("start"), case["targetMs"]!!.longValue(), pauses))
            "is_open" -> hours.isOpen(at("at"))
            "next_opening" -> hours.nextOpening(at("at"))?.let(::written)
            else -> throw IllegalArgumentException("no such call: `$call`")
        }
    }

    private fun json(finding: RiskFinding, text: String): JsonNode {
        assertEquals(finding.matched?.text, finding.rangeIn(text)?.let(text::substring))
        return mapper.createObjectNode()
            .put("category", finding.category.wire())
            .put("cue", finding.cue)
            .put("confidence", finding.confidence.wire())
            .put("messageId", finding.messageId)
            .put("extra", finding.extra?.toLong())
            .put("start", finding.start?.toLong())
            .put("end", finding.end?.toLong())
            .put("matched", finding.matched?.text)
            .put("verdict", finding.verdict?.wire())
    }

    private fun decide(
        engine: Engine,
        conversation: Conversation,
        action: String,
        input: String,
        now: Instant,
    ): DecisionEvent = when (action) {
        "approve_send" -> engine.approveSend(conversation, ApproveSend.fromJson(input), now)
        "escalate" -> engine.escalate(conversation, Escalate.fromJson(input), now)
        "mark_resolved" -> engine.markResolved(conversation, MarkResolved.fromJson(input), now)
        else -> throw IllegalArgumentException("no such action: `$action`")
    }

    /** The event as JSON, or the refusal. */
    private fun decided(log: StringBuilder = StringBuilder(), decide: () -> DecisionEvent): JsonNode =
        try {
            reading {
                decide().use {
                    log.append(it.toJson()).append('\n')
                    parse(it.toJson())
                }
            }
        } catch (refusal: TriageException.Refused) {
            val told = told(refusal)
            told.set<ObjectNode>("blockers", mapper.valueToTree(refusal.blockers.map { it.wire() }))
            mapper.createObjectNode().set("refusal", told)
        }

    /** A conversation over days, whose decisions go to a log and come back out of it. */
    private fun story(case: Case): JsonNode {
        val document = case["conversation"]!!.deepCopy<ObjectNode>()
        val log = StringBuilder()
        val answers = mutableListOf<JsonNode>()
        for (step in case["steps"]!!) {
            val now = Instant.parse(step["at"].textValue())
            step["message"]?.let {
                val message = it.deepCopy<ObjectNode>().set<ObjectNode>("createdAt", step["at"])
                document.withArray("messages").add(message)
            }
            step["set"]?.let { document.setAll<ObjectNode>(it as ObjectNode) }
            val conversation = Conversation.fromJson(document.toString()).use { read ->
                parseDecisionLog(log.toString()).use {
                    read.withDecisions(it.decisionsOf(read.document().id))
                }
            }
            step["decide"]?.let {
                answers.add(
                    decided(log) {
                        val input = step["input"].toString()
                        decide(engine(case), conversation, it.textValue(), input, now)
                    },
                )
            }
            if (step.has("assess")) {
                answers.add(parse(engine(case).assess(conversation, now).toJson()))
            }
            conversation.close()
        }
        return list(answers)
    }

    private fun json(alert: HealthAlert): JsonNode = mapper.createObjectNode()
        .put("code", alert.code.wire())
        .put("severity", alert.severity.wire())
        .put("channel", alert.channel)
        .put("value", alert.value.toLong())
        .put("threshold", alert.threshold.toLong())
        .put("at", alert.at?.let(::written))
        .put("requestId", alert.requestId)

    private fun json(texts: OperatorTexts): JsonNode = mapper.createObjectNode()
        .put("handOffNote", texts.handOffNote.text)
        .put("slaTimerNote", texts.slaTimerNote)
        .set("sentences", mapper.valueToTree(texts.sentences))

    private fun told(error: TriageException): ObjectNode = mapper.createObjectNode()
        .put("code", error.code)
        .put("pointer", error.pointer)
        .put("detail", error.detail)

    private fun json(rejected: Rejected): JsonNode = mapper.createObjectNode()
        .put("index", rejected.index.toLong())
        .put("id", rejected.id)
        .put("code", rejected.code)
        .put("pointer", rejected.pointer)
        .put("detail", rejected.detail)

    private fun json(change: StatusChange): JsonNode = mapper.createObjectNode()
        .put("status", change.status.wire())
        .put("at", written(change.at))

    /** Messages as the conversation document has them. */
    private fun json(messages: List<Message>): JsonNode =
        Conversation.fromJson("""{"id":1,"status":"open","createdAt":"2025-10-12T08:00:00Z"}""")
            .use { empty -> empty.withMessages(messages).use { parse(it.toJson())["messages"] } }

    private fun list(items: List<JsonNode>) = mapper.createArrayNode().addAll(items)

    private fun reading(read: () -> JsonNode): JsonNode = try {
        read()
    } catch (error: TriageException.Invalid) {
        mapper.createObjectNode().set("error", told(error))
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
