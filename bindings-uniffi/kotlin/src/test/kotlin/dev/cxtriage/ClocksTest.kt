package dev.cxtriage

import java.time.Duration
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

/** The SLA's clocks on a calendar, as records. */
class ClocksTest {
    private val policy = """
        extends = "runbook"
        name = "ours"
        [sla]
        calendar = "office"
        [sla.calendars.office]
        time_zone = "Europe/Berlin"
        hours = { mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]] }
        [[sla.metrics]]
        metric = "first_response"
        calendar = "office"
        target_minutes = 240
    """.trimIndent()

    private fun at(text: String) = Instant.parse(text)

    private fun minutes(count: Long) = Duration.ofMinutes(count).toMillis()

    @Test
    fun `clocks count open time and say which`() {
        val engine = Policy.fromToml(policy).use { it.compile() }
        val conversation = Conversation.fromJson(
            """{"id":7,"status":"open","createdAt":"2025-10-13T14:00:00Z"}""",
        )
        val now = at("2025-10-14T07:30:00Z")
        val assessment = engine.assess(conversation, now)
        assertEquals(at("2025-10-13T14:30:00Z"), assessment.sla.breachedAt)
        val metric = assessment.metrics.single()
        assertEquals(MetricKind.FIRST_RESPONSE, metric.metric)
        assertEquals(MetricState.WITHIN, metric.state)
        assertEquals(minutes(240), metric.targetMs)
        assertEquals(minutes(90), metric.elapsedMs)
        assertEquals(at("2025-10-14T10:00:00Z"), metric.dueAt)
        assertNull(metric.stoppedAt)

        val told = engine.explainSla(conversation, now)
        assertEquals(listOf(SlaClock.MAIN, SlaClock.FIRST_RESPONSE), told.map { it.clock })
        val cuts = listOf("13T14:00", "13T15:00", "14T07:00", "14T07:30").map { at("2025-10-$it:00Z") }
        val reasons = listOf(IntervalReason.OPEN, IntervalReason.CLOSED, IntervalReason.OPEN)
        val intervals = reasons.mapIndexed { i, reason ->
            Interval(cuts[i], cuts[i + 1], reason == IntervalReason.OPEN, reason)
        }
        for (clock in told) {
            assertEquals(intervals, clock.intervals)
            assertEquals(minutes(90), clock.elapsedMs)
            val written = parse(clock.toJson())
            assertEquals(clock.clock.name.lowercase(), written["clock"].textValue())
            assertEquals(intervals.map { written(it.start) }, written["intervals"].map { it["start"].textValue() })
        }
    }

    @Test
    fun `the runbook has one clock`() {
        val engine = Policy.runbook().use { it.compile() }
        val conversation = Conversation.fromJson(
            """{"id":7,"status":"open","createdAt":"2025-10-13T14:00:00Z"}""",
        )
        assertEquals(emptyList<SlaMetric>(), engine.assess(conversation, at("2025-10-13T15:00:00Z")).metrics)
    }
}
