#!/usr/bin/env python3
"""Does what a page of the manual says, or one section of it: check-page.py PAGE FOLDER [SECTION].

Blocks that begin with ```sh are run in one shell, in their order; blocks whose first line names a file, such as ```c hedges.c,
are written to it. Each command must succeed.
"""
import pathlib
import re
import subprocess
import sys

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
text = page.read_text()
if len(sys.argv) > 3:
    text = text.partition("\n## %s\n" % sys.argv[3])[2].partition("\n## ")[0] + "\n"
script = ["set -e"]
for number, (kind, contents) in enumerate(re.findall(r"^```(.*?)\n(.*?)^```$", text, re.M | re.S)):
    words = kind.split()
    if words == ["sh"]:
        for line in contents.splitlines():
            script += ["echo '+ %s'" % line.replace("'", "'\\''"), line]
    elif len(words) == 2:
        kept = folder / ("block-%d" % number)
        kept.write_text(contents)
        script.append("cp %s %s" % (kept, words[1]))
if len(script) == 1:
    sys.exit("%s has no command" % page)

result = subprocess.run(["sh"], input="\n".join(script) + "\n", cwd=folder, capture_output=True, text=True)
if result.returncode != 0:
    sys.exit("%s\n%s\n%s does not do what it says" % (result.stdout[-3000:], result.stderr[-3000:], page))
