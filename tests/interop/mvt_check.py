"""A strict check of vector tiles against version 2.1 of their specification, without any dependency.

Protobuf is well formed; each layer has version 2, a name of its own, features, keys and values once each; tags lead
somewhere; numbers of features are unique in their layer; commands have counts and close their rings; outer rings come
first and go round the right way; no ring is without area.
"""


class Broken(Exception):
    """The bytes are no tile."""


def varint(data, at):
    """A number and where the next field begins."""
    number = shift = 0
    while True:
        if at >= len(data):
            raise Broken("number past the end")
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at
        if shift > 63:
            raise Broken("number too long")


def fields(data):
    """Fields of a message: number, wire type, value."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        field, wire = key >> 3, key & 7
        if wire == 0:
            value, at = varint(data, at)
        elif wire == 2:
            length, at = varint(data, at)
            if at + length > len(data):
                raise Broken("length past the end")
            value, at = data[at : at + length], at + length
        elif wire in (1, 5):
            length = 8 if wire == 1 else 4
            if at + length > len(data):
                raise Broken("length past the end")
            value, at = data[at : at + length], at + length
        else:
            raise Broken(f"wire type {wire}")
        yield field, wire, value


def packed(data):
    """Numbers of a packed field."""
    numbers, at = [], 0
    while at < len(data):
        number, at = varint(data, at)
        numbers.append(number)
    return numbers


def signed(number):
    """Zigzag."""
    return (number >> 1) ^ -(number & 1)


def area(ring):
    """Twice the signed area."""
    following = ring[1:] + ring[:1]
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, following))


VALUES = {(1, 2), (2, 5), (3, 1), (4, 0), (5, 0), (6, 0), (7, 0)}
POINT, LINE, POLYGON = 1, 2, 3


def geometry(kind, numbers, faults):
    """Number of vertices; what is wrong joins the faults."""
    x = y = at = vertices = 0
    rings, ring, last = [], [], None
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if command in (1, 2):
            if count == 0:
                faults.append("a command without a count")
            if command == 1 and kind != POINT and count != 1:
                faults.append("several beginnings in a line or polygon")
            if command == 2 and kind == POINT:
                faults.append("a line in a point")
            if at + 2 * count > len(numbers):
                raise Broken("geometry past the end")
            for _ in range(count):
                x, y = x + signed(numbers[at]), y + signed(numbers[at + 1])
                at, vertices = at + 2, vertices + 1
                if command == 1:
                    ring = [(x, y)]
                else:
                    if ring and ring[-1] == (x, y):
                        faults.append("a vertex twice")
                    ring.append((x, y))
        elif command == 7:
            if count != 1 or kind != POLYGON:
                faults.append("closed where nothing is to be closed")
            if len(ring) < 3:
                faults.append(f"a ring of {len(ring)} vertices")
            rings.append(ring)
        else:
            faults.append(f"command {command}")
            break
        last = command
    if kind == POLYGON:
        if last != 7:
            faults.append("a polygon that is not closed")
        areas = [area(ring) for ring in rings]
        if 0 in areas:
            faults.append("a ring without area")
        elif areas and areas[0] < 0:
            faults.append("the first ring is not an outer one")
    if vertices == 0:
        faults.append("a feature without vertices")
    return vertices


def check(data):
    """What is wrong with a tile, and the number of features of each layer."""
    faults, counts = [], {}
    for field, _, layer in fields(data):
        if field != 3:
            faults.append(f"field {field} of a tile")
            continue
        if not isinstance(layer, bytes):
            raise Broken("a layer has another type")
        name = version = None
        keys, values, features = [], [], []
        for part, _, value in fields(layer):
            if (part in (1, 2, 3, 4)) != isinstance(value, bytes):
                raise Broken(f"field {part} of a layer has another type")
            if part == 1:
                name = value.decode()
            elif part == 15:
                version = value
            elif part == 3:
                keys.append(value.decode())
            elif part == 4:
                values.append(value)
            elif part == 2:
                features.append(value)
            elif part != 5:
                faults.append(f"field {part} of a layer")
        if version != 2:
            faults.append(f"version {version}")
        if not name or name in counts:
            faults.append(f"the name {name} of a layer")
        if not features:
            faults.append("a layer without features")
        if len(set(keys)) != len(keys) or len(set(values)) != len(values):
            faults.append(f"{name}: keys or values twice")
        for value in values:
            kinds = [(part, wire) for part, wire, _ in fields(value)]
            if len(kinds) != 1 or kinds[0] not in VALUES:
                faults.append(f"a value of {kinds}")
        numbers = set()
        for feature in features:
            number, kind, tags, shapes = None, 0, [], []
            for part, _, value in fields(feature):
                if (part in (2, 4)) != isinstance(value, bytes):
                    raise Broken(f"field {part} of a feature has another type")
                if part == 1:
                    number = value
                elif part == 2:
                    tags = packed(value)
                elif part == 3:
                    kind = value
                elif part == 4:
                    shapes.append(packed(value))
            if number is not None and number in numbers:
                faults.append(f"{name}: the number {number} twice")
            numbers.add(number)
            if len(shapes) != 1 or kind not in (POINT, LINE, POLYGON):
                faults.append(f"{len(shapes)} shapes of kind {kind}")
            if len(tags) % 2:
                faults.append("a key without a value")
            pairs = zip(tags[::2], tags[1::2])
            if any(k >= len(keys) or v >= len(values) for k, v in pairs):
                faults.append("a tag that leads nowhere")
            for shape in shapes:
                geometry(kind, shape, faults)
        counts[name] = len(features)
    return faults, counts
