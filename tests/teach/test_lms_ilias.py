"""ILIAS: a downloaded status file in CSV or XLSX, of members or teams, in which only what changed is marked."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lms_class import CLASS, MARKS, STUDENTS

from courseware.teach.lms import ilias
from courseware.teach.lms.results import Results
from courseware.teach.lms.xlsxfile import XlsxFile
from courseware.teach.marks import Mark

HEADING = (
    b'"update","usr_id","login","lastname","firstname","status","mark","notice","comment","plagiarism","plag_comment"\n'
)
STATUS = HEADING + (
    b'0,101,"ada.l","Lovelace","Ada","notgraded","","","","",""\n'
    b'0,9102,"bo","\xc3\x84ngstr\xc3\xb6m, Dr.","B\xc3\xb8 ""Bo""","passed","7,13","see me, ""Bo""","","none",""\n'
    b'0,9103,"cy","O\'Neil","Cy","notgraded","","","","",""\n'
    b'0,9104,"dee","Dee","=HYPERLINK(1)","failed","0","","","",""\n'
    b'0,9105,"eve","M\xc3\xbcller","Eve","passed","12","","","",""\n'
    b'0,9106,"fay","M\xc3\xbcller","Fay","notgraded","","","","",""\n'
    b'0,9999,"zoe","Zoe","Zoe","notgraded","","","","",""\n'
)
FILLED = STATUS.replace(
    b'0,101,"ada.l","Lovelace","Ada","notgraded",""', b'1,101,"ada.l","Lovelace","Ada","passed","18"'
).replace(
    b'0,9102,"bo","\xc3\x84ngstr\xc3\xb6m, Dr.","B\xc3\xb8 ""Bo""","passed","7,13"',
    b'1,9102,"bo","\xc3\x84ngstr\xc3\xb6m, Dr.","B\xc3\xb8 ""Bo""","failed","7.13"',
)


def test_update_is_1_only_where_mark_or_status_change():
    made = ilias.fill(CLASS, STATUS)
    assert made.content == FILLED
    assert ilias.fill(CLASS, FILLED).content == FILLED


def test_what_is_left_is_told():
    assert ilias.fill(CLASS, STATUS).notes == (
        "Left as it was, since it is of nobody on the roster or not clearly of one: zoe, Zoe, Zoe, 9999.",
        "gil (gil) has no row in the status file.",
        "Eve Müller (eve): 12 stands in the file and was left, though here something waits for a person.",
    )


@pytest.mark.parametrize(("share", "status"), [(0.9, b"passed"), (0.901, b"failed")])
def test_passed_begins_at_the_share_of_the_points_that_is_asked_for(share, status):
    made = ilias.fill(Results(STUDENTS, MARKS, pass_share=share), STATUS)
    assert b'1,101,"ada.l","Lovelace","Ada","' + status + b'","18"' in made.content


def test_a_team_gets_the_mark_that_all_its_members_have():
    file = (
        b'"update","team_id","logins","status","mark","notice","comment","plagiarism","plag_comment"\n'
        b'0,1,"ada, cy","notgraded","","","","",""\n'
        b'0,2,"bo, dee","notgraded","","","","",""\n'
        b'0,3,"zoe","notgraded","","","","",""\n'
    )
    marks = [MARKS[0], MARKS[1], Mark("cy", "ex01", "marked", 18.0, 20.0, final=18.0), MARKS[3]]
    made = ilias.fill(Results(STUDENTS[:4], marks), file)
    assert made.content == file.replace(b'0,1,"ada, cy","notgraded",""', b'1,1,"ada, cy","passed","18"')
    assert made.notes == (
        "Left as it was, since it is of nobody on the roster or not clearly of one: zoe.",
        'Team 2 was left as it was, since its members have different marks: Bø "Bo" Ängström, Dr., =HYPERLINK(1) Dee. '
        "Enter them in ILIAS.",
    )


def test_another_order_of_columns_is_refused_since_ilias_reads_them_by_place():
    with pytest.raises(ValueError, match=r"no status file of ILIAS: its first row is not update, usr_id"):
        ilias.fill(CLASS, STATUS.replace(b'"status","mark"', b'"mark","status"', 1))


# The same in a workbook, written by hand as spreadsheets write it: shared strings, formats, a cell that is not there.

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = [*ilias.MEMBERS, "ada", "Lovelace", "Ada", "notgraded", "cy", "O'Neil", "Cy &amp; Co"]
SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<worksheet {MAIN} xmlns:mc="urn:mc" xmlns:x14ac="urn:x14ac" mc:Ignorable="x14ac"><sheetData>'
    '<row r="1" spans="1:11">'
    + "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCDEFGHIJK"))
    + '</row><row r="2" x14ac:dyDescent="0.25"><c r="A2" s="1"><v>0</v></c><c r="B2"><v>101</v></c>'
    '<c r="C2" t="s"><v>11</v></c>'
    '<c r="D2" t="s"><v>12</v></c><c r="E2" t="s"><v>13</v></c><c r="F2" s="2" t="s"><v>14</v></c>'
    '<c r="H2" t="inlineStr">'
    "<is><t>see &lt;me&gt;</t></is></c></row>"
    '<row r="3"><c r="A3"><v>0</v></c><c r="B3"><v>103</v></c><c r="C3" t="s"><v>15</v></c>'
    '<c r="D3" t="s"><v>16</v></c>'
    '<c r="E3" t="s"><v>17</v></c><c r="F3" t="s"><v>14</v></c></row></sheetData></worksheet>'
)
CHANGED = {
    '<c r="A2" s="1"><v>0</v></c>': '<c r="A2" s="1"><v>1</v></c>',
    '<c r="F2" s="2" t="s"><v>14</v></c>': '<c r="F2" s="2" t="inlineStr"><is><t>passed</t></is></c>'
    '<c r="G2" t="inlineStr"><is><t>18</t></is></c>',
}


def workbook(sheet: str = SHEET) -> bytes:
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
        '<sheet name="members" sheetId="2" r:id="r2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="urn:rels"><Relationship Id="r2" Target="/xl/worksheets/'
        'sheet2.xml"/><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {MAIN}>" + "".join(f"<si><t>{one}</t></si>" for one in STRINGS) + "</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData/></worksheet>",
        "xl/worksheets/sheet2.xml": sheet,
        "docProps/app.xml": "<Properties/>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_a_workbook_is_read_with_shared_and_inline_strings():
    rows = XlsxFile(workbook(), "update").rows
    assert rows[0] == [*ilias.MEMBERS]
    assert rows[1] == ["0", "101", "ada", "Lovelace", "Ada", "notgraded", "", "see <me>", "", "", ""]
    assert rows[2][3:5] == ["O'Neil", "Cy & Co"]


def test_a_workbook_is_filled_and_all_else_in_it_stays():
    before, after = parts(workbook()), parts(ilias.fill(CLASS, workbook()).content)
    wanted = SHEET
    for old, new in CHANGED.items():
        assert old in wanted
        wanted = wanted.replace(old, new)
    sheet = "xl/worksheets/sheet2.xml"
    assert (
        after.pop(sheet)
        .split("\n")[-1]
        .replace('standalone="yes"?>', 'standalone="yes"?>\n')
        .endswith(wanted.split("\n")[1])
    )
    assert before.pop(sheet) == SHEET
    assert after == before
    assert [*after] == [*before]


def test_cells_that_were_not_there_are_put_in_their_order_whatever_the_prefix():
    prefixed = re.sub(r"<(/?)(worksheet|sheetData|row|c|v|is|t)\b", r"<\1x:\2", SHEET).replace('xmlns="', 'xmlns:x="')
    for sheet in (SHEET, prefixed):
        file = XlsxFile(workbook(sheet), "update")
        for index in (9, 6, 7, 6):
            file.put(2, index, f"at {index}")
        rows = XlsxFile(file.content(), "update").rows
        assert rows[2][5:] == ["notgraded", "at 6", "at 7", "", "at 9", ""]
        places = re.findall(r'r="(\w)3"', parts(file.content())["xl/worksheets/sheet2.xml"])
        assert places == [*"ABCDEFGHJ"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04broken", "no XLSX workbook"),
        (workbook("<worksheet>"), "no XLSX workbook"),
        (workbook(SHEET.replace("<worksheet ", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet ')), "holds a document type"),
        (workbook(SHEET.replace("<v>0</v>", "<v>77</v>", 1)), "no XLSX workbook"),
        (workbook(SHEET.replace('r="K1"', 'r="XFD1"').replace('r="3"', 'r="9999"')), "9999 rows and 16384 columns"),
        (workbook(f"<worksheet {MAIN}><sheetData/></worksheet>"), "No sheet of the workbook has 'update'"),
    ],
)
def test_a_broken_workbook_is_told_in_a_sentence(content, said):
    with pytest.raises(ValueError, match=said):
        ilias.fill(CLASS, content)
