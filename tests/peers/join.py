"""Join within a distance: ours beside shapely's STRtree and PostGIS, on the same points in one run.

`join.py SCENE CONNECTION`: SCENE is the folder that `cargo bench -p analysis --bench join` wrote
(ANJIE_JOIN_SCENE), CONNECTION that of `postgis.sh start`. Fails where the pairs differ.
"""

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import shapely

PRIME = 2147483629


def digest(f, t):
    """Count and a sum over squares that depends on every pair and on no order."""
    mixed = (f.astype(np.int64) * 1000003 + t.astype(np.int64)) % PRIME
    return len(f), sum(int(m) * int(m) for m in mixed)


def least(clock, work):
    """The least time of three, and the last result."""
    times = []
    for _ in range(3):
        start = clock()
        result = work()
        times.append(clock() - start)
    return min(times), result


def main(folder, connection):
    scene = json.loads((folder / "scene.json").read_text())
    facilities = np.fromfile(folder / "facilities.f64").reshape(-1, 2)
    targets = np.fromfile(folder / "targets.f64").reshape(-1, 2)
    pairs = np.fromfile(folder / "pairs.u32", dtype="<u4").reshape(-1, 2)
    ours = scene["ours"]
    expected = digest(pairs[:, 0], pairs[:, 1])
    rows = [("ours", ours["build_s"], ours["query_s"])]

    points = shapely.points(targets)
    asked = shapely.points(facilities)
    def grown():
        tree = shapely.STRtree(points)
        # The tree is built when it is first asked.
        tree.query(asked[0])
        return tree

    built, tree = least(time.process_time, grown)
    query, (f, t) = least(
        time.process_time,
        lambda: tree.query(asked, predicate="dwithin", distance=scene["reach_m"]))
    rows.append(("shapely STRtree", built, query))
    same = {"shapely": digest(f, t) == expected}

    def psql(sql, **kw):
        done = subprocess.run(
            ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", connection, "-c", sql],
            check=True, capture_output=True, text=True, **kw)
        return done.stdout.strip()

    for name, places in (("facilities", facilities), ("targets", targets)):
        psql(f"CREATE TABLE {name} (id int, x float8, y float8)")
        text = io.StringIO()
        for i, (x, y) in enumerate(places.tolist()):
            text.write(f"{i}\t{x!r}\t{y!r}\n")
        psql(f"COPY {name} FROM STDIN", input=text.getvalue())
        psql(f"ALTER TABLE {name} ADD geom geometry(Point, 4549); "
             f"UPDATE {name} SET geom = ST_SetSRID(ST_MakePoint(x, y), 4549)")
    serial = "SET max_parallel_workers_per_gather = 0; SET max_parallel_maintenance_workers = 0; "
    built, _ = least(
        time.perf_counter,
        lambda: psql(serial + "DROP INDEX IF EXISTS near; CREATE INDEX near ON targets USING gist (geom)"))
    psql("VACUUM ANALYZE targets")
    psql("VACUUM ANALYZE facilities")
    join = (f"FROM facilities f JOIN targets t ON ST_DWithin(f.geom, t.geom, {scene['reach_m']})")
    query, _ = least(time.perf_counter, lambda: psql(serial + "SELECT count(*) " + join))
    rows.append(("PostGIS ST_DWithin", built, query))
    found = psql(f"SELECT count(*), sum(m * m) FROM (SELECT ((f.id::bigint * 1000003 + t.id) % {PRIME})::numeric AS m {join}) AS mixed")
    same["PostGIS"] = tuple(int(n) for n in found.split("|")) == expected

    print(f"{len(facilities)} x {len(targets)} within {scene['reach_m']} m, one thread each, {expected[0]} pairs")
    for name, build, query in rows:
        print(f"  {name:20} build {build:7.3f} s  query {query:7.3f} s", end="")
        if name != "ours":
            print(f"  ours is {build / ours['build_s']:.1f} / {query / ours['query_s']:.1f} times faster,"
                  f" both {(build + query) / (ours['build_s'] + ours['query_s']):.1f}", end="")
        print()
    print("  pairs equal:", ", ".join(f"{name} {'yes' if ok else 'NO'}" for name, ok in same.items()))
    return 0 if all(same.values()) else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
