"""Layers in pyarrow, through the Arrow C Data Interface, against what the layers themselves say."""
import json
import re
import sys
import unittest

SKIPPED = 77

try:
    import gi
    gi.require_version('Obelus', '1')
    from gi.repository import Obelus
    import pyarrow as pa
    from pyarrow.cffi import ffi
except (ImportError, ValueError) as problem:
    print(f'skipped: {problem}; pyarrow and cffi come from PyPI, gi as python3-gi from Debian')
    sys.exit(SKIPPED)


def to_arrow(layer):
    """A layer as a pyarrow.StructArray that shares its buffers."""
    schema, rows = ffi.new('struct ArrowSchema *'), ffi.new('struct ArrowArray *')
    schema_address, rows_address = (int(ffi.cast('uintptr_t', pointer)) for pointer in (schema, rows))
    layer.export_arrow(schema_address, rows_address)
    return pa.Array._import_from_c(rows_address, schema_address)


def parse(record):
    document, _ = Obelus.record_parse(json.dumps(record).encode())
    return document


class Arrow(unittest.TestCase):
    def test_every_type_equals_the_record(self):
        rows = [{'start': 0, 'end': 3, 'visits': -7, 'name': 'Ζ\x00ω', 'town': 'x'},
                {'start': 8, 'end': 11, 'area': 1285.5, 'near': 0, 'town': ''},
                {'start': 15, 'end': 19, 'visits': 2 ** 53 + 1, 'area': 0.25, 'near': 1, 'name': 'x'}]
        document = parse({'text': 'Ada met Bob in Rome.', 'layers': {'acme.place': rows},
                          'types': {'acme.place': {'near': 'reference acme.place'}}})
        arrow = to_arrow(document.get_layer('acme.place'))
        arrow.validate(full=True)
        self.assertEqual([{key: value for key, value in row.items() if value is not None} for row in arrow.to_pylist()],
                         rows)
        types = {field.name: field.type for field in arrow.type}
        self.assertEqual(types['start'], pa.uint32())
        self.assertEqual(types['visits'], pa.int64())
        self.assertEqual(types['area'], pa.float64())
        self.assertEqual(types['near'], pa.uint32())
        self.assertEqual(types['town'], pa.dictionary(pa.int32(), pa.utf8()))
        self.assertEqual(arrow.type.field('near').metadata, {b'obelus.target': b'acme.place'})
        self.assertEqual(arrow.field('visits').null_count, 1)
        self.assertEqual(arrow.field('start').null_count, 0)

    def test_nothing_is_there(self):
        document = parse({'text': '', 'layers': {'acme.none': []}, 'types': {'acme.none': {'word': 'string'}}})
        arrow = to_arrow(document.get_layer('acme.none'))
        arrow.validate(full=True)
        self.assertEqual(len(arrow), 0)
        self.assertEqual([field.name for field in arrow.type], ['start', 'end', 'word'])

    def test_no_value_is_there(self):
        types = {'s': 'string', 'i': 'integer', 'r': 'real', 'n': 'reference acme.a'}
        document = parse({'text': 'abc', 'types': {'acme.a': types},
                          'layers': {'acme.a': [{'start': i, 'end': i + 1} for i in range(3)]}})
        arrow = to_arrow(document.get_layer('acme.a'))
        arrow.validate(full=True)
        for name in types:
            self.assertEqual(arrow.field(name).to_pylist(), [None] * 3)

    def test_an_array_outlives_its_document(self):
        n = 200_000
        rows = [{'start': i, 'end': i + 1, 'square': i * i, 'kind': 'odd' if i % 2 else 'even'} for i in range(n)]
        document = parse({'text': 'a' * n, 'layers': {'acme.letter': rows}})
        arrow = to_arrow(document.get_layer('acme.letter'))
        squares = arrow.field('square')
        del document
        self.assertEqual(arrow.field('kind')[n - 1].as_py(), 'odd')
        del arrow
        self.assertEqual(squares.to_pylist(), [i * i for i in range(n)])

    def test_the_example_of_the_page_works(self):
        with open(sys.argv[1], encoding='utf-8') as page:
            blocks = re.findall(r'```python\n(.*?)```', page.read(), re.S)
        names = {}
        for block in blocks:
            exec(block, names)
        self.assertEqual(names['table'].column('label').to_pylist(), ['PER', 'PER', 'LOC'])

    def test_a_pipeline_fills_a_table(self):
        pipeline = Obelus.Pipeline.new_from_line(Obelus.Registry.new(None), 'tokenize sentences=rules')
        document = Obelus.Document.new(None, 'Ann met Bo. They talked.', -1)
        pipeline.process(document, None)
        table = pa.Table.from_struct_array(to_arrow(document.get_layer('token')))
        text = document.get_text_bytes().get_data()
        self.assertEqual([text[row['start']:row['end']].decode() for row in table.to_pylist()],
                         ['Ann', 'met', 'Bo', '.', 'They', 'talked', '.'])


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
