"""What README.md shows of Python is what Python answers."""
import doctest
import os
import pathlib
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]


class Readme(unittest.TestCase):
    def test_its_examples_answer_as_it_says(self):
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(SOURCE)  # its paths are those of a clone
        failed, tried = doctest.testfile(str(SOURCE / "README.md"), module_relative=False, encoding="utf-8")
        self.assertEqual(failed, 0)
        self.assertGreater(tried, 5)


if __name__ == "__main__":
    unittest.main()
