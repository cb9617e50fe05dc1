"""Tiles of a running service, by programs of others: a strict check, GDAL's MVT driver and Mapbox's decoder find the
same features in each tile; over the city, as many plants as the collection has.

usage: tiles.py SERVICE NODE-FOLDER FOLDER
"""

import json
import math
import subprocess
import sys
import urllib.error
import urllib.request

from mvt_check import check

service, node, folder = sys.argv[1:4]


def get(url):
    """Status and body; tiles come as they are, without a coding."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})
    with urllib.request.urlopen(request) as answer:
        return answer.status, answer.read()


def tile_at(lon, lat, z):
    """Column and row of a place."""
    n = 2**z
    y = math.asinh(math.tan(math.radians(lat)))
    return int((lon + 180) / 360 * n), int((1 - y / math.pi) / 2 * n)


_, text = get(f"{service}/ogc/collections/facilities")
collection = json.loads(text)
west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
layers = "districts,parks,names,facilities,vessels,targets,population,violations,contours,lsir"

checked, kept = 0, []
for z, most in [(0, 1), (6, 1), (8, 4), (10, 12), (12, 16), (14, 12), (16, 8)]:
    left, top = tile_at(west, north, z)
    right, bottom = tile_at(east, south, z)
    places = [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    for x, y in places[:: max(1, len(places) // most)]:
        status, data = get(f"{service}/tiles/{layers}/{z}/{x}/{y}")
        if status == 204:
            continue
        faults, counts = check(data)
        assert not faults, (z, x, y, faults[:5])
        # The limit of docs/maps.md.
        assert len(data) <= 500_000, (z, x, y, len(data))
        checked += 1
        path = f"{folder}/{z}-{x}-{y}.mvt"
        with open(path, "wb") as file:
            file.write(data)
        kept.append((z, x, y, path, counts))
print(f"tiles: {checked} with {layers.count(',') + 1} layers each are strictly valid and below 500 kB")

done = subprocess.run(
    ["node", f"{node}/decode.mjs", *(path for *_, path, _ in kept)], capture_output=True, text=True, check=True
)
for (z, x, y, _, counts), line in zip(kept, done.stdout.splitlines(), strict=True):
    assert json.loads(line) == counts, (z, x, y, counts, line)
print(f"Mapbox's decoder: the same {sum(sum(c.values()) for *_, c in kept)} features in {checked} tiles")

# GDAL wants an ending, and reads over HTTP by itself.
compared = 0
for z, x, y, _, counts in kept[:: max(1, len(kept) // 8)]:
    done = subprocess.run(
        ["ogrinfo", "-ro", "-al", "-so", f"MVT:{service}/tiles/{layers}/{z}/{x}/{y}.mvt"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    names = [line.split(": ", 1)[1] for line in lines if line.startswith("Layer name: ")]
    found = [int(line.split(": ", 1)[1]) for line in lines if line.startswith("Feature Count: ")]
    assert dict(zip(names, found, strict=True)) == counts, (z, x, y, counts, done.stdout, done.stderr)
    compared += 1
print(f"GDAL MVT: the same features in {compared} tiles")

seen = set()
z = 12
left, top = tile_at(west, north, z)
right, bottom = tile_at(east, south, z)
paths = []
for x in range(left, right + 1):
    for y in range(top, bottom + 1):
        status, data = get(f"{service}/tiles/facilities/{z}/{x}/{y}")
        if status == 200:
            path = f"{folder}/f-{x}-{y}.mvt"
            with open(path, "wb") as file:
                file.write(data)
            paths.append(path)
done = subprocess.run(
    ["node", f"{node}/decode.mjs", "--property=id", *paths], capture_output=True, text=True, check=True
)
for line in done.stdout.splitlines():
    seen |= set(json.loads(line)["facilities"])
assert len(seen) == collection["featureCount"], (len(seen), collection["featureCount"])
print(f"plants in {len(paths)} tiles of zoom {z}: {len(seen)}, as many as the collection has")
