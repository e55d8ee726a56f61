"""What the scripts assemble for Android and for Apple's systems, entry by entry."""

import hashlib
import plistlib
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent
SO = "libcx_triage_uniffi.so"
STATIC = "libcx_triage_uniffi.a"


def elf(machine: int, align: int) -> bytes:
    """A head of an ELF library with one loaded segment."""
    head = bytearray(64 + 56)
    head[:7] = b"\x7fELF\x02\x01\x01"
    struct.pack_into("<HH", head, 16, 3, machine)
    struct.pack_into("<Q", head, 32, 64)
    struct.pack_into("<HH", head, 54, 56, 1)
    struct.pack_into("<II", head, 64, 1, 5)
    struct.pack_into("<Q", head, 64 + 48, align)
    return bytes(head)


def mach_o_archive(processor: int = 0x0100000C) -> bytes:
    """An archive with one Mach-O object and the list of symbols that `ar` puts before it."""
    member = struct.pack("<IIIIIIII", 0xFEEDFACF, processor, 0, 1, 0, 0, 0, 0)
    out = b"!<arch>\n"
    for name, content in ((b"/", b"\0\0\0\0"), (b"a.o/", member)):
        out += name.ljust(16) + b"0".ljust(12) + b"0".ljust(6) + b"0".ljust(6) + b"644".ljust(8)
        out += str(len(content)).encode().ljust(10) + b"`\n" + content
    return out


class Assemble(unittest.TestCase):
    def setUp(self) -> None:
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.folder = Path(made.name)

    def run_script(self, script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-B", HERE / script, *arguments]
        return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)

    def put(self, path: str, content: bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


class Aar(Assemble):
    def aar(self, out: str = "out.aar") -> subprocess.CompletedProcess[str]:
        self.put("classes.jar", b"classes")
        return self.run_script(
            "kotlin/scripts/assemble-aar",
            *("--classes", self.folder / "classes.jar"),
            *("--jni-libs", self.folder / "libs"),
            *("--out", self.folder / out),
        )

    def test_holds_what_android_looks_for(self) -> None:
        self.put(f"libs/arm64-v8a/{SO}", elf(183, 16384))
        self.put(f"libs/x86_64/{SO}", elf(62, 65536))
        self.put("libs/mips/ignored.so", b"")
        done = self.aar()
        self.assertEqual(done.returncode, 0, done.stderr)
        with zipfile.ZipFile(self.folder / "out.aar") as archive:
            names = archive.namelist()
            rules = archive.read("proguard.txt").decode()
            manifest = archive.read("AndroidManifest.xml").decode()
            self.assertEqual(archive.read("classes.jar"), b"classes")
        self.assertEqual(
            names,
            ["AndroidManifest.xml", "R.txt", "classes.jar", f"jni/arm64-v8a/{SO}", f"jni/x86_64/{SO}", "proguard.txt"],
        )
        for kept in ("com.sun.jna.**", "dev.cxtriage.**"):
            self.assertIn(f"-keep class {kept} {{ *; }}", rules)
        self.assertIn('android:minSdkVersion="26"', manifest)
        self.aar("again.aar")
        self.assertEqual((self.folder / "out.aar").read_bytes(), (self.folder / "again.aar").read_bytes())

    def test_refuses_what_android_cannot_load(self) -> None:
        for library, problem in (
            (elf(62, 16384), "another processor"),
            (elf(183, 4096), "aligned to 4096"),
            (mach_o_archive(), "no ELF library"),
        ):
            self.put(f"libs/arm64-v8a/{SO}", library)
            done = self.aar()
            self.assertEqual(done.returncode, 1)
            self.assertIn(problem, done.stderr)

    def test_refuses_a_folder_without_libraries(self) -> None:
        (self.folder / "libs").mkdir()
        self.assertIn("no ABI", self.aar().stderr)


class Release(Assemble):
    URL = "https://example.com/CxTriageFFI.xcframework.zip"

    def release(self, libraries: Path, out: str = "out") -> subprocess.CompletedProcess[str]:
        return self.run_script(
            "swift/scripts/assemble-release",
            *("--libraries", libraries),
            *("--out", self.folder / out),
            *("--url", self.URL),
        )

    def test_the_framework_names_each_library(self) -> None:
        self.put(f"libs/aarch64-apple-ios-sim/{STATIC}", mach_o_archive())
        self.put(f"libs/aarch64-apple-darwin/{STATIC}", mach_o_archive())
        # The one that was compiled here.
        built = ROOT / f"target/mobile/aarch64-apple-ios/{STATIC}"
        self.put(f"libs/aarch64-apple-ios/{STATIC}", built.read_bytes())
        done = self.release(self.folder / "libs")
        self.assertEqual(done.returncode, 0, done.stderr)
        framework = self.folder / "out/CxTriageFFI.xcframework"
        information = plistlib.loads((framework / "Info.plist").read_bytes())
        self.assertEqual(information["CFBundlePackageType"], "XFWK")
        self.assertEqual(information["XCFrameworkFormatVersion"], "1.0")
        told = {
            entry["LibraryIdentifier"]: (entry["SupportedPlatform"], entry.get("SupportedPlatformVariant"))
            for entry in information["AvailableLibraries"]
        }
        self.assertEqual(
            told,
            {
                "ios-arm64": ("ios", None),
                "ios-arm64-simulator": ("ios", "simulator"),
                "macos-arm64": ("macos", None),
            },
        )
        for entry in information["AvailableLibraries"]:
            self.assertEqual(entry["SupportedArchitectures"], ["arm64"])
            place = framework / entry["LibraryIdentifier"]
            self.assertTrue((place / entry["LibraryPath"]).is_file())
            headers = place / entry["HeadersPath"] / "CxTriageFFI"
            self.assertEqual(
                sorted(file.name for file in headers.iterdir()), ["CxTriageFFI.h", "module.modulemap"]
            )

    def test_the_package_is_a_remote_dependency(self) -> None:
        self.put(f"libs/aarch64-apple-ios/{STATIC}", mach_o_archive())
        self.release(self.folder / "libs")
        packed = (self.folder / "out/CxTriageFFI.xcframework.zip").read_bytes()
        manifest = (self.folder / "out/package/Package.swift").read_text()
        self.assertIn(f'url: "{self.URL}"', manifest)
        self.assertIn(f'checksum: "{hashlib.sha256(packed).hexdigest()}"', manifest)
        self.assertNotIn("unsafeFlags", manifest)
        sources = self.folder / "out/package/Sources/CxTriage"
        own = {file.name for file in (HERE / "swift/Sources/CxTriage").glob("*.swift")}
        self.assertLessEqual(own, {file.name for file in sources.glob("*.swift")})
        self.assertTrue((sources / "Generated/CxTriage.swift").is_file())
        self.assertTrue((self.folder / "out/package/LICENSE-MIT").is_file())
        with zipfile.ZipFile(self.folder / "out/CxTriageFFI.xcframework.zip") as archive:
            self.assertIn("CxTriageFFI.xcframework/Info.plist", archive.namelist())
        self.release(self.folder / "libs", "again")
        self.assertEqual(packed, (self.folder / "again/CxTriageFFI.xcframework.zip").read_bytes())

    def test_refuses_what_a_linker_could_not_read(self) -> None:
        for library, problem in (
            (b"\x7fELF", "no archive"),
            (mach_o_archive(0x01000007), "no Mach-O objects for arm64 alone"),
            (b"!<arch>\n", "no Mach-O objects for arm64 alone"),
        ):
            self.put(f"libs/aarch64-apple-ios/{STATIC}", library)
            done = self.release(self.folder / "libs")
            self.assertEqual(done.returncode, 1)
            self.assertIn(problem, done.stderr)


if __name__ == "__main__":
    unittest.main()
