"""The project as files, for the rules of the house."""

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Tree:
    """The project as files: what is committed, without what is built."""

    root: Path

    def committed(self) -> list[Path]:
        """List the files that are or will be committed."""
        left_out = {".git", ".venv", "build", "dist", ".demo", "node_modules", "__pycache__", "vendor"}
        caches = {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", ".setup-stamp", ".coverage"}
        files = (path for path in self.root.rglob("*") if path.is_file() and not (left_out | caches).intersection(self.parts(path)))
        return sorted(path for path in files if not any(part.endswith(".egg-info") for part in self.parts(path)))

    def parts(self, path: Path) -> tuple[str, ...]:
        """Give the parts of a path inside the project."""
        return path.relative_to(self.root).parts

    def name(self, path: Path) -> str:
        """Name a file as seen from the project."""
        return path.relative_to(self.root).as_posix()

    def hub(self, *packages: str) -> list[Path]:
        """List the modules of the hub, or of some of its packages."""
        base = self.root / "hub" / "ketenhub"
        found = [base / one for one in packages] if packages else [base]
        return sorted(path for folder in found for path in folder.rglob("*.py"))

    def plugins(self) -> list[Path]:
        """List the packages of the plugins."""
        return sorted(path for path in self.root.glob("plugins/*/ketenhub_*") if path.is_dir())

    def modules(self) -> list[Path]:
        """List every module that ships."""
        return [*self.hub(), *(path for plugin in self.plugins() for path in sorted(plugin.rglob("*.py")))]

    @staticmethod
    @functools.cache
    def parse(path: Path) -> ast.Module:
        """Read a module as a tree."""
        return ast.parse(path.read_text("utf-8"))
