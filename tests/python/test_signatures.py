"""The ctypes declarations against the headers: every function, every struct, every table of names.

Functions are read from the headers; the layout of structs and the values of enumerators are asked of a compiler.
Prints `N passed, N failed`.
"""
import ctypes
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from entente import _library as c
from entente import brokerage, certainty, compare, events, graph, mediators, network, paths, ontology, time

HEADERS = pathlib.Path(os.environ["ENTENTE_SOURCE"]) / "include"
passed, problems = 0, []

SCALARS = {"int": ctypes.c_int, "uint8_t": ctypes.c_uint8, "int32_t": ctypes.c_int32, "uint32_t": ctypes.c_uint32,
           "uint64_t": ctypes.c_uint64, "size_t": ctypes.c_size_t, "double": ctypes.c_double, "ent_id": ctypes.c_uint32,
           "ent_date": ctypes.c_int32}
OPAQUE = {"ent_graph", "ent_network", "ent_paths", "ent_contacts", "ent_journey", "ent_mediators", "ent_buffer",
          "ent_file", "ent_events_report", "ent_diff", "ent_explanation", "ent_series", "ent_rank_certainty",
          "ent_back_channels"}


def check(good, problem):
    global passed
    if good:
        passed += 1
    else:
        problems.append(problem)


def text_of_headers():
    text = "\n".join(path.read_text() for path in sorted((HEADERS / "entente").glob("*.h")))
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


def struct_name(python_class):
    return "ent_" + re.sub(r"(?<!^)(?=[A-Z])", "_", python_class.__name__).lower()


STRUCTS = {struct_name(value): value for value in vars(c).values()
           if isinstance(value, type) and issubclass(value, ctypes.Structure) and value not in (ctypes.Structure, c.Sized)}


def expected_type(declaration, enums):
    """The ctypes type that stands for a C parameter or result."""
    declaration = re.sub(r"\[\w*\]", "*", declaration)
    stars = declaration.count("*")
    base = [word for word in re.findall(r"\w+", declaration) if word != "const"][0]
    if base == "char":
        return ctypes.c_char_p if stars == 1 else ctypes.POINTER(ctypes.c_char_p)
    if base == "void":
        return None if stars == 0 else ctypes.c_void_p
    if base in OPAQUE:
        return ctypes.c_void_p if stars == 1 else ctypes.POINTER(ctypes.c_void_p)
    kind = SCALARS.get(base) or (ctypes.c_int if base in enums else STRUCTS.get(base))
    for _ in range(stars):
        kind = ctypes.POINTER(kind)
    return kind


def check_functions(text):
    enums = set(re.findall(r"\}\s*(ent_\w+);", "".join(re.findall(r"typedef enum.*?;", text, re.S))))
    declared = re.findall(r"^ENT_API\s+([^;{]*?)\b(ent_\w+)\s*\(([^;]*)\);", text, re.M | re.S)
    check({name for _, name, _ in declared} == set(c.SIGNATURES), "functions: " + ", ".join(
        sorted({name for _, name, _ in declared} ^ set(c.SIGNATURES))))
    for result, name, parameters in declared:
        have = c.SIGNATURES.get(name)
        wanted = [expected_type(p, enums) for p in parameters.split(",") if p.strip() != "void"]
        returned = expected_type(result, enums)
        if have and name == "ent_buffer_data":  # taken as an address: the bytes may hold anything
            returned = ctypes.c_void_p
        check(have == (returned, wanted), f"{name}: the header has {returned} {wanted}, Python {have}")


def compiled(questions):
    """The value of each C expression, by a program."""
    lines = "".join(f'printf("%lld\\n", (long long)({question}));' for question in questions)
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "ask"
        source = f"#include <entente/entente.h>\n#include <stdio.h>\nint main(void) {{ {lines} return 0; }}"
        subprocess.run(["cc", "-std=c11", f"-I{HEADERS}", "-x", "c", "-", "-o", program], input=source.encode(), check=True)
        return list(map(int, subprocess.run([program], capture_output=True, check=True).stdout.split()))


def check_structs(text):
    declared = set(re.findall(r"typedef struct (ent_\w+) \{", text))
    check(declared == set(STRUCTS), "structs: " + ", ".join(sorted(declared ^ set(STRUCTS))))
    rows = []
    for name, kind in STRUCTS.items():
        rows.append((f"sizeof({name})", ctypes.sizeof(kind)))
        for field, _ in kind._fields_:
            offset = getattr(kind, field)
            rows.append((f"offsetof({name}, {field.rstrip('_')})", offset.offset))
            rows.append((f"sizeof((({name} *)0)->{field.rstrip('_')})", offset.size))
    for (question, ours), theirs in zip(rows, compiled([question for question, _ in rows])):
        check(ours == theirs, f"{question}: the header has {theirs}, Python {ours}")


def check_names():
    tables = [("ent_actor_kind_name", graph.ACTOR_KINDS), ("ent_kind_name", graph.KINDS),
              ("ent_affiliation_kind_name", graph.AFFILIATIONS), ("ent_mediation_status_name", graph.STATUSES),
              ("ent_match_kind_name", graph.MATCHES), ("ent_measure_name", network.MEASURES),
              ("ent_triad_name", network.TRIADS),
              ("ent_component_name", mediators.COMPONENTS),
              ("ent_state_word_name", ontology.WORDS), ("ent_reject_name", events.REASONS),
              ("ent_event_format_name", ("detect",) + events.FORMATS[1:]),
              ("ent_broker_role_name", brokerage.ROLES), ("ent_change_name", compare.CHANGES),
              ("ent_period_name", compare.PERIODS), ("ent_indicator_name", compare.INDICATORS),
              ("ent_draw_unit_name", certainty.UNITS)]
    for function, names in tables:
        theirs = tuple((getattr(c.lib, function)(i) or b"").decode() for i in range(len(names)))
        check(theirs == tuple(names), f"{function}: {theirs} is not {names}")
        check(getattr(c.lib, function)(len(names)) is None, f"{function} has more names than Python")
    enumerators = {"ENT_WEIGHT_": network.WEIGHTS, "ENT_": network.MODES, "ENT_LAYER_": network.LAYERS,
                   "ENT_PATH_": paths.METHODS,
                   "ENT_REPAIR_": ontology.REPAIRS}
    for prefix, names in enumerators.items():
        values = compiled([prefix + name.upper() for name in names])
        check(values == list(range(len(names))), f"{prefix}: {names} are {values}")
    times = ["ENT_ONCE", "ENT_AT_MOST_ONCE", "ENT_ANY_NUMBER", "ENT_ONCE_OR_MORE"]
    check(compiled(times) == [paths.QUANTIFIERS.index(sign) for sign in "1?*+"], "quantifiers")
    check(compiled(["ENT_" + name.upper() for name in time.OBJECTIVES]) == list(range(5)), "objectives")
    check(mediators.STATUSES == graph.STATUSES and network.KINDS == graph.KINDS, "tables that stand twice differ")


def main():
    text = text_of_headers()
    check_functions(text)
    check_structs(text)
    check_names()
    for problem in problems:
        print("FAILED", problem)
    print(f"{passed} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
