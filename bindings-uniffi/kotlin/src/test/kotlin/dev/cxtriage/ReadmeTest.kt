package dev.cxtriage

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class ReadmeTest {
    private val readme = repository.resolve("README.md").readText()

    private fun block(opening: String): String {
        val start = readme.indexOf(opening)
        check(start >= 0) { "the README has no block after $opening" }
        return readme.substring(start + opening.length).substringBefore("```\n")
    }

    @Test
    fun `the README's example is the one that runs, and prints what it says`() {
        val source = "bindings-uniffi/kotlin/src/test/kotlin/example/Example.kt"
        assertEquals(
            repository.resolve(source).readText().substringAfter("package example\n\n"),
            block("<!-- example: kotlin -->\n```kotlin\n"),
        )
        val printed = ByteArrayOutputStream()
        val out = System.out
        System.setOut(PrintStream(printed, true))
        try {
            example.main()
        } finally {
            System.setOut(out)
        }
        assertEquals(block("```text\n"), printed.toString())
    }
}
