package dev.cxtriage

import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ValuesTest {
    private val opened = Instant.parse("2025-10-12T08:00:00Z")

    private fun conversation() = Conversation.fromJson(
        """{"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z"}""",
    )

    private fun message(text: String?, at: Instant = opened) =
        Message(id = 1, author = Author.CONTACT, content = text?.let(::CustomerText), createdAt = at)

    @Test
    fun `records hide the customer's words`() {
        val message = message("I will sue Zoë")
        assertFalse("sue" in message.toString())
        assertTrue("CustomerText(14 chars)" in message.toString(), message.toString())
        val document = conversation().withMessages(listOf(message)).use { it.document() }
        assertFalse("sue" in document.toString())
        assertEquals("I will sue Zoë", document.messages.single().content?.text)
    }

    @Test
    fun `no record, event, log or exception shows the customer's words`() {
        val secret = "SECRET"
        val opening = """{"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z","contactNames":["$secret"],
            "messages":[{"id":1,"author":"contact","createdAt":"2025-10-12T08:00:00Z",
                         "content":"$secret, I will sue you. Where is my parcel?"}]}"""
        val engine = Policy.runbook().use { it.compile() }
        val conversation = Conversation.fromJson(opening)
        val words = CustomerText(secret)
        val input = ApproveSend(
            reply = words, note = words, overrideReason = words, operatorEmail = "a@example.com",
            aiSuggestionUsed = true, aiSuggestion = JsonText("\"$secret\""), id = "e1",
        )
        val event = engine.approveSend(conversation, input, opened)
        val refusal = assertThrows(TriageException.Refused::class.java) {
            engine.approveSend(conversation, input.copy(overrideReason = null), opened)
        }
        val line = event.toJson()
        val newer = line.replace("\"schemaVersion\":1", "\"schemaVersion\":9").replace("e1", "e2")
        val log = parseDecisionLog("$line\n$line\n{\"$secret\"\n$newer\n")
        val assessment = engine.assess(conversation, opened)
        assertEquals(listOf(secret), listOf(assessment.customer.name.text))
        assertEquals("\"$secret\"", (event.document().payload as DecisionPayload.ApproveSend).v1.aiSuggestion?.text)
        assertTrue(secret in event.toLogRow().payload.text)
        assertTrue(secret in log.unknown().single().document.text)
        val told = listOf(
            conversation, conversation.document(), assessment, engine.scan("$secret: I will sue you"),
            input, Escalate(EscalationReason.OTHER, reasonText = words, handOff = HandOff(words, words)),
            MarkResolved(note = words), event, event.document(), event.toLogRow(),
            event.toPastDecision(), refusal, log, log.events(), log.unknown(), log.rejected(),
            log.duplicates(), JsonText("\"$secret\""),
        )
        for (value in told) assertFalse(secret in value.toString(), value.toString())
        assertEquals(1, log.rejected().size)
        assertEquals(1, log.duplicates().size)
    }

    @Test
    fun `every text comes back unchanged`() {
        val texts = listOf("", "\u0000a\u0000", "\uFEFFx", "👩‍👩‍👧‍👦 🇩🇪", "مرحبا \u202Eabc\u202C", "e\u0301 é", "\u2028\r\n")
        for (text in texts) {
            val back = conversation().withMessages(listOf(message(text))).use { it.document() }
            assertEquals(text, back.messages.single().content?.text)
        }
    }

    @Test
    fun `a lone surrogate is a typed error wherever a text comes in`() {
        for (text in listOf("secret\uD83D", "\uDE00secret", "\uDE00\uD83D")) {
            val engine = Policy.runbook().compile()
            val calls = listOf<() -> Unit>(
                { conversation().withMessages(listOf(message(text))) },
                { Conversation.fromJson("\"$text\"") },
                { chatwootParseConversation("\"$text\"") },
                { Policy.fromToml("name = \"$text\"") },
                { engine.scan(text) },
                { engine.topic(text) },
                { engine.assessJsonLines("\"$text\"", Instant.EPOCH) },
            )
            for (call in calls) {
                val error = assertThrows(TriageException.Invalid::class.java) { call() }
                assertEquals("invalid_value", error.code)
                assertFalse("secret" in error.toString(), error.toString())
            }
        }
    }

    @Test
    fun `times are floored to milliseconds`() {
        val cases = mapOf(
            "2025-10-12T08:00:00.001999999Z" to "2025-10-12T08:00:00.001Z",
            "1969-12-31T23:59:59.999999999Z" to "1969-12-31T23:59:59.999Z",
            "1969-12-31T23:59:59.998500Z" to "1969-12-31T23:59:59.998Z",
            "1960-02-29T00:00:00.000000001Z" to "1960-02-29T00:00:00Z",
            "0001-01-01T00:00:00.000999999Z" to "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z" to "9999-12-31T23:59:59.999Z",
        )
        for ((given, kept) in cases) {
            val back = conversation().withMessages(listOf(message("x", Instant.parse(given))))
                .use { it.document() }
            assertEquals(Instant.parse(kept), back.messages.single().createdAt, given)
        }
    }

    @Test
    fun `the SLA is breached from the first millisecond after its deadline, not a nanosecond before`() {
        val engine = Policy.runbook().use { it.compile() }
        val due = opened.plusSeconds(30 * 60)
        conversation().use {
            assertEquals(due, engine.assess(it, opened).sla.dueAt)
            for (nanos in listOf(0L, 1L, 999_999L)) {
                assertEquals(SlaState.WITHIN, engine.assess(it, due.plusNanos(nanos)).sla.state)
            }
            assertEquals(SlaState.BREACHED, engine.assess(it, due.plusMillis(1)).sla.state)
            assertEquals(due.plusMillis(1), engine.assess(it, due).nextChangeAt)
        }
    }

    @Test
    fun `a time outside the years 0001 to 9999 is refused wherever it comes in`() {
        val engine = Policy.runbook().use { it.compile() }
        val hours = BusinessHours.fromJson("""{"time_zone":"UTC","hours":{"mon":[["09:00","17:00"]]}}""")
        val one = conversation()
        val assessment = engine.assess(one, opened)
        val far = listOf("-0001-12-31T23:59:59.999Z", "0000-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z")
            .map(Instant::parse) + listOf(Instant.MIN, Instant.MAX)
        for (at in far) {
            val calls = listOf<() -> Any?>(
                { engine.assess(one, at) },
                { engine.assessMany(listOf(one), at) },
                { engine.queue(listOf(one), at) },
                { engine.assessEach(listOf(one), listOf(at)) },
                { engine.assessJsonLines(one.toJson(), at) },
                { engine.assessJsonLinesEach(one.toJson(), listOf(at)) },
                { engine.breachTrend(listOf(one), 1u, at) },
                { engine.approveSend(one, ApproveSend(), at) },
                { engine.escalate(one, Escalate(EscalationReason.OTHER), at) },
                { engine.markResolved(one, MarkResolved(), at) },
                { engine.explainSla(one, at) },
                { one.withMessages(listOf(message("x", at))) },
                { one.withDecisions(listOf(PastDecision(Action.ESCALATE, at))) },
                { one.asOf(at) },
                { one.withFacts(Facts(escalatedAt = at)) },
                { assessment.copy(assessedAt = at).toJson() },
                { hours.elapsed(at, opened) },
                { hours.deadline(at, 1) },
                { hours.elapsed(opened, opened, listOf(Pause(opened, at))) },
                { hours.isOpen(at) },
                { hours.nextOpening(at) },
                { hours.explain(opened, at) },
            )
            for ((i, call) in calls.withIndex()) {
                val error = assertThrows(TriageException.Invalid::class.java, { call() }, "call $i at $at")
                assertEquals("time_out_of_range", error.code)
                assertTrue(error.detail.isNotBlank())
            }
        }
    }

    @Test
    fun `a suggestion that is no JSON is refused with its place`() {
        val engine = Policy.runbook().use { it.compile() }
        val error = assertThrows(TriageException.Invalid::class.java) {
            engine.approveSend(conversation(), ApproveSend(aiSuggestion = JsonText("{\"a\":")), opened)
        }
        assertEquals("invalid_json", error.code)
        assertEquals("/aiSuggestion", error.pointer)
    }

    @Test
    fun `texts are equal by what they hold`() {
        assertEquals(CustomerText("a"), CustomerText("a"))
        assertEquals(CustomerText("a").hashCode(), CustomerText("a").hashCode())
        assertNotEquals(CustomerText("a"), CustomerText("b"))
        assertEquals(JsonText("{}"), JsonText("{}"))
        assertEquals(JsonText("{}").hashCode(), JsonText("{}").hashCode())
        assertNotEquals(JsonText("{}"), JsonText("[]"))
    }

    @Test
    fun `a refused document says code, place and sentence and nothing of the customer's`() {
        val error = assertThrows(TriageException::class.java) {
            Conversation.fromJson(
                """{"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z",
                   "messages":[{"author":"contact","createdAt":"SECRET","content":"SECRET"}]}""",
            )
        }
        assertEquals("invalid_time", error.code)
        assertEquals("/messages/0/createdAt", error.pointer)
        assertTrue(error.detail.isNotBlank())
        assertFalse("SECRET" in error.toString(), error.toString())
    }

    @Test
    fun `code points are found after emoji`() {
        val text = "😀👨‍🚀 sue"
        val at = text.codePoints().toArray().indexOf('s'.code)
        assertEquals(5, at)
        assertNotEquals(at, text.indexOf("sue"))
        assertEquals(text.indexOf("sue"), text.indexOfCodePoint(at))
        assertEquals(text.length, text.indexOfCodePoint(at + 3))
        val content = "😀👨‍🚀 I will sue you 🇩🇪 and call my lawyer"
        val engine = Policy.runbook().use { it.compile() }
        val findings = engine.scan(content)
        assertEquals(2, findings.size)
        for (finding in findings) {
            val matched = finding.matched!!.text
            val range = finding.rangeIn(content)!!
            assertEquals(matched, content.substring(range))
            assertEquals(content.indexOf(matched), range.first)
            assertNull(finding.copy(start = null, end = null, matched = null).rangeIn(content))
        }
        assertThrows(IndexOutOfBoundsException::class.java) { text.indexOfCodePoint(at + 4) }
    }

    @Test
    fun `equal documents are equal conversations`() {
        conversation().use { a ->
            conversation().use { b ->
                assertEquals(a, b)
                assertEquals(a.hashCode(), b.hashCode())
                assertEquals(a.toJson(), Conversation.fromJson(b.toJson()).use { it.toJson() })
            }
        }
    }
}
