"""Taking shell text apart."""

from __future__ import annotations

import time

import pytest

from ara.compiler.repo.shell import parse_shell


def _words(text):
    return [list(command.words) for command in parse_shell(text).commands]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("python a.py --x 1", [["python", "a.py", "--x", "1"]]),
        ("python a.py \\\n  --x 1 \\\n  --y 2\n", [["python", "a.py", "--x", "1", "--y", "2"]]),
        ("python a.py \\  \n  --x 1", [["python", "a.py", "--x", "1"]]),
        ("a 'b c' \"d $E\" f\\ g", [["a", "b c", "d $E", "f g"]]),
        (
            "a $(date +'%s) x' | head) ${B:-c d} `e f`",
            [["a", "$(date +'%s) x' | head)", "${B:-c d}", "`e f`"], ["date", "+%s) x"], ["head"]],
        ),
        ("a && b || c; d & e", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("a # b\n# c\nd", [["a"], ["d"]]),
        ("if [ -f x ]; then a; elif b; then c; else d; fi", [["a"], ["b"], ["c"], ["d"]]),
        ("for s in 1 2; do a $s; done", [["a", "$s"]]),
        ("for ((i=0; i<3; i++)); do a; done\n((i++))\n", [["a"]]),
        ("while read x; do a; done < list", [["read", "x"], ["a"]]),
        ("case $1 in\n x) a ;;\n *) b ;;\nesac", [["a"], ["b"]]),
        ("run() {\n a\n}\nfunction go { b; }\nrun", [["a"], ["b"], ["run"]]),
        ('r=$(\n cd x && \\\n a $(b "$(c)")\n)\nd', [[], ["cd", "x"], ["a", '$(b "$(c)")'], ["b", "$(c)"], ["d"]]),
        ("(cd x && a)", [["cd", "x"], ["a"]]),
        ("cat <<EOF > x\npython no.py\nEOF\na", [["cat"], ["a"]]),
        ("cat <<-'EOF'\n\tno\n\tEOF\na", [["cat"], ["a"]]),
        ("a <NAME> --x <a b> path/<C>/d", [["a", "<NAME>", "--x", "<a b>", "path/<C>/d"]]),
        ("a > out 2>&1 < in >> log &> all", [["a"]]),
    ],
)
def test_simple_commands_are_found_in(text, words):
    assert _words(text) == words


def test_a_command_knows_its_lines_variables_and_whether_its_output_goes_elsewhere():
    first, second = parse_shell("A=1 B='x y' python a.py \\\n --z | tee log\n", first_line=10).commands

    assert first.assignments == (("A", "1"), ("B", "x y"))
    assert (first.line, first.end_line, first.piped) == (10, 11, True)
    assert (second.line, second.piped) == (11, False)


def test_a_line_of_assignments_has_no_program():
    (command,) = parse_shell("LIST=(a 'b c') N=3\n").commands

    assert command.words == ()
    assert command.assignments == (("LIST", "(a 'b c')"), ("N", "3"))


def test_a_subshell_is_a_scope_of_its_own():
    scopes = {" ".join(command.words): command.scope for command in parse_shell("(a; (b)); (c); d; e $(f)").commands}

    assert scopes["d"] == scopes["e $(f)"] == ()
    assert scopes["b"][:1] == scopes["a"]
    assert len({scopes[name] for name in "abcdf"}) == 5


def test_functions_are_told():
    assert parse_shell("one() { a; }\nfunction two() { b; }\n").functions == {"one", "two"}


def test_a_line_with_a_quote_that_never_closes_is_skipped_and_told():
    found = parse_shell("a\necho don't\nb\n")

    assert [command.words for command in found.commands] == [("a",), ("b",)]
    assert found.broken == (2,)


@pytest.mark.parametrize(
    "piece", ["'\n", '"\n', "$(\n", "${\n", "`\n", "((\n", "<<A\n", "a \\\n", "(", ")", "a=(", "<x", "&"]
)
def test_hostile_text_takes_no_long_time(piece):
    started = time.perf_counter()
    parse_shell(piece * (100_000 // len(piece)))

    assert time.perf_counter() - started < 3
