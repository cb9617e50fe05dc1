"""Medians of what tiles.sh measured, and ratios to the best of the peer. usage: tiles_summary.py RESULTS"""

import re
import statistics
import sys
from collections import defaultdict

measured = defaultdict(lambda: defaultdict(list))
for line in open(sys.argv[1], encoding="utf-8"):
    words = dict(re.findall(r"(\w+)=(\S+)", line))
    if "rps" in words:
        for name in ("rps", "p50_ms", "p99_ms", "avg_kB", "server_rss_mb", "other"):
            measured[line.split()[0], words["list"]][name].append(float(words[name]))


def median(label, of, name):
    found = measured.get((label, of), {}).get(name)
    return statistics.median(found) if found else None


print(f"{'':24}{'list':7}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'kB':>8}{'RSS MB':>8}{'failed':>8}")
for (label, of), values in measured.items():
    m = {name: statistics.median(v) for name, v in values.items()}
    print(f"{label:24}{of:7}{m['rps']:9.0f}{m['p50_ms']:9.2f}{m['p99_ms']:9.2f}{m['avg_kB']:8.1f}{m['server_rss_mb']:8.0f}{sum(values['other']):8.0f}")

print("\nours to the best of martin's, requests per second and 99th percentile:")
for title, own, others in (
    ("cold", "ours_cold", ["martin_gen_nocache", "martin_table_nocache"]),
    ("warm to warm PostGIS cache", "ours_warm", ["martin_gen_warmcache"]),
    ("warm to cached archive", "ours_warm", ["martin_pmtiles_cache"]),
):
    for of in ("z8", "z11", "z14", "mixed"):
        mine = median(own, of, "rps")
        best = [r for o in others if (r := median(o, of, "rps"))]
        least = [r for o in others if (r := median(o, of, "p99_ms"))]
        if mine and best:
            late = min(least) / median(own, of, "p99_ms")
            print(f"  {title:28}{of:7}{mine / max(best):6.1f} times the requests, {late:6.1f} times lower p99")
