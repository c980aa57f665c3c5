"""Write docs/data.md: what each table holds, since when, by whom, its limits and a question it answers."""

from __future__ import annotations

HEAD = """# The tables of the course

Built by `python data/build/run.py` from `data/schemas` and the tables themselves: edit there, not here.
Load a table with `cyberdiplomacy.data.load("eu_members")`. Terms of use are in [LICENSES.md](../data/LICENSES.md).

Every row carries `as_of`, `source` and `confidence`. A source id leads to an address: `celex:` numbers to
EUR-Lex, `un:` symbols to the documents of the United Nations, all others through
[sources.yml](../data/sources.yml). Graded items rest only on the confidences A, V2, B and V1.

| Table | Rows | Holds |
|---|---|---|
"""


def render(package: dict) -> bytes:
    """Return the page as Markdown bytes from a package descriptor."""
    resources = package["resources"]
    index = [f"| [{one['name']}](#{one['name']}) | {one.get('rows', 'shapes')} | {one['title']} |" for one in resources]
    return (HEAD + "\n".join(index) + "\n\n" + "\n".join(_section(one) for one in resources)).encode("utf-8")


def _section(resource: dict) -> str:
    lines = [
        f"## {resource['name']}",
        "",
        f"**{resource['title']}.** {resource['description']}",
        "",
        f"- File: [{resource['path']}](../data/{resource['path']})",
        f"- Covers: {resource['since']}",
        f"- Compiled by: {resource['by']}",
    ]
    if "as_of" in resource:
        counts = ", ".join(f"{code} {count}" for code, count in resource["confidence"].items())
        lines += [f"- As of {resource['as_of']}; rows by confidence: {counts}"]
    lines += [f"- Limit: {limit}" for limit in resource["limits"]]
    lines += [
        f"- A question it answers: {resource['question']}",
        "- Sources: " + "; ".join(_link(one) for one in resource["sources"]),
        f"- Terms: {resource['terms']}",
    ]
    if "cited" in resource:
        lines += ["- Cited in the rows: " + "; ".join(_link({**one, "title": one["id"]}) for one in resource["cited"])]
    lines.append("")
    if "schema" in resource:
        lines += ["| Column | Type | Meaning |", "|---|---|---|"]
        key = resource["schema"]["primaryKey"]
        for field in resource["schema"]["fields"]:
            name = f"{field['name']} (key)" if field["name"] in key else field["name"]
            lines.append(f"| {name} | {field['type']} | {_meaning(field)} |")
        lines.append("")
    return "\n".join(lines)


def _meaning(field: dict) -> str:
    values = field.get("constraints", {}).get("enum")
    if values is None or field["name"] == "confidence":
        return field["description"]
    return f"{field['description']} One of: {', '.join(str(value) for value in values)}."


def _link(source: dict) -> str:
    return f"[{source['title']}]({source['path']})" if "path" in source else source["title"]
