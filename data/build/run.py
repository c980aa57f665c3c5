"""Build the tables of the course: ``python data/build/run.py [--check] [TABLE…]``.

Without a table all are built. ``--check`` writes nothing, names every file that differs from what the
scripts would write, and exits 1 if there is one. A source id without an entry is named, and the exit is 1 too.
"""

from __future__ import annotations

import argparse
import sys

import descriptor
import diplomacy
import groups
import incidents
import indicators
import law
import maps
import page
import partners
import tables
import treaties
import un
import world

MODULES = (world, un, treaties, incidents, groups, partners, indicators, maps, law, diplomacy)
"""Each offers ``TABLES``, and ``maps`` also ``SHAPES``: mappings from name to function."""


def registry() -> dict:
    """Return a mapping from file name to a function that returns the file's bytes."""
    makers: dict = {}
    for module in MODULES:
        for name, function in module.TABLES.items():
            makers[name] = lambda name=name, function=function: tables.render(name, function())
    for name, function in maps.SHAPES.items():
        makers[name] = lambda function=function: tables.render_shapes(function())
    return makers


def paths() -> dict:
    """Return a mapping from every described name to the path of its file."""
    return {
        name: tables.DATA / f"{name}.{'json' if tables.schema(name).get('format') == 'geojson' else 'csv'}"
        for name in tables.schema_names()
    }


def build(chosen: list[str]) -> tuple[dict, list[str]]:
    """Return the bytes that belong at each path, and the source ids that lead nowhere.

    The paths are those of the chosen tables (all if none is chosen), of the descriptor and of the page.
    """
    makers, where = registry(), paths()
    unknown = sorted(set(chosen) - set(makers))
    if unknown:
        raise tables.TableError(f"no script builds {', '.join(unknown)}; there are {', '.join(sorted(makers))}.")
    if set(makers) != set(where):
        lonely = ", ".join(sorted(set(makers) ^ set(where)))
        raise tables.TableError(f"{lonely}: a table needs a schema in data/schemas and a function in data/build.")
    made = {name: make() for name, make in makers.items() if not chosen or name in chosen}
    missing = sorted(name for name, path in where.items() if name not in made and not path.is_file())
    if missing:
        raise tables.TableError(f"{', '.join(missing)} not built yet: run `python data/build/run.py` once.")
    files = {name: made.get(name) or path.read_bytes() for name, path in where.items()}
    package = descriptor.descriptor(files)
    built = {
        **{where[name]: content for name, content in made.items()},
        tables.DATA / "datapackage.json": descriptor.render(package),
        tables.ROOT / "docs" / "data.md": page.render(package),
    }
    return built, descriptor.unresolved(files)


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="tables to build; without one, all")
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that differ")
    said = parser.parse_args()
    try:
        built, unresolved = build(said.tables)
    except tables.TableError as error:
        print(error, file=sys.stderr)
        return 2
    differs = 0
    for path, content in built.items():
        name = path.relative_to(tables.ROOT)
        if said.check:
            if not path.is_file() or path.read_bytes() != content:
                differs = 1
                print(f"{name} differs from what its script writes: run `python data/build/run.py`.")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            print(f"{name}: {len(content.splitlines())} lines")
    if unresolved:
        print(f"Not in data/sources.yml: {', '.join(unresolved)}. Add title, publisher and url.")
    return 1 if differs or unresolved else 0


if __name__ == "__main__":
    sys.exit(main())
