package dev.cxtriage

import java.io.File
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import java.util.zip.ZipFile
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class JarTest {
    private val target = repository.resolve("bindings-uniffi/kotlin/target")

    /** What `mvn package` puts into the jar: the classes and the native library. */
    private fun jar(folder: File): File = folder.resolve("cx-triage.jar").also { jar ->
        val classes = target.resolve("classes")
        JarOutputStream(jar.outputStream()).use { out ->
            for (file in classes.walk().filter(File::isFile)) {
                out.putNextEntry(JarEntry(file.relativeTo(classes).invariantSeparatorsPath))
                file.inputStream().use { it.copyTo(out) }
                out.closeEntry()
            }
        }
    }

    private fun classPathEntry(type: Class<*>) = type.protectionDomain.codeSource.location.path

    @Test
    fun `the jar works from a plain class path, without the repository's folders`(@TempDir folder: File) {
        val jar = jar(folder)
        val libraries = ZipFile(jar).use { zip ->
            zip.entries().asSequence().map { it.name }.filter { "cx_triage_uniffi" in it && "/" in it }
                .filter { it.endsWith(".so") || it.endsWith(".dylib") }.toList()
        }
        assertTrue(jar.length() < 8_000_000, "the jar takes ${jar.length()} bytes: is the library stripped?")
        assertEquals(listOf(com.sun.jna.Platform.RESOURCE_PREFIX), libraries.map { it.substringBefore('/') })
        val example = folder.resolve("example").apply { mkdir() }
        target.resolve("test-classes/example").copyRecursively(example.resolve("example"))
        val classPath = listOf(
            jar.path,
            example.path,
            classPathEntry(com.sun.jna.Native::class.java),
            classPathEntry(Unit::class.java),
        ).joinToString(File.pathSeparator)
        val java = File(System.getProperty("java.home"), "bin/java").path
        val process = ProcessBuilder(java, "-cp", classPath, "example.ExampleKt")
            .directory(repository).redirectErrorStream(true).start()
        val printed = process.inputStream.bufferedReader().readText()
        assertEquals(0, process.waitFor(), printed)
        assertTrue(printed.startsWith("p1 4101 l1 true\n"), printed)
    }
}
