#!/usr/bin/env python3
"""Opens the styles of a running service in QGIS, without a screen, and renders them.

usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 qgis_styles.py http://127.0.0.1:8080 FOLDER WEST SOUTH EAST NORTH
needs Debian's python3-qgis. Fails where a style is not taken or nothing is drawn.
"""

import json
import os
import sys
import urllib.request

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

service, folder = sys.argv[1:3]
box = [float(degrees) for degrees in sys.argv[3:7]]
app = QgsApplication([], False)
app.initQgis()


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def layer_of(style_url, sources):
    """One vector tile layer of all sources, as QGIS 3.22 knows no style of several; None where it is not taken."""
    names = ",".join(source["url"].rsplit("/", 1)[1] for source in sources)
    tiles = fetch(f"{service}/tiles/{names}")
    template = tiles["tiles"][0]
    url = f"type=xyz&url={template}&zmin={tiles['minzoom']}&zmax={tiles['maxzoom']}&styleUrl={style_url}"
    layer = QgsVectorTileLayer(url, "tiles")
    message, taken = layer.loadDefaultStyle()
    renderer, labeling = layer.renderer(), layer.labeling()
    fills = len(renderer.styles()) if renderer else 0
    labels = len(labeling.styles()) if labeling else 0
    print(f"  {names}: valid {layer.isValid()}, style {taken} {message}: {fills} symbols, {labels} labels")
    return layer if layer.isValid() and taken else None


def render(layers, out):
    """Draws layers and gives the share of the picture that is not white."""
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_mercator = QgsCoordinateTransform(degrees, mercator, QgsProject.instance())
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(1000, 800))
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(mercator)
    settings.setExtent(to_mercator.transformBoundingBox(QgsRectangle(*box)))
    job = QgsMapRendererSequentialJob(settings)
    loop = QEventLoop()
    job.finished.connect(loop.quit)
    job.start()
    loop.exec_()
    image = job.renderedImage()
    image.save(out)
    places = [(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)]
    drawn = sum(image.pixelColor(x, y) != QColor("white") for x, y in places)
    return drawn / len(places)


failures = 0
for entry in fetch(f"{service}/styles"):
    print(entry["name"])
    style = fetch(entry["url"])
    sources = [s for s in style["sources"].values() if s["type"] == "vector"]
    layer = layer_of(entry["url"], sources)
    failures += layer is None
    share = render([layer] if layer else [], f"{folder}/qgis-{entry['name']}.png")
    print(f"  {share:.0%} of the picture is drawn")
    failures += share == 0
sys.stdout.flush()
# QGIS 3.22 may crash while it is taken down.
os._exit(1 if failures else 0)
