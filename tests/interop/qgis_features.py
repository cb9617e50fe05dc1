#!/usr/bin/env python3
"""Opens collections of a running service in QGIS, without a screen, as OGC API Features, and counts.

usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 qgis_features.py http://127.0.0.1:8080/ogc
needs Debian's python3-qgis. Fails where QGIS finds another number of features than the service tells.
"""

import json
import os
import sys
import urllib.request

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsFeatureRequest,
    QgsRectangle,
    QgsVectorLayer,
)

base = sys.argv[1]
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


failures = 0
for name in ["facilities", "targets", "violations", "contours", "pipelines"]:
    told = fetch(f"{base}/collections/{name}")
    west, south, east, north = told["extent"]["spatial"]["bbox"][0]
    half = [west, south, (west + east) / 2, north]
    inside = fetch(f"{base}/collections/{name}/items?limit=10000&bbox={','.join(map(str, half))}")
    source = f"url='{base}' typename='{name}' srsname='OGC:CRS84' pagingEnabled='true' maxNumFeatures='0'"
    layer = QgsVectorLayer(source, name, "OAPIF")
    if not layer.isValid():
        print(f"  {name}: not taken: {layer.error().message()}")
        failures += 1
        continue
    found = sum(1 for _ in layer.getFeatures())
    window = QgsFeatureRequest().setFilterRect(QgsRectangle(*half))
    windowed = sum(1 for _ in layer.getFeatures(window))
    fields = {field.name() for field in layer.fields()}
    schema = set(fetch(f"{base}/collections/{name}/schema")["properties"]) - {"geometry"}
    is_right = found == told["featureCount"] and schema <= fields
    # A window of QGIS takes what touches its edge by boxes; the service goes by shapes.
    is_right = is_right and windowed >= inside["numberReturned"]
    failures += not is_right
    print(
        f"  {name}: {found} of {told['featureCount']} features, {windowed} in the western half"
        f" ({inside['numberReturned']} by the service), {len(schema & fields)} of {len(schema)} fields"
    )
print(f"QGIS OAPIF: {'counts and fields agree' if not failures else f'{failures} collections differ'}")
sys.stdout.flush()
# QGIS 3.22 may crash while it is taken down.
os._exit(1 if failures else 0)
