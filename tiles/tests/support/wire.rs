//! The wire form of protocol buffers.

#[derive(Debug, Clone, Copy)]
pub enum Field<'a> {
    Number(u64),
    Four(&'a [u8]),
    Eight(&'a [u8]),
    Bytes(&'a [u8]),
}

/// Fields of a message, with their numbers.
pub fn fields(mut bytes: &[u8]) -> impl Iterator<Item = (u64, Field<'_>)> {
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let key = varint(&mut bytes);
        let field = match key & 7 {
            0 => Field::Number(varint(&mut bytes)),
            1 => Field::Eight(take(&mut bytes, 8)),
            2 => {
                let n = varint(&mut bytes);
                Field::Bytes(take(&mut bytes, usize::try_from(n).unwrap()))
            }
            5 => Field::Four(take(&mut bytes, 4)),
            wire => panic!("wire type {wire}"),
        };
        Some((key >> 3, field))
    })
}

/// Numbers of a packed field.
pub fn packed(mut bytes: &[u8]) -> Vec<u32> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(u32::try_from(varint(&mut bytes)).expect("a number of 32 bits"));
    }
    numbers
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text is UTF-8")
}

fn take<'a>(bytes: &mut &'a [u8], n: usize) -> &'a [u8] {
    let (head, tail) = bytes
        .split_at_checked(n)
        .expect("a field ends within its message");
    *bytes = tail;
    head
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..70).step_by(7) {
        let byte = take(bytes, 1)[0];
        number |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return number;
        }
    }
    panic!("a number of more than ten bytes");
}
