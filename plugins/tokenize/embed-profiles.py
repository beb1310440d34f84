"""Writes the profiles of languages as C: embed-profiles.py OUTPUT PROFILE…"""
import pathlib
import sys

with open(sys.argv[1], 'w', encoding='utf-8') as output:
    for path in map(pathlib.Path, sys.argv[2:]):
        if path.suffix != '.profile':
            continue
        output.write('{ "%s",\n' % path.stem)
        for line in path.read_text(encoding='utf-8').splitlines():
            # A comment leaves its line behind, for the numbers in messages.
            line = '' if line.startswith('#') else line.replace('\\', '\\\\').replace('"', '\\"').replace('?', '\\?')
            output.write('  "%s\\n"\n' % line)
        output.write('},\n')
