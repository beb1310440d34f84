#!/usr/bin/env python3
"""The processor `@name@`: marks sentences that have more words than a reader follows easily.

Obelus starts this program and writes lines to it; each is answered with a line. One that has "obelus" names the stage and
its options. Every other is a document, with the layers that @name@.manifest says are needed. Offsets count characters.
"""
import json
import sys


def count_words(tokens):
    """A token counts as a word if it begins with a letter or a digit: commas and quotation marks do not."""
    return sum(token["text"][:1].isalnum() for token in tokens)


def mark_long_sentences(document, max_words):
    """The rows of the layer @name@.sentence."""
    tokens = document["layers"]["token"]
    rows, first = [], 0
    for sentence in document["layers"]["sentence"]:
        last = first
        while last < len(tokens) and tokens[last]["start"] < sentence["end"]:
            last += 1
        n_words = count_words(tokens[first:last])
        if n_words > max_words:
            rows.append({"start": sentence["start"], "end": sentence["end"], "words": n_words})
        first = last
    return rows


def main():
    options = {}
    for line in sys.stdin:
        message = json.loads(line)
        if "obelus" in message:
            options = message["options"]
            answer = {}
        else:
            answer = {"layers": {"@name@.sentence": mark_long_sentences(message, options["max-words"])}}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
