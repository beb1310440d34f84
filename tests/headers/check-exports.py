#!/usr/bin/env python3
"""Holds what the library exports against what the public headers declare, in both directions.

check-exports.py LIBRARY NM HEADER… -- COMPILER [ARGUMENT…]
"""
import os
import re
import subprocess
import sys

split = sys.argv.index('--')
library, nm, *headers = sys.argv[1:split]
compiler = sys.argv[split + 1:]


def run(command, text=None):
    return subprocess.run(command, input=text, check=True, capture_output=True, encoding='utf-8').stdout


includes = ''.join(f'#include <obelus/{os.path.basename(header)}>\n' for header in headers)
flags = run(['pkg-config', '--cflags', 'gio-2.0']).split()
text = run(compiler + flags + ['-E', '-P', '-x', 'c', '-'], includes)
# Macros are gone and so are comments: what is left of these names in front of a parenthesis are functions.
declared = set(re.findall(r'\bobelus_\w+(?=\s*\()', text))
# What a header defines itself is compiled into its users.
declared -= set(re.findall(r'\binline\s[^;{}]*?\b(obelus_\w+)\s*\([^;{}]*\)\s*\{', text))

symbols = [line.split() for line in run([nm, '-D', '--defined-only', library]).splitlines()]
exported = {name.split('@')[0] for _, _, name in symbols}

checks = [
    ('there are declarations', set() if len(declared) > 100 else {'hardly any was found'}),
    ('every declared function is exported', declared - exported),
    ('everything exported is declared', exported - declared),
]
for number, (what, wrong) in enumerate(checks, 1):
    print(f"{'not ok' if wrong else 'ok'} {number} {what}")
    for name in sorted(wrong):
        print(f'# {name}')
print(f'1..{len(checks)}')
sys.exit(any(wrong for _, wrong in checks))
