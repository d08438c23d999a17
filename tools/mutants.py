"""The small faults that can be put into a module: each one place, with the line it stands on and words to recognise it by."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Change = tuple[str, "Callable[[], None]"]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# the edge and the opposite
COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
# wording (whatever holds a space) is for review and not for tests: only codes, keys and places are changed
# an argument that guards what cannot happen: no test can tell it apart
NOT_TOUCHED = frozenset({"strict", "slots", "frozen"})
LONG = 90


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small fault: where it stands, how it reads, and how to put it into the tree that it was found in."""

    module: str
    functie: str
    mutatie: str
    lines: range
    apply: Callable[[], None]

    @property
    def key(self) -> tuple[str, str, str]:
        """Give what recognises it when lines move."""
        return self.module, self.functie, self.mutatie


def short(node: ast.AST) -> str:
    """Show a part of a module on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _setter(parent: ast.AST, name: str, place: int | None, new: ast.AST | None) -> Callable[[], None]:
    """Give the act that replaces a part of its parent, or takes it away."""

    def act() -> None:
        if place is None:
            setattr(parent, name, new)
        elif new is None:
            del getattr(parent, name)[place]
        else:
            getattr(parent, name)[place] = new

    return act


def _constants(node: ast.Constant) -> Iterator[ast.expr]:
    match node.value:
        case bool() as value:
            yield ast.Constant(not value)
        case int() as value:
            yield ast.Constant(value + 1)
        case str() as value if " " not in value:
            yield ast.Constant(f"{value}XX")
        case _:
            return


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    if isinstance(node.func, ast.Name) and node.func.id in CALLED:
        other = CALLED[node.func.id]
        yield ast.Call(ast.Name(other, ast.Load()), node.args, [] if other == "list" else node.keywords)
    for n, keyword in enumerate(node.keywords):
        if keyword.arg is not None and keyword.arg not in NOT_TOUCHED:
            yield ast.Call(node.func, node.args, [*node.keywords[:n], *node.keywords[n + 1 :]])


def _tests(node: ast.BoolOp) -> Iterator[ast.expr]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for n in range(len(node.values)):
        rest = [*node.values[:n], *node.values[n + 1 :]]
        yield ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]


def _compared(node: ast.Compare) -> Iterator[ast.expr]:
    for n, op in enumerate(node.ops):
        for other in COMPARED[type(op)]:
            yield ast.Compare(node.left, [*node.ops[:n], other(), *node.ops[n + 1 :]], node.comparators)


def other_expressions(node: ast.AST) -> Iterator[ast.expr]:
    """Give what could stand wrongly in the place of an expression."""
    match node:
        case ast.Constant():
            yield from _constants(node)
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield from _tests(node)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp(op=op) if type(op) in COUNTED:
            yield ast.BinOp(node.left, COUNTED[type(op)](), node.right)
        case ast.Call():
            yield from _calls(node)
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case _:
            return


def _plain(test: ast.expr) -> bool:
    """Tell whether a condition has no part that is turned around elsewhere."""
    return not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant)


def _negated(node: ast.If | ast.While | ast.match_case, name: str, test: ast.expr) -> Iterator[Change]:
    if _plain(test):
        yield f"{short(test)} -> not", _setter(node, name, None, ast.UnaryOp(ast.Not(), test))


def _does_nothing(case: ast.match_case) -> bool:
    """Tell whether a case says for the reader, and for the type checker, that the rest is left alone."""
    return isinstance(case.pattern, ast.MatchAs) and all(
        isinstance(one, ast.Pass) or (isinstance(one, ast.Return) and (one.value is None or ast.unparse(one.value) == "None"))
        for one in case.body
    )


def _cases(node: ast.Match) -> Iterator[tuple[ast.AST, Change]]:
    for n, case in enumerate(node.cases):
        if len(node.cases) > 1 and not _does_nothing(case):
            yield case.pattern, (f"case {short(case.pattern)} -> weg", _setter(node, "cases", n, None))
        if case.guard is not None:
            yield case.pattern, (f"if {short(case.guard)} -> weg", _setter(case, "guard", None, None))
            for change in _negated(case, "guard", case.guard):
                yield case.pattern, change


def _tables(node: ast.AST) -> Iterator[tuple[ast.AST, Change]]:
    """Give the rows that can be left out of a set, a list, a table of the module, or what something is compared with."""
    match node:
        case ast.Set(elts=elts) | ast.List(elts=elts, ctx=ast.Load()):
            yield from _rows(node, elts)
        case ast.Assign(value=ast.Tuple(elts=elts) as table) | ast.AnnAssign(value=ast.Tuple(elts=elts) as table):
            yield from _rows(table, elts)
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Tuple(elts=elts) as table]):
            yield from _rows(table, elts)
        case ast.Dict(keys=keys):
            for n, key in enumerate(keys):
                if key is not None:
                    yield key, (f"{short(key)} in tabel -> weg", _without(node, n))
        case _:
            return


def _patterns(node: ast.AST) -> Iterator[tuple[ast.AST, Change]]:
    match node:
        case ast.Match():
            yield from _cases(node)
        case ast.MatchOr(patterns=patterns):
            for n, pattern in enumerate(patterns):
                yield pattern, (f"| {short(pattern)} -> weg", _setter(node, "patterns", n, None))
        case _:
            return


def _parts(node: ast.AST) -> Iterator[tuple[ast.AST, Change]]:
    """Give what can be left out of, or turned around in, a part of a module."""
    match node:
        case ast.If(test=test) | ast.While(test=test):
            yield from ((test, change) for change in _negated(node, "test", test))
        case ast.comprehension(ifs=ifs):
            for n, test in enumerate(ifs):
                yield test, (f"if {short(test)} -> weg", _setter(node, "ifs", n, None))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield node, (f"return {short(value)} -> return None", _setter(node, "value", None, ast.Constant(None)))
        case ast.Lambda():
            yield node, (f"{short(node)} -> None", _setter(node, "body", None, ast.Constant(None)))
        case _:
            yield from _tables(node)
            yield from _patterns(node)


def _rows(table: ast.AST, rows: list[ast.expr]) -> Iterator[tuple[ast.AST, Change]]:
    for n, one in enumerate(rows):
        yield one, (f"{short(one)} in rij -> weg", _setter(table, "elts", n, None))


def _without(table: ast.Dict, n: int) -> Callable[[], None]:
    def act() -> None:
        del table.keys[n]
        del table.values[n]

    return act


def _gone(parent: ast.AST, name: str, place: int, node: ast.AST) -> Iterator[Change]:
    """Give the statements that can be left out."""
    match node:
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() | ast.AugAssign():
            yield f"{short(node)} -> weg", _setter(parent, name, place, ast.Pass())
        case ast.Continue():
            yield "continue -> break", _setter(parent, name, place, ast.Break())
        case ast.Break():
            yield "break -> continue", _setter(parent, name, place, ast.Continue())
        case _:
            return


def _skipped(parent: ast.AST, name: str, node: ast.AST) -> bool:
    """Leave out what no test can see: annotations, decorators, docstrings, imports for typing, guards of the impossible."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Delete() | ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.keyword(arg=str() as arg):
            return arg in NOT_TOUCHED
        case _:
            return name in {"annotation", "returns", "decorator_list"} or (name == "value" and _is_alias(parent))


def _is_alias(node: ast.AST) -> bool:
    """Tell whether a name is given to a type."""
    match node:
        case ast.Assign(value=ast.Subscript(value=ast.Name(id="Callable" | "Literal" | "Mapping" | "tuple" | "dict" | "list"))):
            return True
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
            return True
        case _:
            return False


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            for n, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield name, n, one
        elif isinstance(value, ast.AST):
            yield name, None, value


def _lines(node: ast.AST) -> range:
    first = getattr(node, "lineno", 0)
    return range(first, (getattr(node, "end_lineno", None) or first) + 1)


def _changes(parent: ast.AST, name: str, place: int | None, node: ast.AST) -> Iterator[tuple[ast.AST, Change]]:
    """Give every small fault at one place."""
    if isinstance(node, ast.expr):
        for other in other_expressions(node):
            yield node, (f"{short(node)} -> {short(other)}", _setter(parent, name, place, other))
    if place is not None:
        yield from ((node, change) for change in _gone(parent, name, place, node))
    yield from _parts(node)


def _walk(node: ast.AST, module: str, functie: str, lines: list[str]) -> Iterator[Mutant]:
    """Give every mutant below a node, in the order of the text."""
    for name, place, child in _children(node):
        if _skipped(node, name, child):
            continue
        inner = f"{functie}.{child.name}".lstrip(".") if isinstance(child, (*FUNCTIONS, ast.ClassDef)) else functie
        for at, (words, act) in _changes(node, name, place, child):
            where = _lines(at)
            line = lines[where.start - 1].strip() if where.start else ""
            yield Mutant(module, functie, f"{line} || {words}", where, act)
        yield from _walk(child, module, inner, lines)


def mutants_of(module: str, text: str) -> tuple[ast.Module, list[Mutant]]:
    """Give the tree of a module and every small fault that can be put into it; equal words are numbered."""
    tree = ast.parse(text)
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for mutant in _walk(tree, module, "", text.splitlines()):
        seen[mutant.key] += 1
        n = seen[mutant.key]
        found.append(replace(mutant, mutatie=f"{mutant.mutatie} ({n})") if n > 1 else mutant)
    return tree, found
