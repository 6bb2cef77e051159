"""Completion offers what the help lists, and the manual page renders and names it too."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from command import ANSWERED, COMMAND, SOURCE, CommandTest, main, run

SHELLS = SOURCE / "bindings" / "cli"


def options(name):
    """The options that the help of a subcommand lists."""
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", run(name, "--help").stdout, re.M))


class Completion(CommandTest):
    def completed(self, *words):
        """What bash offers for the last word."""
        script = f"""
            source '{SHELLS / "entente.bash"}'
            COMP_WORDS=('{COMMAND}' {" ".join(f"'{word}'" for word in words)}); COMP_CWORD={len(words)}
            _entente; printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, encoding="utf-8")
        self.assertEqual(done.stderr, "")
        return set(done.stdout.split("\n")) - {""}

    def test_subcommands(self):
        self.assertEqual(self.completed(""), set(ANSWERED) | {"import", "help", "--help", "--version"})
        self.assertEqual(self.completed("r"), {"resolve", "rank"})
        self.assertEqual(self.completed("help", "m"), {"mediators"})

    def test_every_option_of_the_help(self):
        for name in ANSWERED:
            self.assertEqual(self.completed(name, "--"), options(name), name)
            self.assertLess({"--since", "--help", "--output"}, options(name))
        self.assertEqual(self.completed("import", "--"), options("import"))
        self.assertEqual(self.completed("paths", "--re"), {"--respect-time"})

    def test_values(self):
        self.assertEqual(self.completed("rank", "--measure", "be"), {"betweenness"})
        self.assertEqual(self.completed("rank", "--format", ""), {"table", "tsv", "json"})
        self.assertEqual(self.completed("rank", "--kinds", "attack,me"), {"attack,mediation"})
        self.assertEqual(self.completed("rank", "-m", "page"), {"pagerank"})
        self.assertEqual(self.completed("rank", "--measure", "=", "page"), {"pagerank"})  # bash has "=" as a word
        self.assertEqual(self.completed("rank", "--format", "="), {"table", "tsv", "json"})

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "graph.json"
            path.touch()
            self.assertEqual(self.completed("rank", f"{folder}/gr"), {str(path)})
            self.assertEqual(self.completed("rank", "-o", f"{folder}/gr"), {str(path)})

    #: Words to complete, and what is offered.
    VALUES = (("rank --measure betw", {"betweenness"}), ("rank -m page", {"pagerank"}), ("help medi", {"mediators"}),
              ("rank --kinds attack,dip", {"attack,diplomatic"}), ("rank --measure=page", {"--measure=pagerank"}),
              ("rank --kinds=attack,dip", {"--kinds=attack,diplomatic"}))

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_offers_the_same(self):
        """Its own functions replaced: one that prints what the word begins with, one that notes what stands before it."""
        def offered(line):
            script = f"""
                _describe() {{ local item; for item in ${{(P)2}}; do
                    [[ ${{item%%:*}} == ${{words[CURRENT]}}* ]] && print -r -- $before_word${{item%%:*}}; done }}
                compset() {{ local rest=${{words[CURRENT]##${{~2}}}}
                    before_word+=${{words[CURRENT]%$rest}}; words[CURRENT]=$rest }}
                fpath=('{SHELLS}'); autoload -U _entente
                before_word=; words=('{COMMAND}' {line}); CURRENT=${{#words}}; _entente"""
            done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, encoding="utf-8")
            self.assertEqual(done.stderr, "")
            return set(done.stdout.split())

        for line, expected in self.VALUES:
            self.assertEqual(offered(line), expected)
        for name in [*ANSWERED, "import"]:
            self.assertEqual(offered(f"{name} --"), options(name), name)

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_offers_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(COMMAND, pathlib.Path(folder) / "entente")

            def offered(line):
                done = subprocess.run(["fish", "--no-config", "-c", f"set -x PATH {folder} $PATH; "
                                       f"source {SHELLS / 'entente.fish'}; complete -C 'entente {line}'"],
                                      capture_output=True, encoding="utf-8", env={**os.environ, "HOME": folder})
                self.assertEqual(done.stderr, "")
                return {word.split("\t")[0] for word in done.stdout.splitlines()}

            for line, expected in self.VALUES:
                self.assertEqual(offered(line), expected)
            for name in [*ANSWERED, "import"]:
                self.assertEqual(offered(f"{name} --"), options(name), name)


class Manual(CommandTest):
    PAGE = SHELLS / "entente.1"

    def test_it_renders_without_a_warning(self):
        done = subprocess.run(["groff", "-man", "-ww", "-z", str(self.PAGE)], capture_output=True, encoding="utf-8")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_it_names_every_command_and_option(self):
        done = subprocess.run(["groff", "-man", "-Tascii", "-P-cbou", str(self.PAGE)], capture_output=True, encoding="ascii")
        for name in [*ANSWERED, "import"]:
            self.assertRegex(done.stdout, rf"(?m)^ +{name} +FILE")
            for option in options(name):
                self.assertIn(option, done.stdout)


if __name__ == "__main__":
    main()
