"""Import of a million targets: ours, with every row checked, beside ogr2ogr, which copies them.

`import.py ANJIE FOLDER [CONNECTION]`: ANJIE is the release binary, FOLDER a scratch folder, CONNECTION
that of `postgis.sh start`. Source formats CSV and GeoPackage, stores GeoPackage and, with CONNECTION,
PostGIS. Prints seconds, peak memory and the ratio; fails where the rows that arrived differ.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

ROWS = int(os.environ.get("ANJIE_IMPORT_ROWS", "1000000"))
SUBTYPES = ("residential", "school", "hospital", "factory")


def run(command, **kw):
    """Seconds, and peak memory in MB, of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **kw)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)}\n{text[-3000:]}")
    return seconds, usage.ru_maxrss / 1024


def sources(folder):
    table = folder / "targets.csv"
    if not table.exists():
        chance = random.Random(2026)
        with open(table, "w", encoding="utf-8") as out:
            out.write("id,name,subtype,people_day,people_night,height_m,lon,lat,synthetic\n")
            for i in range(ROWS):
                lon, lat = 119.2 + 0.9 * chance.random(), 31.2 + 0.8 * chance.random()
                out.write(f"T{i:07},示例·目标{i},{chance.choice(SUBTYPES)},{chance.randrange(900)},"
                          f"{chance.randrange(900)},{chance.randrange(30, 900) / 10},{lon:.7f},{lat:.7f},true\n")
    package = folder / "targets.gpkg"
    if not package.exists():
        run(["ogr2ogr", "-f", "GPKG", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat",
             "-oo", "AUTODETECT_TYPE=YES", "-oo", "KEEP_GEOM_COLUMNS=NO", "-a_srs", "EPSG:4490", "-nln", "targets",
             str(package), str(table)])
    return table, package


def main(anjie, folder, connection):
    folder.mkdir(parents=True, exist_ok=True)
    table, package = sources(folder)
    csv_options = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES",
                   "-a_srs", "EPSG:4490"]
    failed = False
    for source, options in ((package, []), (table, csv_options)):
        for kind in ("gpkg", "postgis"):
            if kind == "postgis" and not connection:
                continue
            ours, theirs = folder / "ours.gpkg", folder / "theirs.gpkg"
            for old in folder.glob("ours.gpkg*"):
                old.unlink()
            theirs.unlink(missing_ok=True)
            if kind == "gpkg":
                store, into = f"gpkg:{ours}", ["-f", "GPKG", str(theirs)]
            else:
                parts = dict(p.split("=", 1) for p in connection.split())
                psql = ["psql", "-qAtX", "-d", connection, "-c"]
                run([*psql, "DROP SCHEMA IF EXISTS ours, theirs CASCADE; CREATE SCHEMA ours; CREATE SCHEMA theirs"])
                host = parts["host"].replace("/", "%2F")
                store = f"postgres://{parts['user']}@{host}/{parts['dbname']}?options=-csearch_path%3Dours,public"
                into = ["-f", "PostgreSQL", "-lco", "SCHEMA=theirs", "--config", "PG_USE_COPY", "YES", f"PG:{connection}"]
            them = run(["ogr2ogr", *options, "-nln", "targets", *into, str(source)])
            us = run([anjie, "import", str(source), "--layer", "targets", "--crs", "cgcs2000", "--store", store])
            if kind == "gpkg":
                got = subprocess.run(["ogrinfo", "-so", str(ours), "targets"], capture_output=True, text=True).stdout
                whole = f"Feature Count: {ROWS}" in got
            else:
                got = subprocess.run([*psql, "SELECT count(*) FROM ours.targets"], capture_output=True, text=True).stdout
                whole = got.strip() == str(ROWS)
            failed |= not whole
            print(f"{source.suffix[1:]:5} -> {kind:8} ours {us[0]:6.1f} s {us[1]:5.0f} MB   ogr2ogr {them[0]:6.1f} s {them[1]:5.0f} MB"
                  f"   {them[0] / us[0]:.2f} times as fast{'' if whole else '   ROWS DIFFER'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3] if len(sys.argv) == 4 else None))
