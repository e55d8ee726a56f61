package dev.cxtriage

import com.fasterxml.jackson.core.StreamReadConstraints
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.node.ObjectNode
import java.io.File
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** The repository, for the files that all languages share. */
internal val repository = File(System.getProperty("cxtriage.repository")).canonicalFile

internal val mapper: JsonMapper = JsonMapper().apply {
    factory.setStreamReadConstraints(
        StreamReadConstraints.builder().maxNestingDepth(10_000).build(),
    )
}

internal fun parse(json: String): JsonNode = mapper.readTree(json)

/** A case of the corpus (tests/corpus). */
internal class Case(val file: String, private val fields: ObjectNode) {
    val name: String = fields["name"].textValue()
    val op: String = fields["op"].textValue()
    val expect: JsonNode = fields["expect"]

    operator fun get(key: String): JsonNode? = fields[key]

    /** An input as text: a string as it is, any other value written out. */
    fun text(key: String): String =
        fields[key]?.asDocument() ?: throw IllegalArgumentException("the case has no `$key`")

    override fun toString() = "$file › $name"
}

internal fun JsonNode.asDocument(): String = if (isTextual) textValue() else toString()

/** The library's form of a time: UTC, three digits, `Z`. */
internal fun written(at: Instant): String = milliseconds.format(at)

private val milliseconds =
    DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC)

/** The row as the core writes it. */
internal fun rowJson(row: DecisionLogRow): JsonNode = mapper.createObjectNode()
    .put("scope", row.scope)
    .put("actor", row.actor)
    .put("action", row.action)
    .put("rationale", row.rationale.text)
    .put("evidenceUrl", row.evidenceUrl)
    .put("shopDomain", row.shopDomain)
    .put("externalRef", row.externalRef)
    .put("createdAt", written(row.createdAt))
    .set("payload", parse(row.payload.text))

/** The files of the corpus, with their cases. */
internal fun corpus(): Map<String, List<Case>> =
    repository.resolve("tests/corpus").listFiles { file -> file.extension == "json" }!!
        .sortedBy { it.name }
        .associate { file ->
            file.name to mapper.readTree(file)["cases"].map { Case(file.name, it as ObjectNode) }
        }

/**
 * What of [expected] does not hold of [actual], one line each: an object matches if every key that
 * it lists matches, a list if it has the same length and matches one by one.
 */
internal fun differences(expected: JsonNode, actual: JsonNode?, at: String = ""): List<String> =
    when {
        actual == null -> listOf("$at: expected $expected, but there is no such key")
        expected.isObject && actual.isObject -> expected.properties().flatMap { (key, value) ->
            differences(value, actual[key], "$at/$key")
        }
        expected.isArray && actual.isArray && expected.size() == actual.size() ->
            expected.zip(actual).flatMapIndexed { i, (a, b) -> differences(a, b, "$at/$i") }
        expected.isIntegralNumber && actual.isIntegralNumber &&
            expected.bigIntegerValue() == actual.bigIntegerValue() -> emptyList()
        expected == actual -> emptyList()
        else -> listOf("$at: expected $expected, got $actual")
    }
