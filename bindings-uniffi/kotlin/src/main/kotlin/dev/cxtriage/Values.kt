package dev.cxtriage

import java.nio.ByteBuffer
import java.nio.CharBuffer
import java.nio.charset.CharacterCodingException
import java.nio.charset.CodingErrorAction
import java.time.Instant

/**
 * Text that came from or is about a customer: message contents, names, matched words.
 *
 * [text] is the text itself; [toString] hides it, so that no record shows a customer's words in a
 * log.
 */
class CustomerText(val text: String) {
    override fun equals(other: Any?): Boolean = other is CustomerText && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "CustomerText(${text.codePointCount(0, text.length)} chars)"
}

/**
 * Any JSON value, as text.
 *
 * [text] is the JSON itself; [toString] hides it, because a customer's words may stand in it.
 */
class JsonText(val text: String) {
    override fun equals(other: Any?): Boolean = other is JsonText && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "JsonText(${text.length} chars)"
}

/** The stable code, for programs: one of the catalogue's. */
val TriageException.code: String
    get() = when (this) {
        is TriageException.Invalid -> code
        is TriageException.Refused -> code
    }

/** Where, as a JSON Pointer (RFC 6901); null where there is no place. */
val TriageException.pointer: String?
    get() = when (this) {
        is TriageException.Invalid -> pointer
        is TriageException.Refused -> pointer
    }

/** What went wrong, for people: one sentence, without a customer's words. */
val TriageException.detail: String
    get() = when (this) {
        is TriageException.Invalid -> detail
        is TriageException.Refused -> detail
    }

/**
 * The index in this string (UTF-16 code units) of the code point number [codePoints].
 *
 * The library counts positions in Unicode code points, Kotlin in UTF-16 code units: they differ
 * after the first emoji.
 *
 * @throws IndexOutOfBoundsException if the string has fewer code points
 */
fun String.indexOfCodePoint(codePoints: Int): Int = offsetByCodePoints(0, codePoints)

/**
 * Where the finding stands in [content], the text that it was found in, in Kotlin's indices: the
 * content of its message, or the entry of the message's extras that [RiskFinding.extra] counts.
 * Null where it rests on a verdict alone.
 *
 * @throws IndexOutOfBoundsException if [content] is shorter than that
 */
fun RiskFinding.rangeIn(content: String): IntRange? {
    val from = start ?: return null
    val to = end ?: return null
    return content.indexOfCodePoint(from.toInt()) until content.indexOfCodePoint(to.toInt())
}

/**
 * Milliseconds since the epoch, floored. An instant too far for a [Long] is the furthest one, which
 * the library refuses as it refuses every time outside the years 0001 to 9999.
 */
internal fun Instant.toSaturatedEpochMilli(): Long =
    try {
        toEpochMilli()
    } catch (_: ArithmeticException) {
        if (epochSecond < 0) Long.MIN_VALUE else Long.MAX_VALUE
    }

/**
 * The text in UTF-8: how every text crosses into the library (`scripts/build-native` has the
 * generated code call it).
 *
 * @throws TriageException.Invalid (`invalid_value`) where the text has half of a surrogate pair,
 *   which no UTF-8 can hold; it is neither changed nor shown
 */
internal fun utf8(text: String): ByteBuffer =
    try {
        Charsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT).encode(CharBuffer.wrap(text))
    } catch (_: CharacterCodingException) {
        val detail = "a text holds half of a surrogate pair, which is no character"
        throw TriageException.Invalid("invalid_value", null, detail, listOf())
    }
