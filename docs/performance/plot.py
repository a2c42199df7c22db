#!/usr/bin/env python3
"""Draws the plots of docs/performance.md from the results beside this file.

    pip install matplotlib==3.10.7
    cotejo bench link --seconds 60 --probe udp.c --json > link.json
    cotejo bench centre --tables 30026 --seconds 10 --json > centre.json
    cotejo bench https --seconds 8 --rate 100 --nginx /usr/sbin/nginx --json > https.json
    python3 plot.py
"""
import json
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "cotejo"
import matplotlib.pyplot as plt

HERE = Path(__file__).parent
OURS, OTHER = "#1f5a99", "#999999"


def read(name):
    return json.loads((HERE / f"{name}.json").read_text())


def bars(axis, names, values, colours, title, text):
    places = range(len(names))
    axis.barh(places, values, color=colours)
    axis.set_yticks(places, names)
    axis.invert_yaxis()
    axis.set_title(title, loc="left", fontsize=10)
    axis.spines[["top", "right"]].set_visible(False)
    for place, value in zip(places, values):
        axis.text(value, place, " " + text(value), va="center", fontsize=9)
    axis.margins(x=0.2)


def save(figure, name):
    figure.tight_layout()
    figure.savefig(HERE / f"{name}.svg", metadata={"Date": None, "Creator": None})


def link():
    rows = [row for row in read("link")["rows"]]
    figure, (junk, late) = plt.subplots(1, 2, figsize=(10, 3))
    flooded = [row for row in rows if row["junk_per_second"] > 0]
    colours = [OTHER if row["name"] not in NAMES else OURS for row in flooded]
    bars(junk, [row["name"] for row in flooded], [row["junk_per_second"] / 1e6 for row in flooded], colours,
         "junk rejected, millions of datagrams a second", lambda value: f"{value:.2f}")
    colours = [OTHER if row["name"] not in NAMES else OURS for row in rows]
    bars(late, [row["name"] for row in rows], [row["p99_us"] / 1000 for row in rows], colours,
         "99 of 100 stations answered within, ms", lambda value: f"{value:.1f}")
    save(figure, "link")


NAMES = {"quiet", "junk", "one captured header", "one captured datagram", "one stolen pass"}


def centre():
    result = read("centre")
    floor = result["floor"]
    at_once = [row for row in result["rows"] if row["name"] != "250 a second, flooded"]
    names = ["floor: open and verify", "floor: write durably"] + [row["name"] for row in at_once]
    seconds = [floor["crypto_seconds"], floor["disk_seconds"]] + [row["seconds"] for row in at_once]
    figure, axis = plt.subplots(figsize=(8, 2.4))
    bars(axis, names, seconds, [OTHER, OTHER, OURS, OURS],
         f"{result['tables']:,} sheets, from datagram to durable receipt, seconds", lambda value: f"{value:.2f}")
    save(figure, "centre")


def https():
    rows = read("https")["rows"]
    figure, (half, most) = plt.subplots(1, 2, figsize=(10, 2.4))
    names = [f"{row['server']}, {'attacked' if row['attacked'] else 'quiet'}" for row in rows]
    colours = [OURS if row["server"] == "centre" else OTHER for row in rows]
    bars(half, names, [row["p50_ms"] for row in rows], colours, "half of the posts answered within, ms",
         lambda value: f"{value:.0f}")
    bars(most, names, [row["p99_ms"] for row in rows], colours, "99 of 100 answered within, ms",
         lambda value: f"{value:.0f}")
    save(figure, "https")


link()
centre()
https()
