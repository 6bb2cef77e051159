"""Installs the build into a fresh folder and uses it as outsiders do: CMake package, pkg-config, folder of a project.

Also: the headers compile alone as C11 and C++, the shared library shows exactly the public symbols, nothing private is
installed. Prints `N passed, N failed`.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ["ENTENTE_SOURCE"])
BUILD = pathlib.Path(os.environ["ENTENTE_BUILD"])
HERE = SOURCE / "tests" / "install"
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
EXPECTED = "entente 0.1.0: 0 1 0\n"
results = []


def run(*command, **environment):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def check(name, test, *arguments):
    try:
        test(*arguments)
        results.append(True)
    except Exception as problem:  # a test's own failure is reported, whatever it is
        results.append(False)
        print(f"FAILED {name}: {problem}")


def expect(found, wanted, what):
    if found != wanted:
        raise AssertionError(f"{what}: expected {wanted!r}, found {found!r}")


def cmake_project(folder, way, target, prefix):
    build = folder / f"{way}-{target.split('::')[1]}"
    run("cmake", "-S", HERE / "consumer", "-B", build, "-G", "Ninja", f"-DWAY={way}", f"-DTARGET={target}",
        f"-DCMAKE_PREFIX_PATH={prefix}", f"-DENTENTE_SOURCE={SOURCE}", "-DCMAKE_BUILD_TYPE=Release")
    run("ninja", "-C", build)
    expect(run(build / "consumer"), EXPECTED, "what the program prints")


def pkg_config_project(folder, prefix, static):
    flags = ["--static"] if static else []
    found = {"PKG_CONFIG_PATH": str(next(prefix.rglob("pkgconfig")))}
    flags = run("pkg-config", "--cflags", "--libs", *flags, "entente", **found).split()
    program = folder / f"pkg-config-{'static' if static else 'shared'}"
    library = next(prefix.rglob("libentente.*")).parent
    run("cc", "-std=c11", *STRICT, HERE / "consumer" / "main.c", "-o", program, *flags)
    expect(run(program, LD_LIBRARY_PATH=str(library)), EXPECTED, "what the program prints")
    if static:
        assert "libentente" not in run("ldd", program), "the static program still needs libentente.so"


def header_alone(header, compiler, standard, language):
    run(compiler, f"-std={standard}", *STRICT, f"-I{SOURCE / 'include'}", "-fsyntax-only", "-x", language, header)


def only_public_symbols(prefix):
    library = next(prefix.rglob("libentente.so"))
    shown = {line.split()[-1] for line in run("nm", "-D", "--defined-only", library).splitlines()}
    listed = set((HERE / "symbols.txt").read_text().split())
    declared = set()
    for header in (SOURCE / "include" / "entente").glob("*.h"):
        declared |= set(re.findall(r"^ENT_API\b[^;{]*?\b(ent_\w+)\s*\(", header.read_text(), re.M | re.S))
    expect(sorted(shown - listed), [], "symbols shown, but not in symbols.txt")
    expect(sorted(listed - shown), [], "symbols in symbols.txt, but not shown")
    expect(sorted(declared ^ shown), [], "declared in the headers or shown, but not both")


def soname(prefix):
    text = run("readelf", "-d", next(prefix.rglob("libentente.so")))
    expect(re.search(r"SONAME.*\[(.*)\]", text).group(1), "libentente.so.0", "soname")


def nothing_private(prefix):
    for path in prefix.rglob("*.h"):
        assert path.parent.name == "entente" and not path.stem.endswith("_internal"), f"{path} is installed"
        text = path.read_text()
        assert "igraph.h" not in text and "cJSON.h" not in text, f"{path} includes a library of ours"
    for name in ("entente-graph.schema.json", "entente.1", "_entente", "entente.fish"):
        assert list(prefix.rglob(name)), f"{name} is not installed"


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        prefix, static = folder / "prefix", folder / "static"
        run("cmake", "--install", BUILD, "--prefix", prefix)
        run("cmake", "--install", BUILD, "--prefix", static)
        for path in static.rglob("libentente.so*"):
            path.unlink()
        for way, target, where in (("package", "entente::entente", prefix), ("package", "entente::static", prefix),
                                   ("folder", "entente::entente", prefix), ("fetch", "entente::static", prefix)):
            check(f"{way} {target}", cmake_project, folder, way, target, where)
        check("pkg-config shared", pkg_config_project, folder, prefix, False)
        check("pkg-config static", pkg_config_project, folder, static, True)
        for header in sorted((SOURCE / "include" / "entente").glob("*.h")):
            check(f"{header.name} as C11", header_alone, header, "cc", "c11", "c")
            check(f"{header.name} as C++", header_alone, header, "c++", "c++11", "c++")
        check("public symbols", only_public_symbols, prefix)
        check("soname", soname, prefix)
        check("nothing private", nothing_private, prefix)
        check("command, and nothing said of where the library is", run, next(prefix.rglob("bin/entente")), "--version")
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
