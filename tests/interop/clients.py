"""What GDAL and OWSLib make of a service, held against what the service itself says.

usage: clients.py BASE FOLDER
"""

import json
import subprocess
import sys
import urllib.parse
import urllib.request

from owslib.ogcapi.features import Features
from owslib.ogcapi.processes import Processes

base, folder = sys.argv[1:3]


def get(path, **query):
    """JSON of a path."""
    url = f"{base}{path}"
    if query:
        url += "?" + urllib.parse.urlencode(query)
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def run(*command):
    """Output of a command that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def count(summary):
    """Feature count in what ogrinfo prints."""
    lines = [l for l in summary.splitlines() if l.startswith("Feature Count")]
    assert lines, summary
    return int(lines[0].split(":")[1])


collections = {c["id"]: c for c in get("/collections")["collections"]}
box = collections["facilities"]["extent"]["spatial"]["bbox"][0]
half = [box[0], box[1], (box[0] + box[2]) / 2, box[3]]
inside = get("/collections/targets/items", limit=10000, bbox=",".join(map(str, half)))

# GDAL: layers, counts over all pages, a window.
listed = run("ogrinfo", "-ro", "-q", f"OAPIF:{base}")
for name, collection in collections.items():
    assert name in listed, f"ogrinfo does not list {name}: {listed}"
for name in ["facilities", "targets", "vessels"]:
    got = count(run("ogrinfo", "-ro", "-so", "-oo", "PAGE_SIZE=500", f"OAPIF:{base}", name))
    assert got == collections[name]["featureCount"], (name, got)
windowed = run("ogrinfo", "-ro", "-al", "-so", "-spat", *map(str, half), f"OAPIF:{base}", "targets")
assert count(windowed) == inside["numberReturned"], (windowed, inside["numberReturned"])
print("GDAL OAPIF: layers, counts and a window agree")

# GDAL: what is downloaded.
for form in ["fgb", "csv"]:
    path = f"{folder}/facilities.{form}"
    url = f"{base}/collections/facilities/items?f={form}&limit=10000"
    urllib.request.urlretrieve(url, path)
    extra = ["-oo", "GEOM_POSSIBLE_NAMES=geometry_wkt"] if form == "csv" else []
    got = count(run("ogrinfo", "-ro", "-al", "-so", *extra, path))
    assert got == min(collections["facilities"]["featureCount"], 10000), (form, got)
    print(f"GDAL {form}: {got} facilities")

# OWSLib: collections, queryables, items with a box and a filter, one item.
features = Features(f"{base}/")
assert set(features.feature_collections()) == set(collections)
assert "kind" in features.collection_queryables("facilities")["properties"]
page = features.collection_items("targets", limit=5, bbox=half)
assert len(page["features"]) == min(5, inside["numberReturned"])
found = features.collection_items("facilities", limit=10000, filter="kind = 'production'")
kinds = {f["properties"]["kind"] for f in found["features"]}
assert kinds <= {"production"}, kinds
item = features.collection_item("facilities", found["features"][0]["id"])
assert item["id"] == found["features"][0]["id"]
print("OWSLib features: collections, queryables, box, filter, item")

# OWSLib: a process.
processes = Processes(f"{base}/")
names = [p["id"] for p in processes.processes()]
assert names == [p["id"] for p in get("/processes")["processes"]]
description = processes.process("grades")
assert "level" in description["inputs"]
print("OWSLib processes:", ", ".join(names))
