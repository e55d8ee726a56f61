package dev.cxtriage

import java.time.Clock
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

@OptIn(ExperimentalCoroutinesApi::class)
class AssessmentsTest {
    private val start = Instant.parse("2026-02-25T12:00:00Z")

    /** The scheduler's virtual time as a clock that may go wrong by [wrong] milliseconds. */
    private inner class Virtual(val scope: TestScope, var wrong: Long = 0) : Clock() {
        override fun getZone(): ZoneId = ZoneOffset.UTC
        override fun withZone(zone: ZoneId): Clock = this
        override fun instant(): Instant = start.plusMillis(scope.currentTime + wrong)
    }

    private fun waiting() = Conversation.fromJson(
        """{"id":7,"status":"open","createdAt":"2026-02-25T12:00:00Z","contactNames":["Zoë"],
           "messages":[{"author":"contact","createdAt":"2026-02-25T12:00:00Z","content":"Where is my parcel?"}]}""",
    )

    private fun TestScope.collect(flow: Flow<Assessment>): List<Assessment> {
        val seen = mutableListOf<Assessment>()
        backgroundScope.launch { flow.collect { seen += it } }
        runCurrent()
        return seen
    }

    @Test
    fun `gives the assessment now and at each change, to the millisecond`() = runTest {
        val engine = Policy.runbook().compile()
        val seen = collect(engine.assessments(waiting(), Virtual(this)))
        assertEquals(listOf(null), seen.map { it.priority })
        // 30 minutes are within the SLA; one millisecond more is a breach.
        advanceTimeBy(30 * 60_000)
        runCurrent()
        assertEquals(1, seen.size)
        advanceTimeBy(1)
        runCurrent()
        assertEquals(listOf(null, Priority.P2), seen.map { it.priority })
        assertEquals(start.plusMillis(30 * 60_000 + 1), seen.last().assessedAt)
        advanceTimeBy(2 * 3_600_000)
        runCurrent()
        assertEquals(listOf(null, Priority.P2, Priority.P1), seen.map { it.priority })
        for ((before, after) in seen.zipWithNext()) {
            assertEquals(before.nextChangeAt, after.assessedAt)
        }
    }

    @Test
    fun `ends where nothing changes any more`() = runTest {
        val engine = Policy.runbook().compile()
        val snoozed = Conversation.fromJson("""{"id":7,"status":"snoozed","createdAt":"2026-02-25T12:00:00Z"}""")
        val all = engine.assessments(snoozed, Virtual(this)).toList()
        assertEquals(1, all.size)
        assertNull(all.single().nextChangeAt)
    }

    @Test
    fun `a clock that is set back gives nothing twice`() = runTest {
        val clock = Virtual(this)
        val seen = collect(Policy.runbook().compile().assessments(waiting(), clock))
        advanceTimeBy(20 * 60_000)
        clock.wrong = -10 * 60_000
        advanceTimeBy(10 * 60_000 + 1)
        runCurrent()
        assertEquals(1, seen.size)
        advanceTimeBy(10 * 60_000)
        runCurrent()
        assertEquals(listOf(null, Priority.P2), seen.map { it.priority })
    }

    @Test
    fun `a device that slept wakes to the assessment of its time`() = runTest {
        val clock = Virtual(this)
        val seen = collect(Policy.runbook().compile().assessments(waiting(), clock))
        clock.wrong = 5 * 3_600_000
        advanceTimeBy(30 * 60_000 + 1)
        runCurrent()
        assertEquals(listOf(null, Priority.P1), seen.map { it.priority })
    }

    @Test
    fun `collecting less cancels the timer`() = runTest {
        val engine = Policy.runbook().compile()
        assertEquals(1, engine.assessments(waiting(), Virtual(this)).take(1).toList().size)
        assertEquals(0, currentTime)
    }
}
