"""The accepted survivors of mutation testing each name a fault that can be made today, and say why no test notices it."""

from tools.mutants import mutants_of
from tools.mutate import KNOWN, Run, Watch, read_known


def test_every_accepted_survivor_has_a_reason() -> None:
    assert [key for key, reden in read_known(KNOWN).items() if len(reden.split()) < 3] == []


def test_every_accepted_survivor_still_stands_in_the_code() -> None:
    known = read_known(KNOWN)
    modules = {module for module, _, _ in known}
    possible = {mutant.key for module in modules for mutant in mutants_of(module, Run.path(module).read_text("utf-8"))[1]}
    assert [key for key in known if key not in possible] == []


def test_a_boundary_a_row_and_a_case_can_each_be_got_wrong() -> None:
    case = "    match n:\n        case 1:\n            return n < 3\n        case _:\n            return n in ROWS\n"
    text = f"ROWS = (1, 2)\n\n\ndef check(n):\n{case}"
    told = {(m.functie, m.mutatie.partition(" || ")[2]) for m in mutants_of("m", text)[1]}
    assert {("", "1 in rij -> weg"), ("check", "n < 3 -> n <= 3"), ("check", "case 1 -> weg"), ("check", "3 -> 4")} <= told


def test_fault_in_a_class_is_for_the_tests_of_its_module_and_where_no_test_runs_a_line_of_that_for_all() -> None:
    text = "class Houding:\n    mens = False\n\n\ndef check():\n    return 1\n"
    in_class, in_function = (next(m for m in mutants_of("m.py", text)[1] if m.functie == name) for name in ("Houding", "check"))
    watch = Watch({}, seconds={0: 1.0, 1: 1.0, 2: 1.0})
    assert [watch.tests_of(one) for one in (in_class, in_function)] == [[0, 1, 2], [0, 1, 2]]
    watch.lines["m.py", 6], watch.modules["m.py"] = {1}, {1, 2}
    assert [watch.tests_of(one) for one in (in_class, in_function)] == [[1, 2], [1]]
