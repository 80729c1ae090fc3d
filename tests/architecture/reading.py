"""A folder of code in; its Python files with what they import, in full names, out."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One Python file of a checkout: its path from the top, and its syntax tree."""

    path: Path
    text: str

    @cached_property
    def tree(self):
        return ast.parse(self.text, filename=str(self.path))

    @property
    def module(self):
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self):
        return self.module if self.path.name == "__init__.py" else self.module.rpartition(".")[0]

    @cached_property
    def imports(self):
        """(line, full name) of every import, wherever in the file it stands; `from a import b` gives `a.b`."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    above = self.package.split(".")
                    base = ".".join([*above[: len(above) - node.level + 1], *filter(None, [node.module])])
                found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
        return found

    @cached_property
    def calls(self):
        """(line, dotted name, node) of every call whose function can be named: `a.b.c(…)` is `a.b.c`."""
        return [
            (node.lineno, dotted(node.func), node)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call)
        ]

    def at(self, line, what):
        return f"{self.path.as_posix()}:{line}: {what}"


def dotted(node):
    """`a.b.c` for a chain of names; a call within counts as its function: `a.get(…).save` is `a.get.save`."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def sources(root, *folders):
    """Every Python file below these folders of the checkout, in order."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            yield Source(path.relative_to(root), path.read_text())


def in_folder(path, *folders):
    """Whether the path is one of these, or lies below one of them."""
    return any(path == Path(folder) or Path(folder) in path.parents for folder in folders)
