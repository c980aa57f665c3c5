"""Whether an article or paragraph that a case refers to exists: a small table of acts, their last articles and more.

The last article of an act is the one on its entry into force, addressees or authentic languages, in the text published
in the Official Journal (by the CELEX number beside it); the last paragraph of a judgment is the end of its operative
part, and of a document of the United Nations its last numbered one. An act that is not in the table is checked for its
form only, and an article without an entry under ``parts`` for its number only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_ARTICLE = re.compile(r"(?P<act>\S+) Art\. (?P<article>\d+)[a-z]?(?:\((?P<part>\d+)\))?(?:\(\w+\))*", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"(?P<act>\S+) paras? ?\.? ?(?P<first>\d+)(?:-(?P<last>\d+))?(?:\(\w+\))*", re.IGNORECASE)


@dataclass(frozen=True)
class Act:
    """An act: how a message names it, and its last article; ``parts`` holds the highest paragraph of an article.

    Where an article has numbered points in place of paragraphs, as NIS2 Art. 6 with its definitions, it is the last
    point. 0 stands for an article without numbers.
    """

    name: str
    articles: int
    parts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A judgment or resolution, which has numbered paragraphs throughout, and the last of them."""

    name: str
    paragraphs: int


_NIS2 = Act("Directive (EU) 2022/2555 (NIS2)", 46, {2: 14, 3: 6, 6: 41, 15: 6, 16: 7, 23: 11})  # 32022L2555
_GDPR = Act("Regulation (EU) 2016/679 (GDPR)", 99, {33: 5})  # 32016R0679
_DORA = Act("Regulation (EU) 2022/2554 (DORA)", 64)  # 32022R2554
_CRA = Act("Regulation (EU) 2024/2847 (CRA)", 71)  # 32024R2847
_CER = Act("Directive (EU) 2022/2557 (CER)", 29)  # 32022L2557
ACTS: Mapping[str, Act] = {
    "2019/797": Act("Decision (CFSP) 2019/797", 11, {1: 6, 3: 0, 4: 9, 6: 3}),  # 32019D0797
    "2019/796": Act("Regulation (EU) 2019/796", 19),  # 32019R0796
    "2021/821": Act("Regulation (EU) 2021/821", 32),  # 32021R0821
    "2014/415/eu": Act("Decision 2014/415/EU", 11),  # 32014D0415
    "2024/2690": Act("Implementing Regulation (EU) 2024/2690", 16),  # 32024R2690
    "2025/38": Act("Regulation (EU) 2025/38", 26),  # 32025R0038
    "teu": Act("TEU", 55, {31: 5, 42: 7}),  # 12016M/TXT
    "tfeu": Act("TFEU", 358, {222: 4, 275: 0}),  # 12016E/TXT
    "ets185": Act("The Convention on Cybercrime (ETS 185)", 48),
    **dict.fromkeys(("nis2", "2022/2555"), _NIS2),
    **dict.fromkeys(("gdpr", "2016/679"), _GDPR),
    **dict.fromkeys(("dora", "2022/2554"), _DORA),
    **dict.fromkeys(("cra", "2024/2847"), _CRA),
    **dict.fromkeys(("cer", "2022/2557"), _CER),
}
"""By the word that a case writes, in small letters."""
DOCUMENTS: Mapping[str, Document] = {
    "kadi-ii": Document("Kadi II (C-584/10 P)", 165),  # 62010CJ0584
    "un:a/70/174": Document("A/70/174", 35),
    "un:a/res/68/167": Document("A/RES/68/167", 6),
}


def faults(references: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each reference to an article or paragraph that there is not; others check the form."""
    for reference in references:
        if found := _ARTICLE.fullmatch(reference):
            yield from _article(found)
        elif found := _PARAGRAPHS.fullmatch(reference):
            yield from _paragraphs(reference, found)


def _article(found: re.Match[str]) -> Iterator[str]:
    act = ACTS.get(found["act"].lower())
    if act is None:
        return
    article, part = int(found["article"]), int(found["part"] or 0)
    if not 1 <= article <= act.articles:
        yield f"law: {act.name} has no Art. {article}."
    elif found["part"] and not 1 <= part <= act.parts.get(article, part):
        yield f"law: {act.name} has no Art. {article}({part})."


def _paragraphs(reference: str, found: re.Match[str]) -> Iterator[str]:
    document = DOCUMENTS.get(found["act"].lower())
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if first > last:
        yield f"law: '{reference}' ends before it begins."
    elif document and not 1 <= last <= document.paragraphs:
        yield f"law: {document.name} has no para. {last}."
