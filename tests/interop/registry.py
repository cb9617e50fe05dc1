"""The API document against the classes of the standards that the service says it keeps, by ogcapi-registry.

The standards write paths from the root of the interface, which is /ogc here, and names of their own in templates.

usage: registry.py SERVICE
"""

import json
import sys
import urllib.request

from ogcapi_registry import parse_conformance_classes, validate_ogc_api

NAMES = {
    "{collection}": "{collectionId}",
    "{feature}": "{featureId}",
    "{set}": "{tileMatrixSetId}",
    "{matrix}": "{tileMatrix}",
    "{row}": "{tileRow}",
    "{column}": "{tileCol}",
    "{process}": "{processId}",
    "{job}": "{jobId}",
    "{style}": "{styleId}",
}


def get(path):
    with urllib.request.urlopen(sys.argv[1] + path) as answer:
        return json.load(answer)


def standard(path):
    """A path as the standards write it."""
    for ours, theirs in NAMES.items():
        path = path.replace(ours, theirs)
    return path.removeprefix("/ogc") or "/"


document = get("/openapi.json")
document["paths"] = {standard(p): v for p, v in document["paths"].items() if p.startswith("/ogc")}
classes = get("/ogc/conformance")["conformsTo"]
found = validate_ogc_api(document, parse_conformance_classes(classes))
for error in found.critical_errors:
    print(f"  {error['path']}: {error['message']}")
assert not found.critical_errors, f"{len(found.critical_errors)} critical"
print(f"ogcapi-registry: {len(document['paths'])} paths against {len(classes)} classes, {len(found.warnings)} remarks")
