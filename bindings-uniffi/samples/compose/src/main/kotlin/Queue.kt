// A list of the queue in Compose: what is urgent, who must act, what the draft waits for. It is
// worked out on the device, off the main thread, and again when the next answer changes.
package sample

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Card
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import dev.cxtriage.Assessment
import dev.cxtriage.Conversation
import dev.cxtriage.Engine
import dev.cxtriage.EscalationLevel
import dev.cxtriage.Policy
import dev.cxtriage.assessments
import dev.cxtriage.samples
import java.time.Clock
import java.time.Duration
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map

/** Compiled once, on first use: some 50 ms, so never on the main thread. */
private val engine: Engine by lazy { Policy.runbook().compile() }

/** The queue now, and again whenever one of its conversations changes by time alone. */
fun queue(conversations: List<Conversation>, clock: Clock = Clock.systemUTC()): Flow<List<Assessment>> =
    flow { emit(engine) }.flatMapQueue(conversations, clock).flowOn(Dispatchers.Default)

private fun Flow<Engine>.flatMapQueue(conversations: List<Conversation>, clock: Clock): Flow<List<Assessment>> =
    flow {
        collect { engine ->
            if (conversations.isEmpty()) {
                emit(emptyList())
            } else {
                combine(conversations.map { engine.assessments(it, clock) }) { it.toList() }
                    .map { engine.queue(conversations, clock.instant()) }
                    .collect { emit(it) }
            }
        }
    }

@Composable
fun QueueScreen(conversations: List<Conversation>) {
    val queue by remember(conversations) { queue(conversations) }.collectAsState(initial = null)
    when (val shown = queue) {
        null -> Text("Reading the policy …", Modifier.padding(16.dp))
        else -> LazyColumn(verticalArrangement = Arrangement.spacedBy(8.dp)) {
            items(shown, key = Assessment::conversationId) { Tile(it) }
        }
    }
}

@Composable
fun Tile(assessment: Assessment) {
    Card(Modifier.fillMaxWidth().padding(horizontal = 16.dp)) {
        Column(Modifier.padding(12.dp)) {
            Row(Modifier.fillMaxWidth(), horizontalArrangement = Arrangement.SpaceBetween) {
                Text(assessment.customer.name.text, style = MaterialTheme.typography.titleMedium)
                Text(assessment.priority?.name ?: "", color = MaterialTheme.colorScheme.error)
            }
            Text(
                when (assessment.escalation.level) {
                    EscalationLevel.L1 -> "CX agent"
                    EscalationLevel.L2 -> "CX lead"
                    EscalationLevel.L3 -> "Operations manager"
                } + if (assessment.escalation.immediate) ", at once" else "",
            )
            assessment.sla.breachedAt?.let { Text("SLA breached ${minutes(assessment)} min ago") }
            assessment.reasons.forEach { Text(it.code.name.lowercase(), style = MaterialTheme.typography.bodySmall) }
            if (!assessment.approval.allowed) {
                Text("The draft waits: " + assessment.approval.blockers.joinToString { it.name.lowercase() })
            }
        }
    }
}

private fun minutes(assessment: Assessment): Long = Duration.ofMillis(assessment.sla.overdueMs).toMinutes()

/** For previews: the runbook's gallery and edge cases, made up. */
@Composable
fun QueuePreview() = QueueScreen(samples())
