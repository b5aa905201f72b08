"""Whatever is done to a record, in whatever order, it stays that of the articles in it."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from claimtrack.consolidation import rebuild, remove
from claimtrack.errors import InputError
from claimtrack.models import Extraction, Verdict
from claimtrack.store import extractions, writer
from claimtrack.store.connection import connect
from claimtrack.testing import corpora, findings, rows, write_record
from claimtrack.tracker import Tracker


class States(RuleBasedStateMachine):
    """Articles come, come again and go, people decide; runs are killed, and go on."""

    @initialize(corpus=corpora(max_articles=5))
    def begin(self, corpus: tuple[Extraction, ...]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "claims.db")
        self.known = {extraction.article.id: extraction for extraction in corpus}
        self.there: set[str] = set()
        connect(self.path, create=True).close()

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        article = data.draw(st.sampled_from(sorted(self.known)))
        write_record(self.path, [self.known[article]])
        self.there.add(article)

    @rule(data=st.data())
    def add_and_be_interrupted(self, data: st.DataObject) -> None:
        """An article is stored, and the run ends before anything is derived from it."""
        article = data.draw(st.sampled_from(sorted(self.known)))
        with connect(self.path) as db:
            assert writer.add_article(db, self.known[article]) == (article not in self.there)
        self.there.add(article)

    @precondition(lambda self: self.there)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        article = data.draw(st.sampled_from(sorted(self.there)))
        with Tracker(self.path) as tracker:
            assert tracker.remove(article) == 1
        self.there.remove(article)

    @precondition(lambda self: self.there)
    @rule(data=st.data(), verdict=st.sampled_from(["accepted", "rejected"]))
    def decide(self, data: st.DataObject, verdict: Verdict) -> None:
        """What contradicts earlier decisions is refused, and changes nothing."""
        with Tracker(self.path) as tracker, suppress(InputError):
            tracker.decide(self.question(data), verdict)

    @precondition(lambda self: self.there)
    @rule()
    def undo(self) -> None:
        with Tracker(self.path) as tracker, suppress(InputError):
            tracker.undo()

    def question(self, data: st.DataObject) -> str:
        """Draw two statements, or two speakers, of the articles there are."""
        of = [self.known[article] for article in sorted(self.there)]
        kind = data.draw(st.sampled_from(["link", "conflict", "merge"]))
        keys = [
            f"{e.article.id}/{found.id}"
            for e in of
            for found in (e.speakers if kind == "merge" else e.statements)
        ]
        if len(keys) < 2:
            return "link:none:none"
        pairs = st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)
        return ":".join([kind, *data.draw(pairs)])

    @precondition(lambda self: self.there)
    @rule()
    def rebuild(self) -> None:
        with Tracker(self.path) as tracker:
            tracker.rebuild()

    @rule(data=st.data(), statements=st.integers(1, 400))
    def be_killed(self, data: st.DataObject, statements: int) -> None:
        """A run that adds, removes or rebuilds is killed after so many statements of SQL."""
        article = data.draw(st.sampled_from(sorted(self.known)))
        work = data.draw(st.sampled_from(["add", "remove", "rebuild"]))

        def run() -> None:
            with connect(self.path) as db:
                kill_after(db.conn.set_trace_callback, statements)
                if work == "add":
                    writer.add_article(db, self.known[article])
                elif work == "remove":
                    remove(db, [article])
                else:
                    rebuild(db)

        process = get_context("fork").Process(target=run)
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        with connect(self.path) as db:
            now = set(extractions.article_ids(db))
        assert now in (self.there, self.there | {article}, self.there - {article})
        self.there = now

    @invariant()
    def every_rule_holds(self) -> None:
        assert findings(self.path) == []

    def teardown(self) -> None:
        """In the end, all decisions undone, the record is that of its articles, made anew."""
        with Tracker(self.path) as tracker:
            tracker.consolidate()
            for decision in reversed(tracker.decisions()):
                if decision.withdrawn is None:
                    tracker.undo(decision.id)
        anew = Path(self.folder.name, "anew.db")
        write_record(anew, [self.known[article] for article in sorted(self.there)])
        assert rows(self.path, but={"decisions"}) == rows(anew, but={"decisions"})
        self.folder.cleanup()


def kill_after(set_trace: Callable[[Callable[[str], None]], None], statements: int) -> None:
    """Have this process killed when it comes to a statement of SQL after so many."""
    left = statements

    def trace(_: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    set_trace(trace)


TestStates = States.TestCase
TestStates.settings = settings(max_examples=8, stateful_step_count=10)
