//! Writes the Kotlin and Swift code of the library (`UniFFI`'s own command line).

fn main() {
    uniffi::uniffi_bindgen_main();
}
