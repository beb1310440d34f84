"""The metrics of the CoNLL 2018 shared task, written as plainly as their definition, and spoiled files to try them on.

  naive-score.py GOLD RESULT           prints the figures of two files
  naive-score.py --test OBELUS [FILE]  holds `OBELUS evaluate tags` against them, on random texts and on spoiled ones of
                                       FILE or of texts made up here
"""
import os
import random
import subprocess
import sys
import tempfile
import unicodedata

FEATURES = set('PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree VerbForm Mood Tense '
               'Aspect Voice Evident Polarity Person Polite'.split())
CONTENT = set('nsubj obj iobj csubj ccomp xcomp obl vocative expl dislocated advcl advmod discourse nmod appos nummod acl '
              'amod conj fixed flat compound list parataxis orphan goeswith reparandum root dep'.split())
FUNCTION = set('aux cop mark det clf case cc'.split())
METRICS = 'Tokens Sentences Words UPOS XPOS UFeats AllTags Lemmas UAS LAS CLAS MLAS BLEX'.split()


class Word:
    def __init__(self, columns, span, in_range):
        self.form, self.lemma, self.upos, self.xpos = columns[1:5]
        self.feats = sorted(feat for feat in columns[5].split('|') if feat.split('=')[0] in FEATURES)
        self.head = int(columns[6]) if columns[6] != '_' else 0
        self.deprel = columns[7].split(':')[0]
        self.start, self.end = span
        self.in_range = in_range
        self.parent = None
        self.functions = []


class Annotation:
    def __init__(self, text):
        self.characters, self.tokens, self.words, self.sentences = '', [], [], []
        for block in text.split('\n\n'):
            rows = [line.split('\t') for line in block.split('\n') if line and not line.startswith('#')]
            rows = [row for row in rows if '.' not in row[0]]
            if rows:
                self.add_sentence(rows)

    def add_sentence(self, rows):
        begin, words, last_of_range = len(self.characters), [], 0
        for row in rows:
            if '-' not in row[0] and int(row[0]) <= last_of_range:
                words.append(Word(row, self.tokens[-1], True))
                continue
            form = ''.join(c for c in row[1] if unicodedata.category(c) != 'Zs')
            self.tokens.append((len(self.characters), len(self.characters) + len(form)))
            self.characters += form
            if '-' in row[0]:
                last_of_range = int(row[0].split('-')[1])
            else:
                words.append(Word(row[:1] + [form] + row[2:], self.tokens[-1], False))
        for word in words:
            if word.head:
                word.parent = words[word.head - 1]
                if word.deprel in FUNCTION:
                    word.parent.functions.append(word)
        self.words += words
        self.sentences.append((begin, len(self.characters)))


def longest_common(a, b):
    """Index pairs of a longest common subsequence, equal heads being taken as soon as they are met."""
    if not a or not b:
        return []
    length = {}
    for i in range(len(a), -1, -1):
        for j in range(len(b), -1, -1):
            length[i, j] = (0 if i == len(a) or j == len(b)
                            else max(length[i + 1, j], length[i, j + 1], (a[i] == b[j]) + length[i + 1, j + 1]))
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif length[i + 1, j] == length[i, j]:
            i += 1
        else:
            j += 1
    return pairs


def align(gold, result):
    """Pairs of words: equal spans outside multi-word tokens, forms in common inside."""
    gold, result, pairs = list(gold), list(result), []
    while gold and result:
        g, r = gold[0], result[0]
        if not g.in_range and not r.in_range:
            if (g.start, g.end) == (r.start, r.end):
                pairs.append((gold.pop(0), result.pop(0)))
            elif g.start <= r.start:
                gold.pop(0)
            else:
                result.pop(0)
            continue
        # A word before the multi-word token sticks out of its stretch.
        if g.in_range and not r.in_range and r.start < g.start:
            result.pop(0)
        if r.in_range and not g.in_range and g.start < r.start:
            gold.pop(0)
        end, inside_gold, inside_result = (g if g.in_range else r).end, [], []

        def within(side):
            return side and (side[0].start < end if side[0].in_range else side[0].end <= end)
        while within(gold) or within(result):
            if gold and (not result or gold[0].start <= result[0].start):
                word = gold.pop(0)
                inside_gold.append(word)
            else:
                word = result.pop(0)
                inside_result.append(word)
            if word.in_range:
                end = max(end, word.end)
        pairs += [(inside_gold[i], inside_result[j]) for i, j in
                  longest_common([w.form.lower() for w in inside_gold], [w.form.lower() for w in inside_result])]
    return pairs


def score(gold, result):
    """By metric: precision, recall, F1 in percent."""
    assert gold.characters == result.characters, 'these are different texts'
    pairs = align(gold.words, result.words)
    stands_for = {id(r): g for g, r in pairs}

    def same_head(g, r):
        if g.parent is None or r.parent is None:
            return g.parent is r.parent
        return stands_for.get(id(r.parent)) is g.parent

    def same_lemma(g, r):
        return g.lemma in ('_', r.lemma)

    def labelled(g, r):
        return same_head(g, r) and g.deprel == r.deprel

    def same_functions(g, r):
        return len(g.functions) == len(r.functions) and all(
            stands_for.get(id(y)) is x and (x.deprel, x.upos, x.feats) == (y.deprel, y.upos, y.feats)
            for x, y in zip(g.functions, r.functions))

    agree = {
        'Words': lambda g, r: True,
        'UPOS': lambda g, r: g.upos == r.upos,
        'XPOS': lambda g, r: g.xpos == r.xpos,
        'UFeats': lambda g, r: g.feats == r.feats,
        'AllTags': lambda g, r: (g.upos, g.xpos, g.feats) == (r.upos, r.xpos, r.feats),
        'Lemmas': same_lemma,
        'UAS': same_head,
        'LAS': labelled,
        'CLAS': labelled,
        'MLAS': lambda g, r: labelled(g, r) and (g.upos, g.feats) == (r.upos, r.feats) and same_functions(g, r),
        'BLEX': lambda g, r: labelled(g, r) and same_lemma(g, r),
    }
    counts = {'Tokens': (len(set(gold.tokens) & set(result.tokens)), len(result.tokens), len(gold.tokens)),
              'Sentences': (len(set(gold.sentences) & set(result.sentences)), len(result.sentences), len(gold.sentences))}
    for name, function in agree.items():
        chosen = (lambda w: w.deprel in CONTENT) if name in ('CLAS', 'MLAS', 'BLEX') else (lambda w: True)
        counts[name] = (sum(function(g, r) for g, r in pairs if chosen(g)),
                        sum(map(chosen, result.words)), sum(map(chosen, gold.words)))
    return {name: (100 * same / max(n_result, 1), 100 * same / max(n_gold, 1), 200 * same / max(n_result + n_gold, 1))
            for name, (same, n_result, n_gold) in counts.items()}


# Random texts and what random annotators make of them

LETTERS = ['a', 'b', 'A', 'ß', 'İ', 'σ', 'Σ', '東', '1', '-', '𝒂', 'É']
TAGS = ['NOUN', 'VERB', 'DET', '_']
RELATIONS = ['nsubj', 'obl:arg', 'det', 'case', 'cc', 'aux:pass', 'punct', 'conj']
FEATS = ['_', 'Number=Sing', 'Case=Nom|Number=Sing', 'Number=Sing|Case=Nom', 'Own=Yes', 'Number=Plur|Own=No', 'Poss=Yes']


def annotate(text, chance):
    """Divides a text without white space at random, into sentences, tokens, words."""
    lines, at = [], 0
    while at < len(text):
        tokens, n_words = [], 0
        for _ in range(chance.randint(1, 12)):
            if at == len(text):
                break
            form = text[at:at + chance.choice([1, 1, 2, 2, 3, 4])]
            at += len(form)
            words = [form] if chance.random() < 0.7 else chance.choice(
                [list(form), [form, form.swapcase()], ['b', form, 'a'], [form[:1], 'Σ' + form[1:]]])
            if len(words) == 1:
                words = [form]
            tokens.append((form, n_words + 1, words))
            n_words += len(words)
        root, number = chance.randint(1, n_words), 0
        for form, first, words in tokens:
            # half of the annotators see fewer spaces than others: that must not matter
            misc = chance.choice(['_', 'SpaceAfter=No'])
            if len(words) > 1:
                lines.append('\t'.join([f'{first}-{first + len(words) - 1}', form] + ['_'] * 7 + [misc]))
                misc = '_'
            for word in words:
                number += 1
                # heads without cycles: the root, or a word before
                head = (0 if number == root else root if number == 1 or chance.random() < 0.4
                        else chance.randint(1, number - 1) if root >= number else root)
                lines.append('\t'.join([str(number), word, chance.choice([word, 'a', '_']), chance.choice(TAGS),
                                        chance.choice(TAGS), chance.choice(FEATS), str(head),
                                        'root' if head == 0 else chance.choice(RELATIONS), '_', misc]))
        lines.append('')
    return '\n'.join(lines) + '\n'


def spoil(text, chance, rate=0.05, with_heads=True):
    """Changes tags, lemmas and heads, parts ranges and joins sentences of a file, at random."""
    blocks = [block for block in text.split('\n\n') if block.strip()]
    tags = [line.split('\t')[3] for block in blocks for line in block.split('\n') if line[:1].isdigit()]
    spoiled = []
    for block in blocks:
        rows = [line.split('\t') for line in block.split('\n') if line[:1].isdigit()]
        n_words = sum(row[0].isdigit() for row in rows)
        if chance.random() < rate:   # the words of its ranges become one each
            kept, last, shift, new = [], 0, 0, {}
            for row in rows:
                if '-' in row[0]:
                    first, last = map(int, row[0].split('-'))
                    new.update((old, first - shift) for old in range(first, last + 1))
                    kept.append([str(first - shift)] + row[1:])
                    kept[-1][3:8] = ['X', 'X', '_', None, 'dep']
                    kept[-1].append(range(first, last + 1))
                    shift += last - first
                elif row[0].isdigit() and int(row[0]) > last:
                    new[int(row[0])] = int(row[0]) - shift
                    kept.append([str(int(row[0]) - shift)] + row[1:])
            heads = {int(row[0]): row[6] for row in rows if row[0].isdigit()}
            for row in kept:
                head = row[6]
                if head is None:   # the head of that word of the range which hangs on none of the others
                    members = row.pop()
                    head = next(heads[i] for i in members if heads[i] == '_' or int(heads[i]) not in members)
                row[6] = '_' if head == '_' else str(new.get(int(head), 0))
            rows, n_words = kept, n_words - shift
        for row in rows:
            if not row[0].isdigit():
                continue
            if chance.random() < rate:
                row[3] = chance.choice(tags)
            if chance.random() < rate:
                row[2] = row[2].upper()
            if chance.random() < rate:
                row[5] = chance.choice(FEATS)
            if chance.random() < rate:
                row[7] = chance.choice(RELATIONS)
            if with_heads and chance.random() < rate:
                row[6] = chance.choice([str(i) for i in range(n_words + 1) if str(i) != row[0]])
        spoiled.append(rows)
    for i in range(len(spoiled) - 1, 0, -1):   # some sentences go on with the next
        if chance.random() < rate:
            n_words = sum(row[0].isdigit() for row in spoiled[i - 1])
            for row in spoiled[i]:
                row[0] = '-'.join('.'.join([str(int(part.split('.')[0]) + n_words)] + part.split('.')[1:])
                                  for part in row[0].split('-'))
                if row[6] not in ('_', '0'):
                    row[6] = str(int(row[6]) + n_words)
            spoiled[i - 1] += spoiled.pop(i)
    return ''.join('\n'.join('\t'.join(row) for row in rows) + '\n\n' for rows in spoiled)


def compare(obelus, folder, gold, result):
    names = [os.path.join(folder, 'gold.conllu'), os.path.join(folder, 'result.conllu')]
    for name, text in zip(names, (gold, result)):
        with open(name, 'w', encoding='utf-8', newline='') as file:
            file.write(text)
    run = subprocess.run([obelus, 'evaluate', 'tags', '--from', 'conllu documents=file', '--gold'] + names,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8')
    assert run.returncode == 0, run.stderr
    found = {line.split()[0]: line.split()[1:4] for line in run.stdout.splitlines()[1:]}
    for name, figures in score(Annotation(gold), Annotation(result)).items():
        expected = ['%.2f' % figure for figure in figures]
        assert all(abs(float(a) - float(b)) < 0.0101 for a, b in zip(found.get(name, expected), expected)), \
            f'{name}: {found[name]} is not {expected}; see {names}'
    assert set(found) in (set(METRICS), set(METRICS[:8])), found


def test(obelus, path):
    chance = random.Random(2018)
    with tempfile.TemporaryDirectory() as folder:
        if path is not None:
            with open(path, encoding='utf-8') as file:
                gold = '\n\n'.join(block for block in file.read().split('\n\n'))
            for rate in (0.0, 0.02, 0.2):
                compare(obelus, folder, gold, spoil(gold, chance, rate))
            print('1..1\nok 1 figures of spoiled files')
            return
        print('1..3', flush=True)
        for _ in range(60):
            text = ''.join(chance.choice(LETTERS) for _ in range(chance.choice([1, 5, 40, 400])))
            compare(obelus, folder, annotate(text, chance), annotate(text, chance))
        print('ok 1 figures of two random annotations', flush=True)
        for _ in range(30):
            gold = annotate(''.join(chance.choice(LETTERS) for _ in range(300)), chance)
            compare(obelus, folder, gold, spoil(gold, chance))
        print('ok 2 figures of spoiled annotations', flush=True)
        gold = annotate(''.join(chance.choice(LETTERS) for _ in range(300)), chance)
        assert all(figure == 100 for figures in score(Annotation(gold), Annotation(gold)).values() for figure in figures)
        compare(obelus, folder, gold, gold)
        print('ok 3 figures of the same annotation twice')


if __name__ == '__main__':
    if len(sys.argv) in (3, 4) and sys.argv[1] == '--test':
        test(sys.argv[2], sys.argv[3] if len(sys.argv) == 4 else None)
    elif len(sys.argv) == 3:
        sides = []
        for argument in sys.argv[1:]:
            with open(argument, encoding='utf-8') as file:
                sides.append(Annotation(file.read()))
        for metric, values in score(*sides).items():
            print('%-10s %9.2f %9.2f %9.2f' % (metric, *values))
    else:
        sys.exit(__doc__)
