#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cx_triage_fuzz::log(data));
