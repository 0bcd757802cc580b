# ruff: noqa: E501 - sources stand as they are
import time

import pytest

from ara.compiler.repo.model import Gap
from ara.compiler.repo.syntax_reader import SyntaxReader
from ara.compiler.repo.syntax_trees import definitions
from ara.compiler.repo.text_files import TextFile

CASES = {
    "C++": (
        "// Adds two numbers.\ntemplate <typename T>\nT add(T a, T b) { return a + b; }\nint later(int a);\nstruct Ahead;\n"
        "namespace deep {\nclass Tree : public Base {\n  void grow();\n};\nint* Tree::find(int a,\n  int b) noexcept { return 0; }\n}\n"
        'extern "C" {\nvoid entry(void) {}\n}\ntypedef struct { int a; } Pair;\n#ifdef FAST\nint guarded() { return 1; }\n#endif\n',
        [
            ("add", "function", "T add(T a, T b)", "Adds two numbers.", 3),
            ("Tree", "class", "class Tree : public Base", None, 7),
            ("Tree::find", "function", "int* Tree::find(int a, int b) noexcept", None, 10),
            ("entry", "function", "void entry(void)", None, 14),
            ("Pair", "class", "typedef struct Pair", None, 16),
            ("guarded", "function", "int guarded()", None, 18),
        ],
    ),
    "CUDA": (
        "template <int N>\n__global__ void __launch_bounds__(128) scan(const float* x, int n) {\n  x[0];\n}\n"
        "__device__ float half(float a) { return a / 2; }\nvoid launch() { scan<3><<<1, 2>>>(x, 3); }\n",
        [
            ("scan", "function", "__global__ void __launch_bounds__(128) scan(const float* x, int n)", None, 2),
            ("half", "function", "__device__ float half(float a)", None, 5),
            ("launch", "function", "void launch()", None, 6),
        ],
    ),
    "Shell": (
        "# Runs every experiment.\nrun_all() {\n  inner() { ls; }\n}\nfunction clean { rm x; }\n",
        [
            ("run_all", "function", "run_all()", "Runs every experiment.", 2),
            ("clean", "function", "function clean", None, 5),
        ],
    ),
    "Rust": (
        "/// Parses a line of text.\n/// More of it.\npub fn parse<T>(text: T) -> usize where T: Read { 1 }\nimpl A { fn hidden() {} }\n"
        "pub struct Line {\n  a: u8,\n}\nmod inner {\n  pub trait Shape {}\n}\n",
        [
            ("parse", "function", "pub fn parse<T>(text: T) -> usize where T: Read", "Parses a line of text.", 3),
            ("Line", "class", "pub struct Line", None, 5),
            ("Shape", "class", "pub trait Shape", None, 9),
        ],
    ),
    "Go": (
        "package a\n\n// Walk goes through it.\nfunc Walk(n int) error { return nil }\nfunc (t *Tree) Size() int { return 1 }\ntype Tree struct {\n\tn int\n}\n",
        [
            ("Walk", "function", "func Walk(n int) error", "Walk goes through it.", 4),
            ("Size", "function", "func (t *Tree) Size() int", None, 5),
            ("Tree", "class", "type Tree struct", None, 6),
        ],
    ),
    "TypeScript": (
        "export interface Shape { a: number }\n/** Draws the page. */\nexport const draw = (x: number): void => { x; };\nconst size = 3;\n",
        [
            ("Shape", "class", "interface Shape", None, 1),
            ("draw", "function", "draw = (x: number): void => { x; }", "Draws the page.", 3),
        ],
    ),
    "Julia": (
        "function solve(x::Int)\n  x\nend\nhalf(x) = x / 2\nmutable struct State <: Any\n  a\nend\nlimit = 3\n",
        [
            ("solve", "function", "function solve(x::Int)", None, 1),
            ("half", "function", "half(x) = x / 2", None, 4),
            ("State", "class", "mutable struct State <: Any", None, 5),
        ],
    ),
    "Java": (
        "package a;\npublic final class Engine<T> extends Base {\n  void run() {}\n}\ninterface Part {}\n",
        [
            ("Engine", "class", "public final class Engine<T> extends Base", None, 2),
            ("Part", "class", "interface Part", None, 5),
        ],
    ),
    "Scala": (
        "object Main extends App {\n  def inner(): Int = 1\n}\ncase class Point(x: Int)\ndef top(x: Int): Int = x\n",
        [
            ("Main", "class", "object Main extends App", None, 1),
            ("Point", "class", "case class Point(x: Int)", None, 4),
            ("top", "function", "def top(x: Int): Int", None, 5),
        ],
    ),
}


@pytest.mark.parametrize("language", CASES)
def test_definitions_of_the_top_level_have_their_heads_and_the_comment_above_them(language):
    text, expected = CASES[language]

    assert [tuple(found) for found in definitions(text, language)] == expected


def test_what_stands_between_broken_lines_is_still_found():
    text = "int broken( {{{ ;\n\nclass Whole {\n  int a;\n};\n"

    assert "Whole" in [found.name for found in definitions(text, "C++")]


def test_a_text_that_makes_its_parser_very_slow_is_a_gap_and_the_next_file_is_read():
    slow = TextFile("slow.c", "const a=()=>" * 20_000)
    good = TextFile("good.c", "int main(void) { return 0; }\n")
    started = time.monotonic()
    with SyntaxReader(most_symbols=10, seconds_a_file=1.0) as reader:
        lost, found = reader.symbols(slow, "C"), reader.symbols(good, "C")

    assert isinstance(lost, Gap) and lost.path == "slow.c" and "longer than 1 s" in lost.why
    assert not isinstance(found, Gap) and [symbol.name for symbol in found] == ["main"]
    assert time.monotonic() - started < 10


def test_a_language_that_fails_again_and_again_is_left_out():
    slow = [TextFile(f"slow{number}.c", "const a=()=>" * 20_000) for number in range(4)]
    with SyntaxReader(most_symbols=10, seconds_a_file=0.3) as reader:
        reasons = [gap.why for file in slow if isinstance(gap := reader.symbols(file, "C"), Gap)]

    assert len(reasons) == 4
    assert "before it" in reasons[3] and "longer" in reasons[2]


@pytest.mark.parametrize("text", ["{" * 200_000, "(" * 200_000, "#if X\n" * 50_000, '"\\' * 100_000, ""])
def test_odd_texts_give_no_definitions(text):
    with SyntaxReader(most_symbols=10) as reader:
        assert not isinstance(found := reader.symbols(TextFile("odd.cpp", text), "C++"), Gap)
    assert found == ()
