"""The JSON Schema against the reader: what the examples and our writer say validates, and of the hostile documents it
refuses what its table says a schema can refuse. Prints `N passed, N failed`.
"""
import json
import os
import pathlib
import re
import sys

import jsonschema

SOURCE = pathlib.Path(os.environ["ENTENTE_SOURCE"])
SCHEMA = json.loads((SOURCE / "lib" / "io" / "entente-graph.schema.json").read_text())
TABLE = SOURCE / "tests" / "unit" / "io" / "hostile_documents.txt"
HEAD = b'{"format": "entente-graph", "version": 1'
ACTORS = (b'"actors": [{"id": "A", "kind": "state"}, {"id": "B", "kind": "state"}, '
          b'{"id": "o", "kind": "official"}, {"id": "g", "kind": "organisation"}]')
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
problems, passed = [], 0


def check(good, problem):
    global passed
    if good:
        passed += 1
    else:
        problems.append(problem)


def cases():
    """(name, status, what the schema says, the document) of every case of the table."""
    for case in ("\n" + TABLE.read_text()).split("\n== ")[1:]:
        name, expected, text = case.split("\n", 2)
        text = text.encode().replace(b"$HEAD", HEAD).replace(b"$ACTORS", ACTORS).replace(b"@@", b"")
        yield name, *expected.split()[:2], re.sub(rb"@\{(..)\}", lambda byte: bytes([int(byte.group(1), 16)]), text)


def check_table():
    for name, status, expected, text in cases():
        if expected != "-":
            found = "accepted" if VALIDATOR.is_valid(json.loads(text)) else "refused"
            check(found == expected, f"{name}: {found} by the schema, expected {expected}")
            check(status != "OK" or found == "accepted", f"{name}: read, but refused by the schema")


def check_examples():
    paths = sorted((SOURCE / "examples").rglob("*.json"))
    documents = [path for path in paths if json.loads(path.read_text()).get("format") == "entente-graph"]
    check(documents, "no example is a document")
    for path in documents:
        errors = [error.message for error in VALIDATOR.iter_errors(json.loads(path.read_text()))]
        check(not errors, f"{path.name}: {errors}")


def check_dates():
    """Every form of a date that the reader reads, and some that it does not."""
    good = ("2024-01-16", "2024-01", "2024", "2024-01-26/2024-01-27", "2024-01-16/", "/2024-01-16", "2024-01/2024-03-05", "2024/")
    bad = ("", "/", "24-01-16", "2024-1", "2024-00", "2024-01-32", "2024-01-16 ", "0000", "2024-01//", "20240116",
           "2024-01-16T00:00", "2024-01-16/2024-13", "0000-12-31/2024", "2024/0000", "2024\n")
    for text in good + bad:
        document = {"format": "entente-graph", "version": 1, "actors": [], "sources": [{"id": "s", "date": text}]}
        check(VALIDATOR.is_valid(document) == (text in good), f"the date {text!r}")


def main():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    check_table()
    check_examples()
    check_dates()
    for problem in problems:
        print("FAILED", problem)
    print(f"{passed} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
