#!/usr/bin/env python3
"""A plugin in Python: marks sentences that are written in capitals.

It reads a line at a time and answers each with a line. The first names the stage and its options; every other is a
document, with the layers that shout.manifest says it needs. Nothing but the standard library is used.
"""
import json
import sys


def measure_capitals(text):
    """Share of capitals among the letters, 0 to 1."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / len(letters) if letters else 0.0


def mark(document, threshold):
    text = document["text"]
    rows = []
    for sentence in document["layers"]["sentence"]:
        share = measure_capitals(text[sentence["start"]:sentence["end"]])
        if share > threshold:
            rows.append({"start": sentence["start"], "end": sentence["end"], "share": share})
    return {"layers": {"example.shout": rows}}


def main():
    threshold = 0.5
    for line in sys.stdin:
        message = json.loads(line)
        if "obelus" in message:
            threshold = message["options"]["threshold"]
            answer = {}
        else:
            answer = mark(message, threshold)
        print(json.dumps(answer), flush=True)


main()
