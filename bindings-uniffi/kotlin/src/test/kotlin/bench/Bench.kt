package bench

import dev.cxtriage.Policy
import dev.cxtriage.chatwootParseConversationList
import java.io.File
import java.time.Instant

/** What a call costs, and a conversation in a batch of 1,000 (benches/languages runs it). */
fun main() {
    val list = chatwootParseConversationList(File("core/examples/conversations.json").readBytes())
    val engine = Policy.runbook().compile()
    val now = Instant.parse("2026-02-25T12:00:00Z")
    val batch = List(1_000) { list.conversations[it % list.conversations.size] }
    val lines = batch.joinToString("\n") { it.toJson() }
    val call = best { batch.forEach { engine.assess(it, now) } }
    val many = best { engine.assessMany(batch, now) }
    val json = best { engine.assessJsonLines(lines, now) }
    println("Kotlin %.2f %.2f %.2f".format(call, many, json))
}

/** Microseconds per conversation of the fastest of 20 rounds, after 10 to warm up. */
private fun best(round: () -> Unit): Double {
    repeat(10) { round() }
    return (1..20).minOf {
        val start = System.nanoTime()
        round()
        System.nanoTime() - start
    } / 1_000_000.0
}
