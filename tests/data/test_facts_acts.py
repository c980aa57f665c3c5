"""What the register says of acts and deadlines is what the tables of acts and clocks give."""

from __future__ import annotations

import pytest
from reading_tables import day, table

from cyberdiplomacy import facts

ACTS = {
    "sanctions-regime-date": ("32019D0797", "adopted"),
    "sanctions-regime-in-force": ("32019D0797", "in_force"),
    "nis1-adopted": ("32016L1148", "adopted"),
    "nis1-in-force": ("32016L1148", "in_force"),
    "nis1-repealed": ("32016L1148", "ended_on"),
    "nis2-proposed": ("52020PC0823", "adopted"),
    "nis2-adopted": ("32022L2555", "adopted"),
    "nis2-published": ("32022L2555", "published_oj"),
    "nis2-in-force": ("32022L2555", "in_force"),
    "nis2-applies": ("32022L2555", "applies_from"),
    "nis2-implementing-act": ("32024R2690", "adopted"),
    "cer-adopted": ("32022L2557", "adopted"),
    "dora-applies": ("32022R2554", "applies_from"),
    "csa-adopted": ("32019R0881", "adopted"),
    "csa-in-force": ("32019R0881", "in_force"),
    "csa-mss-amendment": ("32025R0037", "adopted"),
    "csa-mss-in-force": ("32025R0037", "in_force"),
    "eucc-adopted": ("32024R0482", "adopted"),
    "eucc-in-force": ("32024R0482", "in_force"),
    "eucc-applies": ("32024R0482", "applies_from"),
    "cra-adopted": ("32024R2847", "adopted"),
    "cra-published": ("32024R2847", "published_oj"),
    "cra-in-force": ("32024R2847", "in_force"),
    "cra-applies": ("32024R2847", "applies_from"),
    "csa2-proposed": ("52026PC0011", "adopted"),
    "nis2-amendment-proposed": ("52026PC0013", "adopted"),
    "digital-omnibus-proposed": ("52025PC0837", "adopted"),
    "eccc-adopted": ("32021R0887", "adopted"),
    "eccc-in-force": ("32021R0887", "in_force"),
    "enisa-founded": ("32004R0460", "adopted"),
    "enisa-2013-regulation": ("32013R0526", "adopted"),
    "cert-eu-regulation": ("32023R2841", "adopted"),
    "cert-eu-regulation-in-force": ("32023R2841", "in_force"),
    "blueprint-2017": ("32017H1584", "adopted"),
    "blueprint-2025": ("32025H03445", "adopted"),
    "blueprint-2025-published": ("32025H03445", "published_oj"),
    "joint-cyber-unit": ("32021H1086", "adopted"),
    "ipcr-decision": ("32018D1993", "adopted"),
    "solidarity-act-adopted": ("32025R0038", "adopted"),
    "solidarity-act-in-force": ("32025R0038", "in_force"),
    "solidarity-decision-adopted": ("32014D0415", "adopted"),
    "solidarity-decision-in-force": ("32014D0415", "in_force"),
    "strategy-2013-date": ("52013JC0001", "adopted"),
    "strategy-2017-date": ("52017JC0450", "adopted"),
    "strategy-2020-date": ("52020JC0018", "adopted"),
    "cyber-defence-communication-date": ("52022JC0049", "adopted"),
    "international-digital-strategy-date": ("52025JC0140", "adopted"),
    "protecteu-date": ("52025DC0148", "adopted"),
    "attacks-directive": ("32013L0040", "adopted"),
    "csa-children-directive": ("32011L0093", "adopted"),
    "csa-children-recast": ("52024PC0060", "adopted"),
    "noncash-directive": ("32019L0713", "adopted"),
    "e-evidence-adopted": ("32023R1543", "adopted"),
    "e-evidence-applies": ("32023R1543", "applies_from"),
    "csam-interim-adopted": ("32021R1232", "adopted"),
    "csam-interim-expired": ("32021R1232", "ended_on"),
    "csam-interim-new": ("32026R1881", "in_force"),
    "gdpr-adopted": ("32016R0679", "adopted"),
    "gdpr-in-force": ("32016R0679", "in_force"),
    "gdpr-applies": ("32016R0679", "applies_from"),
    "led-adopted": ("32016L0680", "adopted"),
    "eprivacy-adopted": ("32002L0058", "adopted"),
    "eidas-adopted": ("32014R0910", "adopted"),
    "eidas-applies": ("32014R0910", "applies_from"),
    "eidas2-in-force": ("32024R1183", "in_force"),
    "dual-use-adopted": ("32021R0821", "adopted"),
    "dual-use-applies": ("32021R0821", "in_force"),
    "hybrid-regime-date": ("32024D2643", "adopted"),
    "5g-recommendation": ("32019H0534", "adopted"),
    "5g-toolbox": ("52020DC0050", "adopted"),
    "eccc-proposed": ("52018PC0630", "adopted"),
}

CLOCKS = {
    "nis2-early-warning": "nis2-early-warning",
    "nis2-notification": "nis2-notification",
    "gdpr-breach-hours": "gdpr-breach",
    "cra-early-warning": "cra-early-warning",
    "cra-notification": "cra-notification",
    "dora-initial-hours": "dora-initial",
    "cer-initial-notification": "cer-initial",
}


@pytest.mark.parametrize("fact_id", ACTS)
def test_date_of_an_act_is_what_the_acts_table_gives(fact_id: str) -> None:
    celex, column = ACTS[fact_id]
    assert day(facts.get(fact_id).value) == table("legal_acts").set_index("celex").loc[celex, column]


def test_no_fact_about_an_act_is_surer_than_its_row() -> None:
    surer = facts.CONFIDENCES.index
    rows = table("legal_acts").set_index("celex")["confidence"]
    assert [i for i, (celex, _) in ACTS.items() if surer(facts.get(i).confidence) < surer(rows[celex])] == []


@pytest.mark.parametrize("fact_id", CLOCKS)
def test_deadline_is_what_the_clocks_table_gives(fact_id: str) -> None:
    clock = table("reporting_clocks").set_index("clock_id").loc[CLOCKS[fact_id]]
    assert facts.get(fact_id).value == f"{clock['hours']} hours"
