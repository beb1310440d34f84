#!/usr/bin/env python3
"""Divides a text with spaCy's blank English pipeline and its sentencizer, for bench-tokenize:

    bench/spacy-blank.py TEXT DOCUMENT-SIZE ROUNDS

The text is cut at blank lines into documents of that many bytes and what is left of a paragraph, as bench-tokenize cuts
it. Prints the version of spaCy, the CPU seconds of the best round and the number of tokens; ends with 3 without spaCy.
"""
import os
import sys
import time

# One thread: what is measured is CPU time.
os.environ.setdefault('OMP_NUM_THREADS', '1')
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')

try:
    import spacy
except ImportError:
    sys.exit(3)


def cut(text, size):
    documents, at = [], 0
    while at < len(text):
        end = text.find('\n\n', at + size) + 2 if len(text) - at > size else len(text)
        end = end if end >= 2 else len(text)
        documents.append(text[at:end])
        at = end
    return documents


def main():
    path, size, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open(path, encoding='utf-8', newline='') as file:
        documents = cut(file.read(), size)
    pipeline = spacy.blank('en')
    pipeline.add_pipe('sentencizer')
    best, n_tokens = float('inf'), 0
    for _ in range(rounds):
        start = time.process_time()
        n_tokens = 0
        for document in documents:
            done = pipeline(document)
            n_tokens += sum(not token.is_space for token in done)
        best = min(best, time.process_time() - start)
    print(spacy.__version__, best, n_tokens)


if __name__ == '__main__':
    main()
