"""Obelus from Python, through GObject introspection alone."""
import array
import contextlib
import io
import json
import re
import sys
import time
import unittest

SKIPPED = 77

try:
    import gi
    gi.require_version('Obelus', '1')
    from gi.repository import Gio, GLib, Obelus
except (ImportError, ValueError) as problem:
    print(f'skipped: {problem}; Debian has it as python3-gi')
    sys.exit(SKIPPED)


def view(buffer, code):
    """A buffer of a layer as an array of numbers: `I` uint32, `i` int32, `q` int64, `d` double."""
    return memoryview(buffer.get_data() or b'').cast(code)


def process(pipeline, text):
    document = Obelus.Document.new('test', text, -1)
    pipeline.process(document, None)
    return document


def parse(record):
    document, _ = Obelus.record_parse(json.dumps(record).encode())
    return document


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.registry = Obelus.Registry.new(None)

    def test_a_pipeline_runs_over_a_text(self):
        text = 'Zoë’s cat slept. Ben Ito of Nordwind did not.'
        pipeline = Obelus.Pipeline.new_from_line(self.registry, 'tokenize sentences=rules')
        self.assertEqual(pipeline.check(), 0)
        pipeline.prepare()
        document = process(pipeline, text)
        sentences = document.get_layer('sentence')
        spans = zip(view(sentences.get_start_bytes(), 'I'), view(sentences.get_end_bytes(), 'I'))
        data = document.get_text_bytes().get_data()
        self.assertEqual([data[start:end].decode() for start, end in spans],
                         ['Zoë’s cat slept.', 'Ben Ito of Nordwind did not.'])
        self.assertEqual(pipeline.get_stage_component(0).get_name(), 'tokenize')
        self.assertEqual(document.get_layer('token').get_stage(), 'tokenize')

    def test_problems_are_exceptions_and_lines(self):
        pipeline = Obelus.Pipeline.new_from_line(self.registry, 'tokenize senteces=rules ! shuot')
        self.assertEqual(pipeline.check(), 2)
        self.assertIn("has no option 'senteces'; did you mean 'sentences'?", pipeline.format_problem(0))
        self.assertIn("no processor is called 'shuot'", pipeline.format_problem(1))
        with self.assertRaises(GLib.Error) as caught:
            pipeline.prepare()
        self.assertTrue(caught.exception.matches(Obelus.error_quark(), Obelus.Error.INVALID_PIPELINE))
        self.assertEqual(caught.exception.domain, 'obelus-error-quark')
        with self.assertRaises(GLib.Error) as caught:
            Obelus.record_parse(b'{"text": "caf\xe9"}')
        self.assertTrue(caught.exception.matches(Obelus.error_quark(), Obelus.Error.INVALID_INPUT))

    def test_look_ups_find_rows(self):
        document = parse({'text': 'abcdef', 'layers': {'acme.part': [{'start': 0, 'end': 6}, {'start': 1, 'end': 3},
                                                                     {'start': 4, 'end': 5}]}})
        layer = document.get_layer('acme.part')
        rows = layer.find_covering(4, 5)
        found = []
        more, row = rows.next()
        while more:
            found.append(row)
            more, row = rows.next()
        self.assertEqual(found, [0, 2])
        self.assertEqual(layer.find_starting(1, 5), (2, 1))

    def test_layers_are_built(self):
        document = Obelus.Document.new(None, 'one two', -1)
        builder = Obelus.LayerBuilder.new('acme.number')
        builder.append_spans([0, 4], [3, 7])
        value = builder.add_column('value', Obelus.ColumnType.INTEGER)
        builder.set_integer(value, 1, 2)
        self.assertTrue(document.commit(builder))
        layer = document.get_layer('acme.number')
        self.assertFalse(layer.has_value(value, 0))
        self.assertEqual(list(view(layer.get_column_bytes(value), 'q')), [0, 2])

        builder = Obelus.LayerBuilder.new('acme.number')
        builder.append(5, 99)
        with self.assertRaises(GLib.Error) as caught:
            document.commit(builder)
        self.assertTrue(caught.exception.matches(Obelus.error_quark(), Obelus.Error.INVALID_LAYER))

    def test_a_runner_writes_records(self):
        stream = Gio.MemoryOutputStream.new_resizable()
        runner = Obelus.Runner.new(Obelus.Pipeline.new_from_line(self.registry, 'tokenize sentences=rules'))
        runner.set_reader('text')
        runner.set_writer('jsonl')
        runner.add_source(Obelus.Source.new_for_bytes('a.txt', GLib.Bytes.new(b'Hello there.')))
        runner.add_source(Obelus.Source.new_for_path('/no/such/file.txt'))
        runner.set_sink(Obelus.Sink.new_for_stream('memory', stream))
        runner.run(None)
        stream.close(None)
        first, second = stream.steal_as_bytes().get_data().decode().splitlines()
        self.assertEqual([row['text'] for row in json.loads(first)['layers']['token']], ['Hello', 'there', '.'])
        self.assertEqual(json.loads(second)['error']['code'], 'not-found')
        self.assertEqual((runner.get_n_documents(), runner.get_n_failures()), (2, 1))

    def test_the_example_of_the_page_works(self):
        output = io.StringIO()
        with open(sys.argv[1], encoding='utf-8') as page, contextlib.redirect_stdout(output):
            exec(re.search(r'```python\n(.*?)```', page.read(), re.S).group(1), {})
        self.assertEqual(output.getvalue(), 'Marta Lindqvist PER\nTomas Reyes PER\nHamburg LOC\n')

    def test_an_evaluator_reports(self):
        said = []
        report = Obelus.Runner.evaluate(
            Obelus.Pipeline.new_from_line(self.registry, 'tokenize sentences=rules'), 'tokens', 'conllu',
            [Obelus.Source.new_for_bytes('gold', GLib.Bytes.new(b'1\tYes\t_\t_\t_\t_\t0\troot\t_\t_\n\n'))],
            lambda runner, message: said.append((runner, message)), None)
        self.assertIn('100.00', report)
        gold = [Obelus.Source.new_for_bytes('gold', GLib.Bytes.new(b'1\tYes\t_\tINTJ\t_\t_\t0\troot\t_\t_\n\n'))]
        result = [Obelus.Source.new_for_bytes('result', GLib.Bytes.new(b'1\tYes\t_\tNOUN\t_\t_\t0\troot\t_\t_\n\n'))]
        report = Obelus.Runner.compare(self.registry, 'tags', 'conllu', gold, result, None, None)
        figures = {line.split()[0]: line.split()[3] for line in report.splitlines()[1:]}
        self.assertEqual((figures['Words'], figures['UPOS'], figures['LAS']), ('100.00', '0.00', '100.00'))


class MillionRows(unittest.TestCase):
    """Numbers of rows that nobody would ask for one by one."""
    N = 1_000_000

    @classmethod
    def setUpClass(cls):
        towns = ['Rome', 'Århus', '東京', '']
        rows = ','.join(
            '{"start":%d,"end":%d%s%s,"town":"%s"}'
            % (i, i + 1, '' if i % 5 == 0 else ',"square":%d' % (i * i - 7), '' if i % 3 == 0 else ',"half":%r' % (i / 2),
               towns[i % 4])
            for i in range(cls.N))
        record = '{"text":"%s","layers":{"acme.letter":[%s]}}' % ('a' * cls.N, rows)
        cls.towns = towns
        cls.document, _ = Obelus.record_parse(record.encode())
        cls.layer = cls.document.get_layer('acme.letter')

    def get_column(self, name, code):
        return view(self.layer.get_column_bytes(self.layer.find_column(name)), code)

    def get_validity(self, name):
        return self.layer.get_validity_bytes(self.layer.find_column(name))

    def test_starts_and_ends(self):
        self.assertEqual(self.layer.get_n_rows(), self.N)
        self.assertEqual(view(self.layer.get_start_bytes(), 'I'), array.array('I', range(self.N)))
        self.assertEqual(view(self.layer.get_end_bytes(), 'I'), array.array('I', range(1, self.N + 1)))

    def test_integers_and_their_validity(self):
        self.assertEqual(self.get_column('square', 'q'),
                         array.array('q', (0 if i % 5 == 0 else i * i - 7 for i in range(self.N))))
        bits = int.from_bytes(self.get_validity('square').get_data(), 'little')
        self.assertEqual(bits.bit_count() if hasattr(bits, 'bit_count') else bin(bits).count('1'), self.N * 4 // 5)
        self.assertEqual([bits >> i & 1 for i in range(12)], [0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1])

    def test_reals(self):
        self.assertEqual(self.get_column('half', 'd'),
                         array.array('d', (0.0 if i % 3 == 0 else i / 2 for i in range(self.N))))

    def test_strings_by_index(self):
        column = self.layer.find_column('town')
        indices = self.get_column('town', 'i')
        words = []
        for index in range(self.layer.get_vocabulary_size(column)):
            word, length = self.layer.get_vocabulary_string(column, index)
            self.assertEqual(len(word.encode()), length)
            words.append(word)
        self.assertEqual(sorted(words), sorted(self.towns))
        order = array.array('i', [words.index(town) for town in self.towns])
        self.assertEqual(indices, order * (self.N // 4))
        self.assertIsNone(self.get_validity('town'))

    def test_reading_costs_no_call_a_row(self):
        layer = self.layer
        column = layer.find_column('square')
        started = time.process_time()
        for row in range(10_000):
            layer.has_value(column, row)
        a_call_each = (time.process_time() - started) * 100
        started = time.process_time()
        for name, code in (('square', 'q'), ('half', 'd'), ('town', 'i')):
            self.assertEqual(len(self.get_column(name, code)), self.N)
        self.assertLess(time.process_time() - started, a_call_each / 5)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
