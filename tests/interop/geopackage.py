"""A store as a GeoPackage in programs of others: GDAL opens every layer, and PDOK's validator finds nothing but what is so
on purpose.

usage: geopackage.py FILE VALIDATOR
"""

import json
import subprocess
import sys

# Rules of the Dutch registry that are stricter than the standard, or of its country.
ON_PURPOSE = {
    "RQ9": "an index of boxes in the file is optional (class rtree); the service has its own",
    "RQ14": "columns take points and areas alike: GEOMETRY, as the standard allows",
    "RQ15": "follows from RQ14",
    "RQ22": "systems of the Netherlands; these are CGCS2000 (4490)",
    "RQ24": "a hidden hazard or monitor without a place of its own has no geometry: its plant says where it is",
    "RC17": "a recommendation on names",
    "RC18": "a recommendation on names",
    "RC19": "a recommendation on names",
    "RC20": "a recommendation on the units of the Dutch system",
    "RC25": "a recommendation on names",
}

path, validator = sys.argv[1:3]
done = subprocess.run([validator, "validate", "--gpkg-path", path], capture_output=True, text=True, check=False)
report = json.loads(done.stdout)
found = {result["validation_code"]: result for result in report["results"]}
wrong = {code: result for code, result in found.items() if code not in ON_PURPOSE}
assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)[:4000]
passed = len(report["validations_executed"]) - len(found)
print(f"PDOK validator: {passed} rules kept; on purpose not: {', '.join(sorted(found)) or 'none'}")

listed = subprocess.run(["ogrinfo", "-ro", "-so", "-al", path], capture_output=True, text=True, check=True)
assert "ERROR" not in listed.stderr, listed.stderr
layers = listed.stdout.count("Layer name: ")
counts = [int(line.split(":")[1]) for line in listed.stdout.splitlines() if line.startswith("Feature Count")]
assert layers > 10 and sum(counts) > 0
print(f"GDAL GPKG: {layers} tables with {sum(counts)} rows opened")
