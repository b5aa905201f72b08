"""What a person decides: it counts at once, survives every later run, and can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from claimtrack.errors import InputError
from claimtrack.models import Extraction
from claimtrack.store import writer
from claimtrack.store.connection import connect
from claimtrack.store.subjects import placed
from claimtrack.testing import Planted, Voice, build, line, rows
from claimtrack.tracker import Tracker

PHILIP = Voice("الوزير فيليب غونزاليس", "غونزاليس", "فيليب غونزاليس", "person")
SAEED = Voice("النائب سعيد الحربي", "الحربي", "سعيد الحربي", "person")
KHALED = Voice("الوزير خالد بن سالم العامري", "العامري", "خالد بن سالم العامري", "person")
NAMESAKE = Voice("المدرب فيليب غونزاليس", "غونزاليس", "فيليب غونزاليس", "person")
KHALID = Voice("الوزير خالد العامري", "العامري", "خالد العامري", "person")

RAIN = (
    "وجرى ذلك في يوم ماطر شهدت فيه المدينة ازدحاما كبيرا على الطرق المؤدية إلى الميناء القديم وقد"
    " وصلت فرق الإطفاء متأخرة بسبب السيول التي غمرت الجسر الوحيد بين الضفتين منذ ساعات الفجر."
)
MARKET = (
    "وكانت الأسواق قد فتحت على تراجع طفيف ثم عادت إلى الصعود بعد بيان الهيئة المنظمة الذي جاء"
    " للمستثمرين الصغار وللشركات العائلية التي تنتظر قرار الإدراج في السوق الموازية هذا العام."
)
SHORE = (
    "وتقع البلدة على الساحل الغربي ويعيش فيها نحو ألف شخص يعملون في صيد السمك وصناعة القوارب وقد"
    " عرفت قديما بأسواق التوابل التي كانت تقصدها قوافل الشمال في مواسم الحج من كل سنة."
)
JOBS = "المصنع الجديد سيوظف ثلاثة آلاف عامل من أبناء المنطقة"
HIRED = "ثلاثة آلاف عامل من أبناء المنطقة سيوظفهم المصنع الجديد"
WORK = "فرص العيش ستتسع أمام الشباب حين تدور الآلات قرب الميناء"
NO_JOBS = "المصنع الجديد لن يوظف ثلاثة آلاف عامل من أبناء المنطقة"
ROAD = "الطريق الساحلي أغلق ليلا أمام الشاحنات حتى إشعار آخر من البلدية"


def report(outlet: str, day: int, body: str, *said: tuple[Voice, str]) -> Extraction:
    """An article in which each speaker says one thing."""
    lines = [line(body)]
    for voice, content in said:
        lines.append(
            line(
                "{cue} {speaker} إن {content}.",
                [Planted(voice, "indirect")],
                cue="قال",
                speaker=voice.full,
                content=content,
            )
        )
    return build(lines, outlet=outlet, published=f"2025-03-{day:02}", path=f"{outlet}.txt")


def record(path: Path, articles: Iterable[Extraction]) -> Path:
    """A file of these articles, brought up to date."""
    with connect(path, create=True) as db:
        for article in articles:
            writer.add_article(db, article)
    with Tracker(path) as tracker:
        tracker.consolidate()
    return path


content = partial(rows, but={"decisions", "likely_merges"})


def claims(path: Path) -> list[tuple[str, list[str]]]:
    """The status of each claim with the words of its members."""
    with Tracker(path) as tracker:
        return sorted(
            (c.status, [f"{m.relation}: {m.text}" for m in c.members]) for c in tracker.claims()
        )


def statement(path: Path, words: str, outlet: str | None = None) -> str:
    """The id of the statement with these words."""
    with Tracker(path) as tracker:
        (found,) = {
            m.statement
            for c in tracker.claims()
            for m in c.members
            if m.text == words and outlet in (None, m.outlet)
        }
    return found


def speaker(path: Path, name: str) -> str:
    with Tracker(path) as tracker:
        (found,) = [s.id for s in tracker.speakers() if s.name == name]
    return found


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    """Two articles that say one thing in words that have nothing in common."""
    articles = [
        report("الصباح", 1, RAIN, (PHILIP, JOBS)),
        report("المساء", 2, MARKET, (SAEED, WORK)),
    ]
    return record(tmp_path / "claims.db", articles)


@pytest.fixture
def together(tmp_path: Path) -> Path:
    """Two articles of which the machine says that they say one thing."""
    articles = [
        report("الصباح", 1, RAIN, (PHILIP, JOBS)),
        report("المساء", 2, MARKET, (SAEED, JOBS)),
    ]
    return record(tmp_path / "claims.db", articles)


def test_an_accepted_link_makes_one_claim_and_undoing_it_two(apart: Path) -> None:
    """The status follows at once, the log tells by which decision, and undoing leaves no trace."""
    before, kept = claims(apart), content(apart)
    assert before == [("single_source", [f"same: {JOBS}"]), ("single_source", [f"same: {WORK}"])]
    link = f"link:{statement(apart, WORK)}:{statement(apart, JOBS)}"
    with Tracker(apart) as tracker:
        made = tracker.decide(link, "accepted", by="منى", note="قرأت المقالين")
        (claim,) = tracker.claims()
        assert claim.status == "corroborated"
        assert [m.text for m in claim.members] == [JOBS, WORK]
        assert [m.basis for m in claim.members] == ["lexical", "human"]
        change = tracker.history(claim.id)[-1]
        assert (change.to_status, change.cause) == ("corroborated", f"decision {made.id}")
        undone = tracker.undo()
        assert undone.id == made.id
    assert claims(apart) == before
    assert content(apart) == kept


def test_a_rejected_link_splits_a_claim(together: Path) -> None:
    """Who does not say the same leaves the claim, whatever a machine makes of the words."""
    assert [status for status, _ in claims(together)] == ["repeated"]
    kept = content(together)
    with Tracker(together) as tracker:
        (claim,) = tracker.claims()
        tracker.decide(f"link:{statement(together, JOBS, 'المساء')}:{claim.id}", "rejected")
    assert claims(together) == [("single_source", [f"same: {JOBS}"])] * 2
    with Tracker(together) as tracker:
        tracker.undo(1)
    assert content(together) == kept


def test_decisions_survive_later_runs_and_a_rebuild(together: Path, tmp_path: Path) -> None:
    """An article more, and all derived anew: what was rejected stays out, and the rest comes in."""
    with Tracker(together) as tracker:
        (claim,) = tracker.claims()
        tracker.decide(f"link:{statement(together, JOBS, 'المساء')}:{claim.id}", "rejected")
    record(together, [report("الظهيرة", 3, SHORE, (SAEED, JOBS))])
    grown = content(together)
    with Tracker(together) as tracker:
        tracker.rebuild()
        sizes = sorted(len(c.members) for c in tracker.claims())
    assert content(together) == grown
    assert sizes == [1, 2]


def test_an_accepted_conflict_refutes_both_claims(tmp_path: Path) -> None:
    """What a machine only suspects changes no status before a person says so."""
    path = record(
        tmp_path / "claims.db",
        [
            report("الصباح", 1, RAIN, (PHILIP, JOBS)),
            report("المساء", 2, RAIN, (SAEED, NO_JOBS)),
        ],
    )
    kept = content(path)
    with Tracker(path) as tracker:
        assert [c.status for c in tracker.claims()] == ["single_source"] * 2
        assert [c.open_conflict for c in tracker.claims()] == [True, True]
        (proposal,) = tracker.proposals("conflict")
        assert {proposal.left.text, proposal.right.text} == {JOBS, NO_JOBS}
        tracker.decide(proposal.id, "accepted")
        assert [c.status for c in tracker.claims()] == ["disputed", "disputed"]
        assert [c.open_conflict for c in tracker.claims()] == [False, False]
        assert tracker.proposals("conflict") == []
        tracker.decide(proposal.id, "rejected")
        assert [c.status for c in tracker.claims()] == ["single_source"] * 2
        assert [c.open_conflict for c in tracker.claims()] == [False, False]
        assert [d.verdict for d in tracker.decisions() if d.withdrawn is None] == ["rejected"]
        tracker.undo()
    assert content(path) == kept


def test_who_contradicts_himself_denies(tmp_path: Path) -> None:
    """A conflict between two statements of one speaker."""
    path = record(
        tmp_path / "claims.db",
        [
            report("الصباح", 1, RAIN, (PHILIP, JOBS)),
            report("المساء", 2, MARKET, (PHILIP, WORK)),
        ],
    )
    with Tracker(path) as tracker:
        ids = statement(path, JOBS), statement(path, WORK)
        tracker.decide(f"conflict:{ids[0]}:{ids[1]}", "accepted")
        assert [c.status for c in tracker.claims()] == ["denied", "denied"]


def test_two_speakers_merged_are_one_party(together: Path) -> None:
    """And two again when it is undone."""
    with Tracker(together) as tracker:
        assert [len(c.parties) for c in tracker.claims()] == [2]
    kept = content(together)
    merge = f"merge:{speaker(together, PHILIP.name)}:{speaker(together, SAEED.name)}"
    with Tracker(together) as tracker:
        tracker.decide(merge, "accepted")
        (claim,) = tracker.claims()
        assert (claim.status, len(claim.parties)) == ("repeated", 1)
        assert [s.statements for s in tracker.speakers()] == [2]
        tracker.rebuild()
        assert [c.status for c in tracker.claims()] == ["repeated"]
        tracker.undo()
    assert content(together) == kept


def test_one_name_split_is_two_parties(tmp_path: Path) -> None:
    """Two people of one name, whom only a person can tell apart; a third mention stays behind."""
    path = record(
        tmp_path / "claims.db",
        [
            report("الصباح", 1, RAIN, (PHILIP, JOBS)),
            report("المساء", 2, MARKET, (NAMESAKE, HIRED)),
            report("الظهيرة", 3, SHORE, (PHILIP, ROAD)),
        ],
    )
    kept = content(path)
    assert ("repeated", [f"same: {JOBS}", f"same: {HIRED}"]) in claims(path)
    with connect(path) as db:
        sql = "SELECT a.source, e.id FROM entities e JOIN articles a ON a.id = e.article"
        entity = dict(db.execute(sql).fetchall())
    with Tracker(path) as tracker:
        tracker.decide(f"merge:{entity['المساء']}:{entity['الصباح']}", "rejected")
        assert sorted(s.statements for s in tracker.speakers()) == [1, 2]
        assert sorted(len(c.parties) for c in tracker.claims()) == [1, 2]
    later = report("الأصيل", 4, SHORE, (PHILIP, ROAD))
    record(path, [later])
    grown = content(path)
    with Tracker(path) as tracker:
        assert sorted(s.statements for s in tracker.speakers()) == [1, 3]
        tracker.rebuild()
    assert content(path) == grown
    with Tracker(path) as tracker:
        tracker.undo()
        assert [s.statements for s in tracker.speakers()] == [4]
    assert len(content(path)["articles"]) == len(kept["articles"]) + 1


def test_speakers_that_nearly_merge_are_asked_for(tmp_path: Path) -> None:
    """A middle name more, before a family name that many bear; who is kept apart is not asked for
    again."""
    path = record(
        tmp_path / "claims.db",
        [
            report("الصباح", 1, RAIN, (KHALID, JOBS)),
            report("المساء", 2, MARKET, (KHALED, WORK)),
        ],
    )
    with Tracker(path) as tracker:
        (proposal,) = tracker.proposals("merge")
        assert {proposal.left.text, proposal.right.text} == {KHALID.name, KHALED.name}
        tracker.decide(proposal.id, "rejected")
        assert tracker.proposals("merge") == []
        tracker.undo()
        assert [p.id for p in tracker.proposals("merge")] == [proposal.id]
        tracker.decide(proposal.id, "accepted")
        assert tracker.proposals("merge") == []
        assert [s.statements for s in tracker.speakers()] == [2]


def test_what_contradicts_is_refused(apart: Path) -> None:
    """The same two cannot be joined by way of a third and be kept apart."""
    record(apart, [report("الظهيرة", 3, SHORE, (SAEED, ROAD))])
    one, two, three = (statement(apart, words) for words in (JOBS, WORK, ROAD))
    with Tracker(apart) as tracker:
        tracker.decide(f"link:{two}:{one}", "accepted")
        tracker.decide(f"link:{three}:{two}", "accepted")
        with pytest.raises(InputError, match=r"follows from earlier decisions \(1, 2\)"):
            tracker.decide(f"link:{three}:{one}", "rejected")
        assert tracker.decide(f"link:{one}:{two}", "accepted").id == 1
        assert len(tracker.decisions()) == 2
        assert [len(c.members) for c in tracker.claims()] == [3]


@pytest.mark.parametrize(
    ("id_", "problem"),
    [
        ("كلام", "is not of the form KIND:LEFT:RIGHT"),
        ("rumour:a:b", "is no link, merge or conflict"),
        ("link:a/s1:b/s1", "no statement that can be judged has this id"),
        ("link:c0ffee:b/s1", "no claim has this id"),
        ("merge:p1:p2", "no speaker has this id"),
    ],
)
def test_an_id_of_nothing_is_named(apart: Path, id_: str, problem: str) -> None:
    """And nothing is written."""
    with Tracker(apart) as tracker:
        with pytest.raises(InputError, match=problem):
            tracker.decide(id_, "accepted")
        assert tracker.decisions() == []


def test_nothing_to_undo_is_an_error(apart: Path) -> None:
    """No decision at all, none of this number, and one that is undone already."""
    with Tracker(apart) as tracker:
        with pytest.raises(InputError, match="no decision stands"):
            tracker.undo()
        with pytest.raises(InputError, match="decision 7: no decision has this id"):
            tracker.undo(7)
        tracker.decide(f"link:{statement(apart, WORK)}:{statement(apart, JOBS)}", "accepted")
        tracker.undo(1)
        with pytest.raises(InputError, match="decision 1: is undone already"):
            tracker.undo(1)


def test_decisions_are_taken_over_by_place(apart: Path, tmp_path: Path) -> None:
    """Another file of the same articles comes to the same record; of what it lacks, nothing."""
    articles = [
        report("المساء", 2, MARKET, (SAEED, WORK)),
        report("الصباح", 1, RAIN, (PHILIP, JOBS)),
    ]
    other = record(tmp_path / "other.db", articles)
    half = record(tmp_path / "half.db", articles[:1])
    with Tracker(apart) as tracker:
        tracker.decide(f"link:{statement(apart, WORK)}:{statement(apart, JOBS)}", "accepted")
        made = [placed(decision) for decision in tracker.decisions()]
    with Tracker(other) as tracker:
        assert tracker.take_over(made).added == 1
        assert tracker.take_over(made).known == 1
    assert content(other) == content(apart)
    with Tracker(half) as tracker:
        assert tracker.take_over(made).absent == 1
    with Tracker(apart) as tracker:
        tracker.undo()
        made = [placed(decision) for decision in tracker.decisions()]
    with Tracker(other) as tracker:
        tracker.take_over(made)
        assert [c.status for c in tracker.claims()] == ["single_source"] * 2
