package dev.cxtriage

import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ValuesTest {
    private val opened = Instant.parse("2025-10-12T08:00:00Z")

    private fun conversation() = Conversation.fromJson(
        """{"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z"}""",
    )

    private fun message(text: String?, at: Instant = opened) =
        Message(1, Author.CONTACT, null, text?.let(::CustomerText), at, false)

    @Test
    fun `records hide the customer's words`() {
        val message = message("I will sue Zoë")
        assertFalse("sue" in message.toString())
        assertTrue("CustomerText(14 chars)" in message.toString(), message.toString())
        val document = conversation().withMessages(listOf(message)).use { it.document() }
        assertFalse("sue" in document.toString())
        assertEquals("I will sue Zoë", document.messages.single().content?.text)
    }

    @Test
    fun `every text comes back unchanged`() {
        val texts = listOf("", "\u0000a\u0000", "\uFEFFx", "👩‍👩‍👧‍👦 🇩🇪", "مرحبا \u202Eabc\u202C", "e\u0301 é", "\u2028\r\n")
        for (text in texts) {
            val back = conversation().withMessages(listOf(message(text))).use { it.document() }
            assertEquals(text, back.messages.single().content?.text)
        }
    }

    @Test
    fun `a lone surrogate raises instead of changing the text`() {
        for (text in listOf("a\uD83D", "\uDE00b", "\uDE00\uD83D")) {
            conversation().use {
                assertThrows(java.nio.charset.CharacterCodingException::class.java) {
                    it.withMessages(listOf(message(text)))
                }
            }
            assertThrows(java.nio.charset.CharacterCodingException::class.java) {
                Conversation.fromJson("\"$text\"")
            }
        }
    }

    @Test
    fun `times are floored to milliseconds and end with the years 0001 and 9999`() {
        val cases = mapOf(
            "2025-10-12T08:00:00.001999999Z" to "2025-10-12T08:00:00.001Z",
            "1969-12-31T23:59:59.998500Z" to "1969-12-31T23:59:59.998Z",
            "0001-01-01T00:00:00Z" to "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z" to "9999-12-31T23:59:59.999Z",
            "+10000-01-01T00:00:00Z" to "9999-12-31T23:59:59.999Z",
            Instant.MAX.toString() to "9999-12-31T23:59:59.999Z",
            Instant.MIN.toString() to "0001-01-01T00:00:00Z",
        )
        for ((given, kept) in cases) {
            val back = conversation().withMessages(listOf(message("x", Instant.parse(given))))
                .use { it.document() }
            assertEquals(Instant.parse(kept), back.messages.single().createdAt, given)
        }
    }

    @Test
    fun `a refused document says code, place and sentence and nothing of the customer's`() {
        val error = assertThrows(TriageException::class.java) {
            Conversation.fromJson(
                """{"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z",
                   "messages":[{"author":"contact","createdAt":"SECRET","content":"SECRET"}]}""",
            )
        }
        assertEquals("invalid_time", error.code)
        assertEquals("/messages/0/createdAt", error.pointer)
        assertTrue(error.detail.isNotBlank())
        assertFalse("SECRET" in error.toString(), error.toString())
    }

    @Test
    fun `code points are found after emoji`() {
        val text = "😀👨‍🚀 sue"
        val at = text.codePoints().toArray().indexOf('s'.code)
        assertEquals(5, at)
        assertNotEquals(at, text.indexOf("sue"))
        assertEquals(text.indexOf("sue"), text.indexOfCodePoint(at))
        assertEquals(text.length, text.indexOfCodePoint(at + 3))
        assertThrows(IndexOutOfBoundsException::class.java) { text.indexOfCodePoint(at + 4) }
    }

    @Test
    fun `equal documents are equal conversations`() {
        conversation().use { a ->
            conversation().use { b ->
                assertEquals(a, b)
                assertEquals(a.hashCode(), b.hashCode())
                assertEquals(a.toJson(), Conversation.fromJson(b.toJson()).use { it.toJson() })
            }
        }
    }
}
