"""Writes a file of rules as C: embed.py RULES OUTPUT"""
import pathlib
import sys

lines = pathlib.Path(sys.argv[1]).read_text(encoding='utf-8').splitlines()
with open(sys.argv[2], 'w', encoding='utf-8') as output:
    output.write('static const char english_patterns[] =\n')
    for line in lines:
        # A comment leaves its line behind, for the numbers in messages.
        line = '' if line.startswith('#') else line.replace('\\', '\\\\').replace('"', '\\"').replace('?', '\\?')
        output.write('  "%s\\n"\n' % line)
    output.write('  ;\n')
