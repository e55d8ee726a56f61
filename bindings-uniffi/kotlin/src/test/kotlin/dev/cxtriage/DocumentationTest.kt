package dev.cxtriage

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class DocumentationTest {
    private val declaration = Regex(
        """(data class|sealed class|enum class|open class|public fun|fun) .*|""" +
            """ {4}((override )?fun `.*| *val `\w+`: .*|[A-Z0-9_]+[,;])""",
    )

    @Test
    fun `what the generator writes is documented`() {
        val generated = "bindings-uniffi/kotlin/target/generated-sources/uniffi/dev/cxtriage/cx_triage.kt"
        val lines = repository.resolve(generated).readLines()
            .filterNot { it.isBlank() || it.trim().startsWith("@") }
        val declared = lines.indices.filter { declaration.matches(lines[it]) }
        assertTrue(declared.size > 400, "${declared.size} declarations")
        val bare = declared.filterNot { lines[it - 1].trim() == "*/" }.map { lines[it].trim() }
        assertEquals(emptyList<String>(), bare)
    }
}
