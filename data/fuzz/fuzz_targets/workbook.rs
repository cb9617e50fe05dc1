//! See `data::fuzzing::workbook`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: data_fuzz::init(),
    |bytes: &[u8]| data::fuzzing::workbook(bytes)
);
