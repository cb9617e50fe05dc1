//! Compression, once, of a tile that is then kept and sent many times.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The bytes in gzip form (RFC 1952), with no time or name in its head: equal bytes in, equal bytes out.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_can_be_unpacked_and_is_the_same_each_time() {
        let bytes = b"tile ".repeat(100);
        let packed = gzip(&bytes);
        assert!(packed.len() < bytes.len() / 4);
        assert_eq!(packed, gzip(&bytes));
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&packed[..])
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, bytes);
    }
}
