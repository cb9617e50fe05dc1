//! Well-known binary of strangers: counted before it is believed.

/// Depth of collections within collections.
const DEPTH: u32 = 4;

/// Whether the counts of a geometry fit its length, so that no reader reserves memory for what is not
/// there. Only points, lines and polygons and several of them, also with heights; no collection of mixed
/// things.
pub(super) fn check(bytes: &[u8]) -> Option<()> {
    let mut reader = Reader { left: bytes };
    reader.geometry(0)
}

struct Reader<'a> {
    left: &'a [u8],
}

impl Reader<'_> {
    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.left = self.left.get(bytes..)?;
        Some(())
    }

    fn number(&mut self, is_little: bool) -> Option<u32> {
        let four: [u8; 4] = self.left.get(..4)?.try_into().ok()?;
        self.skip(4)?;
        Some(if is_little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        })
    }

    fn points(&mut self, is_little: bool, width: usize) -> Option<()> {
        let count = self.number(is_little)? as usize;
        self.skip(count.checked_mul(width)?)
    }

    fn geometry(&mut self, depth: u32) -> Option<()> {
        let is_little = match self.left.first()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        self.skip(1)?;
        let kind = self.number(is_little)?;
        // ISO adds thousands for heights and measures; PostGIS sets high bits, and may add a system.
        let (iso, bits) = ((kind & 0x0fff_ffff) / 1000, kind >> 28);
        let has = |bit: u32| u32::from(bits & bit != 0);
        if bits & 2 != 0 {
            self.skip(4)?;
        }
        let extra = has(8) + has(4) + [0, 1, 1, 2].get(iso as usize)?;
        let width = 8 * (2 + extra as usize);
        match (kind & 0x0fff_ffff) % 1000 {
            1 => self.skip(width),
            2 => self.points(is_little, width),
            3 => {
                let rings = self.number(is_little)?;
                (0..rings).try_for_each(|_| self.points(is_little, width))
            }
            4..=6 if depth < DEPTH => {
                let parts = self.number(is_little)?;
                (0..parts).try_for_each(|_| self.geometry(depth + 1))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_that_is_a_lie_is_refused() {
        let mut point = vec![1, 1, 0, 0, 0];
        point.extend([0; 16]);
        assert!(check(&point).is_some());
        assert!(check(&point[..20]).is_none());
        assert!(check(&[1, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).is_none());
        assert!(check(&[1, 7, 0, 0, 0, 0, 0, 0, 0]).is_none());
    }
}
