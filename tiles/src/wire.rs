//! The wire form of protocol buffers, as far as tiles need it.
//!
//! Source: Protocol Buffers encoding, "Base 128 Varints", "Length-Delimited Records", "Signed Integers".

/// How the value of a field is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// A varint.
    Number = 0,
    /// Eight bytes, the low one first.
    Eight = 1,
    /// A length and so many bytes.
    Bytes = 2,
    /// Four bytes, the low one first.
    Four = 5,
}

/// Writes a number in groups of seven bits, the low ones first.
pub(crate) fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// How many bytes [`varint`] writes.
pub(crate) fn varint_len(number: u64) -> usize {
    // ceil(bits / 7), and one for nought.
    (64 - (number | 1).leading_zeros() as usize).div_ceil(7)
}

/// Small numbers for what is near nought on either side: 0, −1, 1, −2 become 0, 1, 2, 3.
pub(crate) const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The number that [`zigzag`] was made from.
pub(crate) const fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// The number that [`varint`] wrote at the start of some bytes.
pub(crate) fn read_varint(bytes: &[u8]) -> u64 {
    let mut number = 0;
    for (i, byte) in bytes.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7F) << (7 * i);
        if *byte < 0x80 {
            break;
        }
    }
    number
}

/// The same, and moves on to what follows it.
pub(crate) fn take_varint(bytes: &mut &[u8]) -> u64 {
    let number = read_varint(bytes);
    let long = bytes.iter().position(|b| *b < 0x80);
    *bytes = &bytes[long.map_or(bytes.len(), |last| last + 1)..];
    number
}

/// Writes the number and form of a field.
pub(crate) fn key(out: &mut Vec<u8>, field: u8, form: Form) {
    out.push(field << 3 | form as u8);
}

/// Writes a field of bytes.
pub(crate) fn bytes(out: &mut Vec<u8>, field: u8, content: &[u8]) {
    key(out, field, Form::Bytes);
    varint(out, content.len() as u64);
    out.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_documentation_of_the_wire_form_has_them() {
        let written = |number: u64| {
            let mut out = Vec::new();
            varint(&mut out, number);
            assert_eq!(out.len(), varint_len(number), "{number}");
            out
        };
        assert_eq!(written(0), [0]);
        assert_eq!(written(1), [1]);
        assert_eq!(written(127), [127]);
        assert_eq!(written(150), [0x96, 0x01]);
        assert_eq!(written(u64::MAX).len(), 10);
        for bits in 0..64 {
            written((1 << bits) - 1);
            written(1 << bits);
        }
        let pairs = [
            (0, 0),
            (-1, 1),
            (1, 2),
            (-2, 3),
            (0x7fff_ffff, 0xffff_fffe),
            (-0x8000_0000, 0xffff_ffff),
        ];
        for (plain, folded) in pairs {
            assert_eq!(zigzag(plain), folded);
        }
    }

    #[test]
    fn a_field_of_bytes_is_its_key_its_length_and_they() {
        let mut out = Vec::new();
        bytes(&mut out, 2, b"testing");
        assert_eq!(out, b"\x12\x07testing");
    }
}
