"""How well the check of tiles tells the fixtures of Mapbox apart: all that break the specification are found.

usage: mvt_fixtures.py FOLDER-OF-FIXTURES
"""

import json
import sys

from mvt_check import Broken, check

# Valid by the suite, and refused here on purpose: what a tile of ours must not have either.
STRICTER = {
    "016": "a shape of kind UNKNOWN",
    "025": "a layer without features",
    "039": "version 1, and shapes of kind UNKNOWN, as defaults that are written out",
    "057": "a count of vertices that are not there",
}

folder = sys.argv[1]
agree, wrong = 0, []
with open(f"{folder}/index.json", encoding="utf-8") as file:
    fixtures = json.load(file)
for fixture in fixtures:
    with open(f"{folder}/{fixture['id']}.mvt", "rb") as file:
        data = file.read()
    try:
        faults, _ = check(data)
    except (Broken, UnicodeDecodeError) as broken:
        faults = [str(broken)]
    if bool(faults) != bool(fixture["valid"]):
        agree += 1
    elif fixture["id"] not in STRICTER:
        wrong.append(f"{fixture['id']} ({fixture['about']}): {faults or 'nothing found'}")
assert not wrong, "\n".join(wrong)
print(f"MVT fixtures of Mapbox: {agree} of {len(fixtures)} judged alike, {len(STRICTER)} more strictly on purpose")
