package dev.cxtriage

import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A time of its own for each conversation, and the breaches of the days behind. */
class LookingBackTest {
    private val engine = Policy.runbook().use { it.compile() }
    private val due = at("2025-10-12T08:30:00Z")

    private fun at(text: String) = Instant.parse(text)

    private fun opened(id: Int, time: String = "2025-10-12T08:00:00Z") =
        Conversation.fromJson("""{"id":$id,"status":"open","createdAt":"$time"}""")

    private fun refused(call: () -> Any?) {
        val error = assertThrows(TriageException.Invalid::class.java) { call() }
        assertEquals("invalid_value", error.code)
        assertEquals("/times", error.pointer)
        assertTrue(error.detail.isNotBlank())
    }

    @Test
    fun `each conversation is assessed at its own time`() {
        val (one, two) = listOf(opened(1), opened(2))
        val told = engine.assessEach(listOf(one, two, one), listOf(due, due, due.plusMillis(1)))
        assertEquals(listOf(1L, 2L, 1L), told.map { it.conversationId })
        assertEquals(listOf(false, false, true), told.map { it.surfaced })
        assertEquals(engine.assess(one, due.plusMillis(1)), told[2])
        assertEquals(listOf<Assessment>(), engine.assessEach(listOf(), listOf()))
        refused { engine.assessEach(listOf(one, two), listOf(due)) }
        refused { engine.assessEach(listOf(one), listOf(due, due)) }
    }

    @Test
    fun `a conversation stands as it stood`() {
        val now = Conversation.fromJson(
            """{"id":7,"status":"resolved","createdAt":"2025-10-12T08:00:00Z",
               "statusChanges":[{"status":"resolved","at":"2025-10-12T09:00:00Z"}],
               "messages":[{"id":1,"author":"contact","createdAt":"2025-10-12T08:00:00Z","content":"Hello"},
                           {"id":2,"author":"agent","createdAt":"2025-10-12T08:30:00Z","content":"Hi"}]}""",
        )
        for ((before, messages) in listOf(1L to 1, 0L to 2)) {
            val then = now.asOf(due.minusMillis(before)).document()
            assertEquals(Status.OPEN, then.status)
            assertEquals(messages, then.messages.size)
        }
        assertEquals(now.toJson(), now.asOf(due.plusSeconds(1_800)).toJson())
    }

    @Test
    fun `each line is assessed at its own time`() {
        val line = opened(1).toJson()
        val told = engine.assessJsonLinesEach("$line\n\nnonsense\n$line\n", listOf(due, due, due.plusMillis(1)))
        val answers = told.trim().lines().map { parse(it) }
        assertEquals(listOf(false, true), listOf(0, 2).map { answers[it]["surfaced"].booleanValue() })
        assertEquals(3, answers[1]["line"].intValue())
        assertEquals(engine.assessJsonLines(line, due), engine.assessJsonLinesEach(line, listOf(due)))
        assertEquals("", engine.assessJsonLinesEach("\n", listOf()))
        refused { engine.assessJsonLinesEach(line, listOf(due, due)) }
        refused { engine.assessJsonLinesEach("$line\n$line", listOf(due)) }
    }

    @Test
    fun `breaches are counted by the day and by the week of their deadline`() {
        val conversations = listOf(
            opened(1, "2025-10-04T10:00:00Z"),
            opened(2, "2025-10-11T23:29:59.999Z"),
            opened(3, "2025-10-11T23:30:00Z"),
            opened(4, "2025-10-12T08:00:00Z"),
        )
        val trend = engine.breachTrend(conversations, 2u, due)
        assertEquals(listOf("2025-10-11", "2025-10-12"), trend.days.map { it.date })
        assertEquals(listOf(1uL, 1uL), trend.days.map { it.clocks["sla"] })
        assertEquals(2uL, trend.thisWeek["sla"])
        assertEquals(1uL, trend.weekBefore["sla"])
        val later = engine.breachTrend(conversations, 1u, due.plusMillis(1))
        assertEquals(listOf(2uL), later.days.map { it.clocks["sla"] })
        assertTrue(engine.breachTrend(listOf(), 0u, due).days.isEmpty())
    }
}
