#!/usr/bin/env python3
"""A program that answers well, and does what its option says where a document holds the word "bad"."""
import json
import os
import signal
import socket
import sys
import time


def answer_well(document):
    rows = [{"start": token["start"], "end": token["end"], "length": token["end"] - token["start"]}
            for token in document["layers"]["token"] if token["text"].isalpha()]
    return {"layers": {"test.word": rows}}


def say(line):
    sys.stdout.write(line)
    sys.stdout.flush()


def misbehave(do, document):
    start = {"start": 0, "end": 1}
    if do == "exit":
        sys.exit(3)
    if do == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if do == "hang":
        time.sleep(1000)
    if do == "half":
        say('{"layers": {"test.word": [')
        os._exit(0)
    if do == "close":
        os.close(1)
        time.sleep(1000)
    if do == "allocate":
        memory = []
        while True:
            memory.append(bytearray(1 << 24))
    if do == "flood":
        while True:
            say("x" * 65536)
    if do == "bytes":
        os.write(1, b'{"layers": {"test.word": "\xff\xfe"}}\n')
        return
    if do == "complain":
        for number in range(1000):
            print("careful", number, file=sys.stderr)
        say(json.dumps(answer_well(document)) + "\n")
        return
    answers = {
        "garbage": "no JSON at all",
        "number": "17",
        "empty": "",
        "twice": json.dumps(answer_well(document)) + "\n" + json.dumps(answer_well(document)),
        "fail": json.dumps({"error": {"message": "I do not like it", "offset": 4}}),
        "fail-badly": json.dumps({"error": {"message": 4}}),
        "undeclared": json.dumps({"layers": {"test.word": [], "test.other": [start]}}),
        "beyond": json.dumps({"layers": {"test.word": [{"start": 0, "end": 100000}]}}),
        "backwards": json.dumps({"layers": {"test.word": [{"start": 3, "end": 1}]}}),
        "mixed": json.dumps({"layers": {"test.word": [dict(start, length=1), dict(start, length="one")]}}),
        "missing": json.dumps({"layers": {}}),
        "other-rows": json.dumps({"layers": {"test.word": [], "token": [dict(start, **{"test.shape": "x"})]}}),
        "deep": "[" * 100000,
    }
    say(answers[do] + "\n")


def main():
    options = {}
    for line in sys.stdin:
        message = json.loads(line)
        if "obelus" in message:
            options = message["options"]
            if options["refuse"]:
                say(json.dumps({"error": "it is not in the mood"}) + "\n")
            else:
                say("{}\n")
        elif options["do"] == "echo":
            message["layers"]["test.word"] = answer_well(message)["layers"]["test.word"]
            for token in message["layers"]["token"]:
                token["test.shape"] = token["text"].upper()
            say(json.dumps(message) + "\n")
        elif options["do"] == "look":
            reach = {}
            for name, deed in {"net": lambda: socket.socket(), "file": lambda: open("/etc/hostname"),
                               "write": lambda: open("/tmp/obelus-test-written", "w"),
                               "fork": os.fork}.items():
                try:
                    if deed() == 0:
                        os._exit(0)
                    reach[name] = 1
                except OSError:
                    reach[name] = 0
            say(json.dumps({"layers": {"test.word": [dict(start=0, end=0, **reach)]}}) + "\n")
        elif "bad" in message["text"]:
            misbehave(options["do"], message)
        else:
            say(json.dumps(answer_well(message)) + "\n")


main()
