#!/usr/bin/env python3
"""Reads a PMTiles or MBTiles file that `anjie export` wrote with programs of others: the Python package pmtiles, and
GDAL in the package pyogrio (newer than Debian's, with a driver for PMTiles).

usage: python3 -m venv v && v/bin/pip install pmtiles pyogrio && v/bin/python archives.py FILE...
"""

import sys
from collections import Counter

import pyogrio
from pmtiles.reader import MmapSource, Reader, all_tiles


def pmtiles(path):
    """Says what the package pmtiles finds, and that each tile is found by its place as well."""
    with open(path, "rb") as file:
        source = MmapSource(file)
        reader = Reader(source)
        header, metadata = reader.header(), reader.metadata()
        zooms = Counter()
        for (z, x, y), tile in all_tiles(source):
            assert reader.get(z, x, y) == tile, (z, x, y)
            zooms[z] += 1
        assert sum(zooms.values()) == header["addressed_tiles_count"]
        print(f"  pmtiles: {dict(sorted(zooms.items()))}; clustered {header['clustered']}")
        print(f"  layers {[layer['id'] for layer in metadata['vector_layers']]}")


def gdal(path):
    """Says what GDAL finds: layers, and features with their fields."""
    for name, kind in pyogrio.list_layers(path):
        info = pyogrio.read_info(path, layer=name)
        print(f"  GDAL {pyogrio.__gdal_version_string__}: {name} ({kind}) {info['features']} {list(info['fields'])}")


for path in sys.argv[1:]:
    print(path)
    if path.endswith(".pmtiles"):
        pmtiles(path)
    gdal(path)
