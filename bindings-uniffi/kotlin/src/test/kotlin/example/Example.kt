package example

import dev.cxtriage.Policy
import dev.cxtriage.chatwootParseConversationList
import java.io.File
import java.time.Instant

fun main() {
    val list = chatwootParseConversationList(File("core/examples/conversations.json").readBytes())
    val engine = Policy.runbook().compile()
    for (a in engine.queue(list.conversations, Instant.parse("2026-02-25T12:00:00Z"))) {
        println("${a.priority} ${a.conversationId} ${a.escalation.level} ${a.approval.allowed}".lowercase())
    }
}
