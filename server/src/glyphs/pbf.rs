//! The message that MapLibre reads glyphs from: `glyphs.proto` of its style specification.

use super::face::Glyph;

/// Wire types of Protocol Buffers.
const VARINT: u8 = 0;
const BYTES: u8 = 2;

/// The glyphs of a range.
pub(super) fn glyphs(stack: &str, range: &str, glyphs: &[Glyph]) -> Vec<u8> {
    let mut fonts = Vec::new();
    bytes(&mut fonts, 1, stack.as_bytes());
    bytes(&mut fonts, 2, range.as_bytes());
    let mut one = Vec::new();
    for glyph in glyphs {
        one.clear();
        number(&mut one, 1, glyph.id);
        if !glyph.bitmap.is_empty() {
            bytes(&mut one, 2, &glyph.bitmap);
        }
        number(&mut one, 3, glyph.width);
        number(&mut one, 4, glyph.height);
        number(&mut one, 5, zigzag(glyph.left));
        number(&mut one, 6, zigzag(glyph.top));
        number(&mut one, 7, glyph.advance);
        bytes(&mut fonts, 3, &one);
    }
    let mut message = Vec::with_capacity(fonts.len() + 8);
    bytes(&mut message, 1, &fonts);
    message
}

fn number(out: &mut Vec<u8>, field: u8, value: u32) {
    out.push(field << 3 | VARINT);
    varint(out, u64::from(value));
}

fn bytes(out: &mut Vec<u8>, field: u8, value: &[u8]) {
    out.push(field << 3 | BYTES);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A signed number as one without a sign, small ones staying small.
fn zigzag(value: i32) -> u32 {
    (value.cast_unsigned() << 1) ^ (value >> 31).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_is_written_as_the_wire_format_has_it() {
        let glyph = Glyph {
            id: 300,
            bitmap: vec![7, 8],
            width: 1,
            height: 2,
            left: -1,
            top: 1,
            advance: 24,
        };
        let message = glyphs("A", "256-511", &[glyph]);
        let inner = [
            8, 0xac, 2, 0x12, 2, 7, 8, 0x18, 1, 0x20, 2, 0x28, 1, 0x30, 2, 0x38, 24,
        ];
        let mut want = vec![0x0a, 0x1f, 0x0a, 1, b'A', 0x12, 7];
        want.extend(b"256-511");
        want.extend([0x1a, inner.len() as u8]);
        want.extend(inner);
        want[1] = (want.len() - 2) as u8;
        assert_eq!(message, want);
    }
}
