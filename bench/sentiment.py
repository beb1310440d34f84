#!/usr/bin/env python3
"""Holds `sentiment` against VADER, AFINN and TextBlob on the same texts, one table:

    python3 -m venv /tmp/others && /tmp/others/bin/pip install vaderSentiment afinn textblob
    /tmp/others/bin/python bench/sentiment.py DATA

DATA is the folder with sentiment/ and clusters/. Obelus is trained five times, each time without the fifth of the texts that
it then scores (tools/cross-validate-sentiment, some minutes); the others learn nothing from texts. All figures are means
of the five parts. What is not installed is left out. The last column is texts a second on one core, read from memory, for Obelus
the whole command with its tokens and sentences.
"""
import math
import os
import re
import subprocess
import sys
import tempfile
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
SOURCES = (('tweets', 'r'), ('movie', 'r'), ('amazon', 'r'), ('sst2-dev', 'accuracy'), ('tweeteval', 'macro-F1'))
# As tools/cross-validate-sentiment names the figures
FIGURES = {'r': 'correlation', 'accuracy': 'accuracy of the sign', 'macro-F1': 'macro-F1'}
N_PARTS = 5


def get_part(text):
    """As sentiment_fit_get_fold(): by the letters of a text."""
    value = 0xcbf29ce484222325
    for byte in text.encode():
        if 65 <= byte <= 90 or 97 <= byte <= 122:
            value = (value ^ (byte | 32)) * 0x100000001b3 & 0xffffffffffffffff
    return (value >> 24) % N_PARTS


def read(path):
    with open(path, encoding='utf-8', newline='') as lines:
        header, *rows = (line.split('\t') for line in lines.read().split('\n') if line)
    value = header.index('score' if 'score' in header else 'label')
    return [(row[value], row[header.index('text')]) for row in rows]


def make_scorers():
    """Each is a name, a function from a text to a score, and how far from 0 a text is neutral, by its makers' advice."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
        analyzer = SentimentIntensityAnalyzer()
        yield 'VADER', lambda text: analyzer.polarity_scores(text)['compound'], 0.05
    except ImportError:
        pass
    try:
        from afinn import Afinn
        yield 'AFINN', Afinn(emoticons=True).score, 0.5
    except ImportError:
        pass
    try:
        from textblob import TextBlob
        yield 'TextBlob', lambda text: TextBlob(text).sentiment.polarity, 0.05
    except ImportError:
        pass


def correlate(pairs):
    n = len(pairs)
    mean_x, mean_y = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    size = math.sqrt(sum((x - mean_x) ** 2 for x, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs))
    return both / size if size > 0 else 0.0


def judge(figure, rows, least):
    """One part's figure, of (gold value, score) rows"""
    if figure == 'r':
        return correlate([(float(gold), score) for gold, score in rows])
    if figure == 'accuracy':
        return sum((gold == 'positive') == (score > 0) for gold, score in rows) / len(rows)
    labels = [(gold, 'positive' if score >= least else 'negative' if score <= -least else 'neutral') for gold, score in rows]
    f1 = 0.0
    for name in ('negative', 'neutral', 'positive'):
        right = sum(gold == label == name for gold, label in labels)
        f1 += 2 * right / max(sum((gold == name) + (label == name) for gold, label in labels), 1)
    return f1 / 3


def measure_other(score, least, texts):
    figures, n_texts, start = [], 0, time.process_time()
    scores = {name: [score(text) for _, text in texts[name]] for name, _ in SOURCES}
    seconds = time.process_time() - start
    for name, figure in SOURCES:
        parts = [[] for _ in range(N_PARTS)]
        for (gold, text), found in zip(texts[name], scores[name]):
            parts[get_part(text)].append((gold, found))
        figures.append(sum(judge(figure, rows, least) for rows in parts) / N_PARTS)
        n_texts += len(texts[name])
    return figures, n_texts / seconds


def measure_obelus(data, folder, texts):
    report = subprocess.run([os.path.join(ROOT, 'tools/cross-validate-sentiment'), data], check=True, stdout=subprocess.PIPE,
                            text=True).stdout
    found = {}
    for line in report.splitlines():
        if re.match(r'\S+$', line):
            source = line
        elif match := re.match(r'  (\S.*?)  +(\S+)$', line):
            found[source, match[1]] = float(match[2])

    path = os.path.join(folder, 'all.txt')
    build = os.path.join(ROOT, 'build')
    environment = dict(os.environ, OBELUS_PLUGIN_PATH=build + '/plugins', OBELUS_MODEL_PATH=ROOT + '/models',
                       OBELUS_WORKER=build + '/cli/obelus-worker')
    n_texts = 0
    with open(path, 'w', encoding='utf-8') as out:
        for name, _ in SOURCES:
            out.writelines(text + '\n\n' for _, text in texts[name])
            n_texts += len(texts[name])
    before = os.times()
    subprocess.run([build + '/cli/obelus', 'run', '--quiet', '-j1', '-e', 'tokenize ! sentiment', '--to', 'jsonl', '-o', os.devnull,
                    path], check=True, env=environment)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return [found[name, FIGURES[figure]] for name, figure in SOURCES], n_texts / seconds


def main():
    if len(sys.argv) != 2 or not os.path.isdir(os.path.join(sys.argv[1], 'sentiment')):
        sys.exit(__doc__.strip())
    print(f'{"":10}' + ''.join(f'{name + " " + figure:>20}' for name, figure in SOURCES) + f'{"texts/s":>10}')
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([os.path.join(ROOT, 'tools/sentiment-sources'), sys.argv[1], folder], check=True)
        texts = {name: read(os.path.join(folder, name + '.tsv')) for name, _ in SOURCES}
        for name, score, least in make_scorers():
            show(name, *measure_other(score, least, texts))
        show('Obelus', *measure_obelus(sys.argv[1], folder, texts))


def show(name, figures, speed):
    print(f'{name:10}' + ''.join(f'{figure:20.3f}' for figure in figures) + f'{speed:10.0f}', flush=True)


if __name__ == '__main__':
    main()
