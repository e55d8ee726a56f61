package dev.cxtriage

import com.fasterxml.jackson.databind.node.ObjectNode
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class BusinessHoursTest {
    private val monday =
        """{"time_zone": "America/New_York", "hours": {"mon": [["09:00", "17:00"]]}}"""

    private fun at(text: String) = Instant.parse(text)

    @Test
    fun `what other systems assert holds`() {
        val rows = repository.resolve("tests/vectors/business-hours/cases.jsonl").readLines()
        for (line in rows) {
            val row = parse(line) as ObjectNode
            val id = row["id"].textValue()
            val document = row.deepCopy()
                .retain("hours", "breaks", "holidays", "time_zone").toString()
            if (row["hours"].isEmpty) {
                val error = assertThrows(TriageException::class.java, { BusinessHours.fromJson(document) }, id)
                assertEquals("never_opens", error.code, id)
                continue
            }
            BusinessHours.fromJson(document).use { hours ->
                val start = at(row["start"].textValue())
                when (row["op"].textValue()) {
                    "elapsed" -> assertEquals(
                        row["expected_seconds"].longValue() * 1000,
                        hours.elapsed(start, at(row["end"].textValue())),
                        id,
                    )
                    "add" -> assertEquals(
                        at(row["expected"].textValue()),
                        hours.deadline(start, row["seconds"].longValue() * 1000),
                        id,
                    )
                    else -> throw IllegalArgumentException("$id: no such op")
                }
            }
        }
        assertTrue(rows.size >= 90, "${rows.size} rows")
    }

    @Test
    fun `pauses stop the clock and opening hours are half-open`() {
        BusinessHours.fromJson(monday).use { hours ->
            val start = at("2025-10-13T13:00:00Z")
            val pause = Pause(at("2025-10-13T14:00:00Z"), at("2025-10-13T15:00:00Z"))
            assertEquals(3_600_000, hours.elapsed(start, at("2025-10-13T15:00:00Z"), listOf(pause)))
            assertEquals(
                at("2025-10-13T16:00:00Z"),
                hours.deadline(start, 2 * 3_600_000L, listOf(pause)),
            )
            assertTrue(hours.isOpen(start))
            assertFalse(hours.isOpen(at("2025-10-13T21:00:00Z")))
            assertEquals(at("2025-10-20T13:00:00Z"), hours.nextOpening(at("2025-10-13T21:00:00Z")))
            assertNull(hours.nextOpening(at("9999-12-31T23:59:59Z")))
            val reasons = hours.explain(start, at("2025-10-13T16:00:00Z"), listOf(pause))
            assertEquals(
                listOf(IntervalReason.OPEN, IntervalReason.PAUSED, IntervalReason.OPEN),
                reasons.map { it.reason },
            )
        }
    }

    @Test
    fun `every problem of a calendar is told at once`() {
        val error = assertThrows(TriageException.Invalid::class.java) {
            BusinessHours.fromJson(
                """{"time_zone": "Mars/Olympus", "hours": {"mon": [["17:00", "9"]]}}""",
            )
        }
        assertTrue(error.diagnostics.size >= 2, error.toString())
        assertEquals(error.diagnostics.first().code, error.code)
        BusinessHours.fromJson(monday).use { hours ->
            val negative = assertThrows(TriageException::class.java) {
                hours.deadline(at("2025-10-13T13:00:00Z"), -1)
            }
            assertEquals("negative_duration", negative.code)
        }
    }
}
