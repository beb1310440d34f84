"""What the processor `@name@` promises."""
import json
import pathlib
import subprocess
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent.parent


def mark(text, stage="@name@"):
    """The rows that Obelus has of a text when the program is done with it."""
    result = subprocess.run(
        ["obelus", "run", "--quiet", "--plugin-path", FOLDER, "-e", stage, "--from", "jsonl", "--to", "jsonl"],
        input=json.dumps({"text": text}) + "\n", capture_output=True, text=True)
    if result.returncode != 0:
        raise AssertionError(result.stdout + result.stderr)
    return json.loads(result.stdout)["layers"]["@name@.sentence"]


class Test(unittest.TestCase):
    def test_long_sentences_are_marked(self):
        text = "Rain fell. The old bridge, which had stood for ninety years, did not survive the night."
        rows = mark(text, "@name@ max-words=10")
        self.assertEqual([(row["text"], row["words"]) for row in rows], [(text[len("Rain fell. "):], 14)])

    def test_short_sentences_are_left_alone(self):
        self.assertEqual(mark("Rain fell. Nobody was hurt."), [])

    def test_an_empty_text_is_no_trouble(self):
        self.assertEqual(mark(""), [])


if __name__ == "__main__":
    unittest.main()
