package dev.cxtriage

import java.time.Clock
import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * The assessment of [conversation] now, and again at each [Assessment.nextChangeAt], for as long as
 * it is collected: one timer instead of polling. It ends where nothing would change any more.
 *
 * Each collector has its own timer, and the assessing (some microseconds) happens in its context. A
 * device that slept past a change gives the assessment of the time it woke at: changes in between
 * are passed over. When a message or a label comes, collect the flow of the new conversation
 * (`flatMapLatest`).
 *
 * [clock] says what time it is; in tests, one that reads the scheduler's virtual time.
 *
 * The flow fails with [TriageException] (`time_out_of_range`) where the clock is outside the years
 * 0001 to 9999.
 */
fun Engine.assessments(conversation: Conversation, clock: Clock = Clock.systemUTC()): Flow<Assessment> = flow {
    var now: Instant = clock.instant()
    while (true) {
        val assessment = assess(conversation, now)
        emit(assessment)
        val next = assessment.nextChangeAt ?: return@flow
        now = clock.instant()
        // A clock that was set back, or a timer that fired early, waits again.
        while (now < next) {
            delay(Duration.between(now, next).toMillis().coerceAtLeast(1))
            now = clock.instant()
        }
    }
}
