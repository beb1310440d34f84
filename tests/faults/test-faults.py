#!/usr/bin/env python3
"""Makes each call that can fail, fail: every allocation that may, every read, write, open, mapping and renaming.

A scenario is run once to see what is right and how many calls it makes, then once for each call with that call failing, and
once with that call and all behind it failing. However it ends, it says so: the right output and status 0, an error record and
status 3, or a message and status 1. No record is half or wrong, no file is left behind, nothing is lost that sanitizers see.

Then texts of some megabytes are read with less and less memory: what does not fit is an error of its document, too.

OBELUS_FAULTS_MOST bounds the runs of each scenario, evenly spread; 0 is for all of them. Arguments name scenarios.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

COMMAND = os.environ['OBELUS_COMMAND']
SOURCE = pathlib.Path(os.environ['OBELUS_SOURCE'])
LIBRARY = os.environ['OBELUS_FAULTS']
MOST = int(os.environ.get('OBELUS_FAULTS_MOST', '20'))
GOLD = SOURCE / 'tests/gold'
MEGABYTE = 1000 * 1000

BAD_MESSAGES = re.compile(r'CRITICAL|WARNING|ERROR \*\*|assertion|Sanitizer|runtime error|failed without a reason', re.I)
BROKEN = 'left out; '  # how the command tells of modules that could not be loaded
SANITIZED = 99

ARTICLE = '''Harbour plan splits the town

OSLO, 3 March. Mayor Ingrid Solberg said on Tuesday that the council would not build the new harbour, but Dr. Bo Lind of
Nordsea Ltd. called it a terrible mistake! “We are very happy here,” she wrote. It costs 1,200.50 crowns… Sure?

Nobody from Bergen was there, and the meeting, the longest in years, ended at 11 p.m. without a vote.
'''
ACCENTED = 'Le café de Zoé est fermé. Élodie est très fâchée ! À bientôt, señor Müller.\n'
JAPANESE = '東京は日本の首都です。人口は多い。\n'
CONLL = '-DOCSTART- O\n\nAnn B-PER\nmet O\nBö I-PER\n. O\n\nOslo B-LOC\n\n-DOCSTART- O\n\nRest O\n'
CONLL2003 = '-DOCSTART- -X- O O\n\nAnn NNP I-NP I-PER\nmet VBD I-VP O\nBö NNP I-NP I-PER\n. . O O\n\nOslo NNP I-NP I-LOC\n'
CONLLU = '''# newdoc id = d
# newpar
# sent_id = 1
# text = I can't.
1\tI\tI\tPRON\tPRP\tCase=Nom\t2\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_
3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newdoc id = e
1\tNo\tno\tINTJ\t_\t_\t0\troot\t_\t_

'''
MANY_RATINGS = ''.join(f'{n}\t{n % 5 - 2}\tIt was day {n}, {word}.\n' for n in range(40)
                       for word in ('good', 'bad', 'awful and sad', 'great fun'))
RATINGS = 'id\tscore\ttext\n1\t0.5\tIt was a good day.\n2\t-1\tWhat a terrible film!\n'


class Scenario:
    """One command. `files` are made in its folder; `writes` is the file that it makes; `records` says that standard output
    holds a record a line; `modules` that the loading of plugins may fail as well; `cache` that nothing is remembered of
    plugins, and is where it will be: a name in its folder, or a path."""

    def __init__(self, *arguments, files=None, writes=None, old=None, records=False, modules=False, cache=None, limits=()):
        self.arguments = [str(argument) for argument in arguments]
        self.files = files or {}
        self.writes = writes
        self.old = old  # what the file held before
        self.records = records
        self.modules = modules
        self.cache = cache
        self.limits = limits  # of memory, in bytes, instead of faults


def run_text(line, files, *arguments, reader=None, **rest):
    return Scenario('run', '-j1', *(['--from', reader] if reader else []), '-e', line, '--to', 'jsonl', *arguments, *files,
                    files=files, records=True, **rest)


EVERYTHING = 'tokenize ! language ! entities ! quotes ! sentiment ! keyphrases ! summarize'
TWO_TEXTS = {'a.txt': ARTICLE, 'b.txt': 'Short.\n'}
ONE_TEXT = {'a.txt': ARTICLE}


def make_scenarios():
    return {
        'list': Scenario('list', modules=True),
        'list-without-cache': Scenario('list', modules=True, cache='/dev/null'),
        'list-into-cache': Scenario('list', modules=True, cache='cache'),
        'run-into-cache': run_text('tokenize', ONE_TEXT, cache='cache'),
        'inspect': Scenario('inspect', 'processor', 'entities'),
        'inspect-model': Scenario('inspect', SOURCE / 'models/tokenize.obm'),
        'check': Scenario('check', '-e', EVERYTHING),
        'check-file': Scenario('check', '-p', 'my.pipeline', files={
            'my.pipeline': '[Pipeline]\nName = mine\nStages = tokenize; entities\n\n[Stage entities]\nmin-score = 0.5\n'}),
        'everything': run_text(EVERYTHING, TWO_TEXTS),
        'tokenize': run_text('tokenize', ONE_TEXT),
        'tokenize-rules': run_text('tokenize sentences=rules', ONE_TEXT),
        'tokenize-unicode': run_text('tokenize rules=unicode', {'a.txt': ARTICLE + JAPANESE}),
        'long-text': run_text(EVERYTHING, {'a.txt': ARTICLE * 40}),
        'patterns': Scenario('run', '-j1', '-e', 'patterns rules=own.patterns shipped=yes', '--to', 'jsonl', 'a.txt', records=True,
                             files={'a.txt': ARTICLE + 'On 3 May it cost $5 million.',
                                    'own.patterns': 'SHIP = {MS HMS} [:upper:]lower+ ;\n'}),
        'pipeline-file': Scenario('run', '-j1', '-p', 'my.pipeline', '--to', 'jsonl', 'a.txt', records=True, files={
            'my.pipeline': '[Pipeline]\nName = mine\nStages = tokenize; entities\n\n[Stage entities]\nmin-score = 0.5\n',
            'a.txt': ARTICLE}),
        'digest': Scenario('run', '-j1', 'a.txt', files=ONE_TEXT),
        'html': Scenario('run', '-j1', '--to', 'html', 'a.txt', 'b.txt', files=TWO_TEXTS),
        'text-writer': Scenario('run', '-j1', '-e', 'tokenize', '--to', 'text', 'a.txt', files=ONE_TEXT),
        'json-writer': Scenario('run', '-j1', '-e', 'tokenize', '--to', 'json', 'a.txt', 'b.txt', files=TWO_TEXTS),
        'jsonl': run_text('tokenize', {'a.jsonl': json.dumps({'id': 'a', 'text': ARTICLE, 'meta': {'x': [1, {'y': 2}]}}) + '\n'
                                       + '{"text": "x"}\n{"text": 3}\n'}),
        'conll': run_text('sentiment explain=yes', {'a.conll': CONLL}, reader='conll'),
        'conll2003': Scenario('run', '-j1', '--from', 'conll2003', '--to', 'conll2003', 'a.conll',
                              files={'a.conll': CONLL2003}),
        'conllu': run_text('entities', {'a.conllu': CONLLU}),
        'ratings': run_text('tokenize', {'a.tsv': RATINGS}, reader='ratings'),
        'bad-bytes': run_text('tokenize', {'a.txt': b'Bad \xff\xc3 and \xed\xa0\x80 end \xe2\x82'}),
        'utf-16': run_text('tokenize', {'a.txt': ACCENTED.encode('utf-16')}),
        'windows-1252': run_text('tokenize', {'a.txt': ACCENTED.encode('cp1252')}, reader='text encoding=windows-1252'),
        'shift-jis': run_text('tokenize', {'a.txt': JAPANESE.encode('shift_jis')}, reader='text encoding=shift_jis'),
        'empty': run_text('tokenize', {'a.txt': ''}),
        'new-file': run_text('tokenize', TWO_TEXTS, '-o', 'out.jsonl', writes='out.jsonl'),
        'old-file': run_text('tokenize', TWO_TEXTS, '-o', 'out.jsonl', writes='out.jsonl', old='{"old": "file"}\n'),
        'train-entities': Scenario('train', 'entities epochs=1', '-o', 'new.obm', GOLD / 'news.conll', writes='new.obm'),
        'train-from-file': Scenario('train', '@names.training', '-o', 'new.obm', GOLD / 'news.conll', writes='new.obm', files={
            'names.training': '[Trainer entities]\nepochs = 1\ngazetteers = list.tsv\n', 'list.tsv': 'Oslo\tplace\n'}),
        'train-tokenize': Scenario('train', 'tokenize', '-o', 'new.obm', GOLD / 'news.conllu', writes='new.obm'),
        'train-sentiment': Scenario('train', 'sentiment', '--from', 'ratings', '-o', 'new.obm', 'a.tsv', writes='new.obm',
                                    files={'a.tsv': MANY_RATINGS}),
        'train-summarize': Scenario('train', 'summarize', '-o', 'new.obm', GOLD / 'news.jsonl', writes='new.obm'),
        'train-keyphrases': Scenario('train', 'keyphrases trees=5', '-o', 'new.obm', GOLD / 'news.jsonl', writes='new.obm'),
        'evaluate-keyphrases': Scenario('evaluate', 'keyphrases', GOLD / 'news.jsonl'),
        'evaluate-entities': Scenario('evaluate', 'entities', GOLD / 'news.conll'),
        'evaluate-tokens': Scenario('evaluate', 'tokens', GOLD / 'news.conllu'),
        'evaluate-sentiment': Scenario('evaluate', 'sentiment', '--from', 'ratings', GOLD / 'news.tsv'),
        'evaluate-summaries': Scenario('evaluate', 'summaries', GOLD / 'news.jsonl'),
    }


def limit_memory(limit):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def make_scenarios_with_little_memory():
    """From too little for the file to as much as is needed. Below that the program itself does not start."""
    limits = [int(60 * MEGABYTE * 1.25 ** step) for step in range(8)]
    long = (ARTICLE + '\n') * 3000
    tokens = ''.join(f'{word}\tO\n' for word in ARTICLE.split()) * 3000
    words = '1\tI\ti\tPRON\tPRP\tCase=Nom\t2\tnsubj\t_\t_\n2\trun\trun\tVERB\tMD\t_\t0\troot\t_\t_\n\n' * 30000
    record = json.dumps({'id': 'a', 'text': long, 'meta': {'x': long, 'y': [long]},
                         'layers': {'token': [{'start': n, 'end': n + 3, 'lemma': f'w{n}'} for n in range(0, 400000, 4)]}})
    return {
        'little-memory': run_text(EVERYTHING, {'a.txt': long}, limits=limits),
        'little-memory-digest': Scenario('run', '-j1', 'a.txt', files={'a.txt': long}, limits=limits),
        'little-memory-html': Scenario('run', '-j1', '--to', 'html', 'a.txt', files={'a.txt': long}, limits=limits),
        'little-memory-bad-bytes': run_text('tokenize', {'a.txt': long.encode() + b'\xff'}, limits=limits),
        'little-memory-conll': run_text('sentiment', {'a.conll': tokens}, reader='conll documents=file', limits=limits),
        'little-memory-conllu': run_text('sentiment', {'a.conllu': words}, limits=limits),
        'little-memory-jsonl': run_text('sentiment', {'a.jsonl': record + '\n{"id": "b", "text": "x"}\n'}, limits=limits),
        'little-memory-text-writer': Scenario('run', '-j1', '-e', 'tokenize', '--to', 'text', 'a.txt', files={'a.txt': long},
                                              limits=limits),
    }


class Outcome:
    def __init__(self, scenario, limit=None, **fault):
        with tempfile.TemporaryDirectory(prefix='obelus-faults-') as folder:
            for name, contents in scenario.files.items():
                contents = contents if isinstance(contents, bytes) else contents.encode()
                pathlib.Path(folder, name).write_bytes(contents)
            if scenario.old is not None:
                pathlib.Path(folder, scenario.writes).write_text(scenario.old)

            log = pathlib.Path(folder, 'calls.log')
            large = pathlib.Path(folder, 'large.log')
            environment = dict(os.environ, LD_PRELOAD=LIBRARY, OBELUS_FAULT_LOG=str(log),
                               OBELUS_FAULT_LARGE_LOG=str(large), G_DEBUG='fatal-criticals',
                               ASAN_OPTIONS=f'verify_asan_link_order=0:exitcode={SANITIZED}:detect_leaks=1',
                               LSAN_OPTIONS=f'exitcode={SANITIZED}', UBSAN_OPTIONS=f'halt_on_error=1:exitcode={SANITIZED}')
            environment.update(fault)
            if limit is not None:
                del environment['LD_PRELOAD']
                # Whether threads meet in malloc () decides how many arenas reserve their 64 MB of the limit.
                environment['MALLOC_ARENA_MAX'] = '1'
            if scenario.cache is not None:
                environment['XDG_CACHE_HOME'] = str(pathlib.Path(folder, scenario.cache))
            if scenario.modules:
                environment['OBELUS_FAULT_MODULES'] = '1'
            try:
                process = subprocess.run([COMMAND, *scenario.arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                         capture_output=True, timeout=120, preexec_fn=limit and limit_memory(limit))
                self.status = process.returncode
                self.output, self.messages = process.stdout, process.stderr.decode(errors='replace')
            except subprocess.TimeoutExpired:
                self.status, self.output, self.messages = 'hangs', b'', ''

            self.calls = log.read_text().splitlines() if log.exists() else []
            self.large = large.read_text().splitlines() if large.exists() else []
            self.file = None
            if scenario.writes is not None and pathlib.Path(folder, scenario.writes).exists():
                self.file = pathlib.Path(folder, scenario.writes).read_bytes()
            known = {*scenario.files, scenario.writes, scenario.cache, 'calls.log', 'large.log'}
            self.litter = [name for name in os.listdir(folder) if name not in known]
            # A draft of the cache that could not be finished is removed.
            self.litter += [path.name for path in pathlib.Path(folder).glob('cache/obelus/.*')]


def find_wrong_records(output, right, status, messages):
    """Each record is a right one, none of them twice and in the same order, or an error. A source that failed may hold
    no more than its error; a run that went well has all."""
    if output and not output.endswith(b'\n'):
        return 'half a record'
    if BROKEN in messages:
        return None
    rest = iter(right.splitlines())
    n_errors = 0
    for line in output.splitlines():
        record = json.loads(line)
        if 'error' in record:
            n_errors += 1
            if not record['error'].get('message') or not record.get('id'):
                return f'an error record that tells nothing: {line[:300]}'
        elif line not in rest:
            return f'a wrong record: {line[:300]}'
    if status == 0 and output != right:
        return 'said that all is well and wrote something else'
    if status == 3 and n_errors == 0:
        return 'lost a record'
    return None


def find_fault(scenario, right, outcome):
    """What is wrong with how the run ended, or None."""
    if outcome.status not in (0, 1, 3):
        return f'ended with status {outcome.status}'
    if BAD_MESSAGES.search(outcome.messages):
        return 'a message that is not for people'
    if outcome.litter:
        return f'left {outcome.litter} behind'
    if outcome.status != 0 and not outcome.messages.strip():
        return f'ended with status {outcome.status} without a word'

    if scenario.writes is not None:
        old = scenario.old.encode() if scenario.old is not None else None
        if outcome.status == 1 and outcome.file != old:
            return 'failed and yet changed its file'
        if outcome.status != 1 and outcome.file is None:
            return 'made no file and did not say so'
        if outcome.status == 0 and outcome.file != right.file:
            return 'wrote another file than it should and did not say so'
        if outcome.status == 3 and scenario.records:
            return find_wrong_records(outcome.file, right.file, 3, outcome.messages)
        return None
    if scenario.records:
        return find_wrong_records(outcome.output, right.output, outcome.status, outcome.messages)
    # What the other plugins make is right without what a broken one would have added.
    is_told = BROKEN in outcome.messages or (scenario.modules and 'no plugins were found' in outcome.messages)
    if outcome.status == 0 and outcome.output != right.output and not is_told:
        return 'said that all is well and wrote something else'
    return None


def choose(numbers, most):
    if most == 0 or len(numbers) <= most:
        return numbers
    return [numbers[i * len(numbers) // most] for i in range(most)]


def describe(outcome, problem, fault, calls):
    number = int(next(iter(fault.values())))
    call = calls[number - 1] if number <= len(calls) else '?'
    said = ''.join(f'\n#   | {line}' for line in outcome.messages.splitlines()[-12:])
    return f'# {" ".join(f"{name}={value}" for name, value in fault.items())} ({call}): {problem}{said}'


def try_scenario(pool, name, scenario):
    right = Outcome(scenario)
    if right.status not in (0, 3):
        return [f'# {name} does not run at all: status {right.status}, {right.messages}'], 0
    problem = find_fault(scenario, right, right)
    if problem is not None:
        return [f'# {name} without any fault: {problem}'], 0
    if right.large:
        return [f'# {name} would be ended by little memory: {call}' for call in sorted(set(right.large))], 0

    faults = [{'limit': limit} for limit in scenario.limits]
    if not scenario.limits:
        numbers = choose(range(1, len(right.calls) + 1), MOST)
        faults = [{'OBELUS_FAULT_TRICKLE': '1'}]
        faults += [{mode: str(number)} for number in numbers for mode in ('OBELUS_FAULT_AT', 'OBELUS_FAULT_FROM')]
    complaints = []
    for fault, outcome in zip(faults, pool.map(lambda fault: Outcome(scenario, **fault), faults)):
        problem = find_fault(scenario, right, outcome)
        if 'OBELUS_FAULT_TRICKLE' in fault and (outcome.status != right.status or outcome.output != right.output):
            problem = problem or 'few bytes at a time make another output'
        if problem is not None:
            complaints.append(describe(outcome, problem, fault, right.calls))
    return complaints, len(faults)


def main():
    scenarios = make_scenarios()
    if os.environ.get('OBELUS_SANITIZERS', 'none') == 'none':  # sanitizers map terabytes and do not take a limit
        scenarios.update(make_scenarios_with_little_memory())
    chosen = sys.argv[1:] or list(scenarios)

    print(f'1..{len(chosen)}')
    failed = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, name in enumerate(chosen, 1):
            complaints, n_runs = try_scenario(pool, name, scenarios[name])
            failed |= bool(complaints)
            print(f'{"not ok" if complaints else "ok"} {number} /faults/{name} ({n_runs} runs)')
            for complaint in complaints[:10]:
                print(complaint)
            if len(complaints) > 10:
                print(f'# and {len(complaints) - 10} more')
            sys.stdout.flush()
    return 1 if failed else 0


sys.exit(main())
