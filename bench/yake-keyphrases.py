#!/usr/bin/env python3
"""Finds key phrases with YAKE and writes them as records that `obelus evaluate keyphrases` takes:

    bench/yake-keyphrases.py GOLD.jsonl [COUNT] > FOUND.jsonl

YAKE runs as it comes: up to three words, near duplicates above 0.9 left out. Phrases stand in its order, at no place of
the text, which it does not tell. Ends with 3 without YAKE.
"""
import json
import sys

try:
    import yake
except ImportError:
    sys.exit(3)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    extractor = yake.KeywordExtractor(lan='en', top=count)
    with open(sys.argv[1], encoding='utf-8') as file:
        for line in file:
            record = json.loads(line)
            found = extractor.extract_keywords(record['text'])
            rows = [{'start': 0, 'end': 0, 'phrase': phrase, 'rank': rank} for rank, (phrase, _) in enumerate(found, 1)]
            print(json.dumps({'id': record['id'], 'text': record['text'], 'layers': {'keyphrase': rows}}, ensure_ascii=False))


if __name__ == '__main__':
    main()
