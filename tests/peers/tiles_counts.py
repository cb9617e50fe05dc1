"""Does a tile of ours stand for every point that the database has there? A smaller tile may not be one that dropped
things: points within each tile of the lists are counted in the database and in the tile, marks for as many as they say.

usage: tiles_counts.py ADDRESS BENCH
"""

import json
import os
import random
import subprocess
import sys
import urllib.request

address, bench = sys.argv[1:]


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 2:
            long, at = varint(data, at)
            yield key >> 3, data[at : at + long]
            at += long
        elif key & 7 == 0:
            value, at = varint(data, at)
            yield key >> 3, value
        elif key & 7 == 1:
            yield key >> 3, data[at : at + 8]
            at += 8
        else:
            yield key >> 3, data[at : at + 4]
            at += 4


def packed(data):
    at, out = 0, []
    while at < len(data):
        value, at = varint(data, at)
        out.append(value)
    return out


def points(tile):
    """Points within the tile, marks for as many as they count: those that lie well within, and with them those on the
    edge, which may have been rounded there from either side."""
    within = on_edge = 0
    for number, layer in fields(tile):
        if number != 3:
            continue
        parts = list(fields(layer))
        if next(v for k, v in parts if k == 1) != b"risk_points":
            continue
        keys = [v.decode() for k, v in parts if k == 3]
        values = [list(fields(v))[0] for k, v in parts if k == 4]
        for feature in (dict(fields(v)) for k, v in parts if k == 2):
            steps = packed(feature[4])
            x, y = ((s >> 1) ^ -(s & 1) for s in steps[1:3])
            if not (0 <= x <= 4096 and 0 <= y <= 4096):
                continue
            tags = packed(feature[2])
            named = {keys[k]: values[v][1] for k, v in zip(tags[::2], tags[1::2])}
            if 0 < x < 4096 and 0 < y < 4096:
                within += named.get("count", 1)
            else:
                on_edge += named.get("count", 1)
    return within, within + on_edge


wrong = total = 0
for zoom, most in (("z8", 16), ("z11", 60), ("z14", 200)):
    tiles = open(f"{bench}/tiles/{zoom}.txt", encoding="utf-8").read().split()
    for at in random.Random(1).sample(tiles, min(most, len(tiles))):
        z, x, y = map(int, at.split("/"))
        with urllib.request.urlopen(f"{address}/tiles/risk_points/{at}") as answer:
            got = points(answer.read()) if answer.status == 200 else (0, 0)
        side = 2 * 20037508.342789244 / 2**z
        west, north = x * side - 20037508.342789244, 20037508.342789244 - y * side
        box = f"{west}, {north - side}, {west + side}, {north}"
        # The operator && compares boxes of single precision, here a metre.
        exact = f"st_intersects(geom, st_makeenvelope({box}, 3857))"
        sql = f"select count(*) from risk_points where {exact}"
        psql = [f"{os.environ['PGBIN']}/psql", "-qAt", "-c", sql]
        want = int(subprocess.run(psql, check=True, capture_output=True, text=True).stdout)
        total += 1
        if not got[0] <= want <= got[1]:
            wrong += 1
            print(json.dumps({"tile": at, "ours": got, "database": want}))
print(f"points counted in {total} tiles and in the database: {total - wrong} alike, {wrong} not")
sys.exit(wrong > 0)
