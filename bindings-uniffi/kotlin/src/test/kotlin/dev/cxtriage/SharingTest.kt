package dev.cxtriage

import java.io.File
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Objects are shared between threads and leave nothing behind. */
class SharingTest {
    private val now = Instant.parse("2025-10-12T09:00:00Z")

    private fun document(id: Int) =
        """{"id":$id,"status":"open","createdAt":"2025-10-12T08:00:00Z","contactNames":["Zoë"],
           "messages":[{"author":"contact","createdAt":"2025-10-12T08:00:00Z",
                        "content":"Where is my parcel no. $id?"}]}"""

    @Test
    fun `ten threads assess on one engine`() {
        Policy.runbook().use { policy ->
            policy.compile().use { engine ->
                val conversations = (1..50).map { Conversation.fromJson(document(it)) }
                val alone = conversations.map { engine.assess(it, now).toJson() }
                val threads = Executors.newFixedThreadPool(10)
                val answers = threads.invokeAll(
                    List(10) { Callable { conversations.map { engine.assess(it, now).toJson() } } },
                ).map { it.get() }
                threads.shutdown()
                assertEquals(10, answers.size)
                answers.forEach { assertEquals(alone, it) }
                assertEquals(alone, engine.assessMany(conversations, now).map { it.toJson() })
                val lines = conversations.joinToString("\n") { it.toJson() }
                assertEquals(alone, engine.assessJsonLines(lines, now).lines().dropLast(1))
                conversations.forEach(Conversation::close)
            }
        }
    }

    @Test
    fun `a hundred thousand objects come and go without growth`() {
        fun rounds(count: Int) = repeat(count) { Conversation.fromJson(long).close() }
        rounds(10_000)
        val before = residentKilobytes()
        rounds(100_000)
        val grown = residentKilobytes() - before
        println("Kotlin: 100,000 conversations made and closed, $grown kB grown")
        // Kept, their texts would take 700 MB.
        assertTrue(grown < 70_000, "the process grew by $grown kB")
    }

    @Test
    fun `what is not closed is freed once it is garbage`() {
        fun rounds(count: Int) {
            repeat(count) { Conversation.fromJson(long) }
            repeat(3) {
                System.gc()
                Thread.sleep(100)
            }
        }
        rounds(2_000)
        val before = residentKilobytes()
        repeat(5) { rounds(4_000) }
        val grown = residentKilobytes() - before
        println("Kotlin: 20,000 conversations left to the collector, $grown kB grown")
        // Kept, their texts would take 140 MB.
        assertTrue(grown < 70_000, "the process grew by $grown kB")
    }

    private val long = document(7).replace("parcel", "parcel ".repeat(1_000))

    private fun residentKilobytes(): Long {
        System.gc()
        return File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
            .filter(Char::isDigit).toLong()
    }
}
