"""Lists and servers of particular kinds, one window at a time."""

import pytest
from attrs import evolve

from opentoclose_async._protocol.paging.pages import Extent, Window
from opentoclose_async._protocol.paging.plan import PagePlan
from tests.protocol.paging.list_server import Answer, ListServer, Reading


def read(server: ListServer, *, page_size: int = 10, concurrency: int = 1) -> Reading:
    return Reading(PagePlan(page_size=page_size, concurrency=concurrency), server).run()


def asked(server: ListServer, **how: int) -> list[tuple[int, int]]:
    return [(window.start, window.count) for window in read(server, **how).asked]


def rows(length: int) -> list[int]:
    return list(range(length))


def plan_with_first_page(
    *, total: int | None = None, concurrency: int = 4, page_size: int = 10
) -> PagePlan:
    """Make a plan that has read a full first page."""
    plan = PagePlan(page_size=page_size, concurrency=concurrency)
    first = take(plan)
    plan.arrived(first, Extent(page_size, total))
    assert plan.deliver() == [first]
    plan.consumed()
    return plan


def take(plan: PagePlan) -> Window:
    window = plan.take()
    assert window is not None
    return window


def take_all(plan: PagePlan) -> list[Window]:
    """Take every window that is ready; a hundred would be no bound at all."""
    windows = []
    while (window := plan.take()) is not None:
        windows.append(window)
        assert len(windows) < 100
    return windows


def test_an_empty_list_is_one_request_and_no_page() -> None:
    for server in (ListServer([]), ListServer([], tells_total=True), ListServer([], links=True)):
        reading = read(server)
        assert (reading.rows, reading.asked) == ([], [Window(0, 10)])


def test_nothing_wanted_is_nothing_asked() -> None:
    plan = PagePlan(page_size=10, concurrency=4, max_items=0)
    assert plan.finished
    assert plan.take() is None


def test_the_end_of_an_exact_multiple() -> None:
    assert asked(ListServer(rows(20))) == [(0, 10), (10, 10), (20, 10)]
    assert asked(ListServer(rows(20), links=True)) == [(0, 10), (10, 10), (20, 10)]
    assert asked(ListServer(rows(20), tells_total=True)) == [(0, 10), (10, 10)]


def test_a_short_page_is_not_the_end_by_itself_wherever_it_is() -> None:
    assert asked(ListServer(rows(15))) == [(0, 10), (10, 10), (15, 10)]
    assert asked(ListServer(rows(5))) == [(0, 10), (5, 10)]
    assert asked(ListServer(rows(5), tells_total=True)) == [(0, 10)]


def test_a_short_page_is_the_end_for_who_does_not_want_it_confirmed() -> None:
    for length, windows in ((5, [(0, 10)]), (15, [(0, 10), (10, 10)]), (0, [(0, 10)])):
        plan = PagePlan(page_size=10, concurrency=1, confirm_end=False)
        reading = Reading(plan, ListServer(rows(length))).run()
        assert [(window.start, window.count) for window in reading.asked] == windows
        assert reading.rows == rows(length)


def test_what_says_that_there_is_more_outweighs_a_short_page_that_needs_no_confirmation() -> None:
    for server in (
        ListServer(rows(25), largest_page=7, tells_total=True),
        ListServer(rows(25), largest_page=7, links=True),
    ):
        plan = PagePlan(page_size=10, concurrency=2, confirm_end=False)
        assert Reading(plan, server).run().rows == rows(25)


def test_windows_follow_each_other_as_a_lower_cap_says() -> None:
    assert asked(ListServer(rows(7), largest_page=3)) == [(0, 10), (3, 10), (6, 10), (7, 10)]


def test_a_cap_that_is_halved_on_the_way_loses_nothing() -> None:
    answers = iter([10, 10, 5, 5, 5, 5, 5, 5, 5, 5])

    def halving(window: Window) -> Answer | None:
        return ListServer(rows(40), largest_page=next(answers))(window)

    reading = Reading(PagePlan(page_size=10, concurrency=1), halving).run()
    assert reading.rows == rows(40)


def test_a_cap_that_rises_again_is_made_use_of() -> None:
    answers = iter([1, 10, 10, 10, 10, 10, 10])

    def rising(window: Window) -> Answer | None:
        return ListServer(rows(41), largest_page=next(answers))(window)

    reading = Reading(PagePlan(page_size=10, concurrency=1), rising).run()
    assert reading.rows == rows(41)
    assert len(reading.asked) == 6


def test_max_items_asks_for_no_row_too_many() -> None:
    plan = PagePlan(page_size=10, concurrency=1, start=5, max_items=12)
    reading = Reading(plan, ListServer(rows(100))).run()
    assert reading.asked == [Window(5, 10), Window(15, 2)]
    assert reading.rows == list(range(5, 17))


def test_the_first_page_is_asked_for_alone_and_the_lead_grows() -> None:
    plan = PagePlan(page_size=10, concurrency=4)
    leads: list[int] = []
    on_the_way = take_all(plan)
    while len(leads) < 6:
        leads.append(len(on_the_way))
        plan.arrived(on_the_way.pop(0), Extent(10))
        for _ in plan.deliver():
            plan.consumed()
        on_the_way += take_all(plan)
    assert leads == [1, 2, 3, 4, 4, 4]


def test_with_a_total_every_page_is_asked_for_behind_the_first() -> None:
    plan = plan_with_first_page(total=45, concurrency=16)
    assert take_all(plan) == [Window(10, 10), Window(20, 10), Window(30, 10), Window(40, 10)]


def test_a_reader_that_stands_still_stops_the_asking() -> None:
    plan = PagePlan(page_size=10, concurrency=3)
    taken = 0
    while plan.ready and taken < 100:
        plan.arrived(take(plan), Extent(10))
        taken += 1
    assert (taken, len(plan.deliver())) == (6, 6)
    plan.consumed()
    assert take_all(plan) == [Window(60, 10)]


def test_pages_are_delivered_in_order_whatever_comes_first() -> None:
    plan = plan_with_first_page(total=40)
    second, third, fourth = take_all(plan)
    plan.arrived(fourth, Extent(10, 40))
    plan.arrived(third, Extent(10, 40))
    assert plan.deliver() == []
    plan.arrived(second, Extent(10, 40))
    assert plan.deliver() == [second, third, fourth]
    assert plan.finished


def test_an_empty_answer_behind_the_rows_ends_the_list() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.arrived(third, Extent(0))
    over_too_soon = plan.finished
    plan.arrived(second, Extent(0))
    assert (over_too_soon, plan.finished) == (False, True)
    assert plan.deliver() == []


def test_a_short_page_before_pages_with_rows_is_completed() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.arrived(second, Extent(4))
    assert plan.deliver() == [second]
    gap = take(plan)
    assert gap == Window(14, 6)
    plan.arrived(third, Extent(10))
    plan.arrived(gap, Extent(6))
    assert plan.deliver() == [gap, third]
    assert not plan.finished


def test_an_empty_page_before_pages_with_rows_is_asked_for_again_once() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.arrived(third, Extent(10))
    plan.arrived(second, Extent(0))
    again = take(plan)
    assert again == second
    plan.arrived(again, Extent(10))
    assert plan.deliver() == [second, third]
    assert plan.stalled is None


def test_a_row_that_an_answer_showed_and_had_no_use_for_speaks_against_an_end() -> None:
    plan = PagePlan(page_size=10, concurrency=2)
    plan.arrived(take(plan), Extent(3))  # so windows are thought to have three rows
    plan.arrived(take(plan), Extent(3))
    second, third = take_all(plan)
    plan.arrived(third, Extent(0))
    assert plan.arrived(second, Extent(5)) == 3
    assert not plan.finished
    assert take(plan) == third


def test_an_empty_page_before_pages_with_rows_that_stays_empty_stalls_the_plan() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.arrived(third, Extent(10))
    plan.arrived(second, Extent(0))
    plan.arrived(take(plan), Extent(0))
    assert take(plan) == third  # they may be gone by now
    plan.arrived(third, Extent(10))
    assert plan.deliver() == [Window(10, 10)]
    assert plan.stalled == "rows further on have come already"
    assert (plan.finished, plan.position) == (True, 10)


def test_a_list_that_shrank_behind_pages_fetched_ahead_ends_where_it_ends_now() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.arrived(third, Extent(10))
    plan.arrived(second, Extent(0))
    plan.arrived(take(plan), Extent(0))
    plan.arrived(take(plan), Extent(0))
    assert (plan.finished, plan.stalled, plan.deliver()) == (True, None, [])


@pytest.mark.parametrize(
    ("says_more", "reason"),
    [
        (Extent(0, total=12), "the server says that the list has 12 rows"),
        (Extent(0, more=True), "the answer links to a next page"),
    ],
)
def test_an_empty_answer_that_says_more_is_asked_for_again_and_then_stalls(
    says_more: Extent, reason: str
) -> None:
    for empty_first in (True, False):
        plan = PagePlan(page_size=10, concurrency=4)
        if not empty_first:
            plan.arrived(take(plan), Extent(10))
            plan.deliver()
        plan.arrived(take(plan), says_more)
        plan.arrived(take(plan), says_more)
        while plan.ready and plan.stalled is None:  # windows that were asked for ahead
            plan.arrived(take(plan), says_more)
        assert plan.stalled == reason
        assert plan.position == (0 if empty_first else 10)


def test_a_first_page_that_comes_empty_once_is_a_slip() -> None:
    plan = PagePlan(page_size=10, concurrency=4)
    plan.arrived(take(plan), Extent(0, total=3))
    again = take(plan)
    plan.arrived(again, Extent(3, total=3))
    assert plan.deliver() == [again]
    assert plan.finished


def test_no_body_is_an_empty_list_only_for_a_whole_list() -> None:
    plan = PagePlan(page_size=10, concurrency=1)
    plan.arrived(take(plan), Extent(0, silent=True))
    assert plan.finished
    assert plan.stalled is None


def test_no_body_behind_rows_is_the_end_where_the_last_row_is_seen_to_be_the_last() -> None:
    for shown, stalled in ((1, False), (2, True), (0, True)):
        plan = PagePlan(page_size=10, concurrency=1)
        plan.arrived(take(plan), Extent(10))
        plan.arrived(take(plan), Extent(0, silent=True))
        plan.arrived(take(plan), Extent(0, silent=True))
        looking_back = take(plan)
        assert looking_back == Window(9, 2)
        plan.arrived(looking_back, Extent(shown))
        assert plan.finished
        assert (plan.stalled is not None) == stalled


def test_a_total_that_is_too_low_is_disproved_by_a_row_behind_it() -> None:
    for total in (12, 15, 25):
        for concurrency in (1, 4):

            def low(window: Window, total: int = total) -> Answer | None:
                return Answer(rows(31)[window.start : window.end], total)

            plan = PagePlan(page_size=10, concurrency=concurrency)
            assert Reading(plan, low).run().rows == rows(31)
            assert (plan.totals.last, plan.totals.trusted) == (total, None)


def test_totals_that_differ_are_no_end() -> None:
    totals = iter([20, 30, 20, 20, 20])

    def lagging(window: Window) -> Answer | None:
        return Answer(rows(30)[window.start : window.end], next(totals))

    assert Reading(PagePlan(page_size=10, concurrency=1), lagging).run().rows == rows(30)


def test_a_failure_is_delivered_in_its_turn_and_stops_the_asking() -> None:
    plan = plan_with_first_page(total=100)
    second, third, fourth, _ = take_all(plan)
    plan.failed(fourth)
    assert not plan.ready
    assert plan.deliver() == []
    plan.arrived(second, Extent(10, 100))
    plan.arrived(third, Extent(10, 100))
    assert plan.deliver() == [second, third, fourth]
    assert plan.finished


def test_a_gap_before_a_failure_is_asked_for_all_the_same() -> None:
    plan = plan_with_first_page(total=40)
    second, third, fourth = take_all(plan)
    plan.failed(fourth)
    plan.arrived(third, Extent(10, 40))
    plan.arrived(second, Extent(5, 40))
    gap = take(plan)
    assert gap == Window(15, 5)
    plan.arrived(gap, Extent(5, 40))
    assert plan.deliver() == [second, gap, third, fourth]
    assert plan.finished


def test_a_failure_behind_the_end_is_none_of_the_readers_concern() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.failed(third)
    plan.arrived(second, Extent(4))
    assert plan.deliver() == [second]
    plan.arrived(take(plan), Extent(0))
    assert plan.finished
    assert plan.deliver() == []


def test_a_page_may_be_longer_than_asked_where_nothing_is_asked_for_behind_it() -> None:
    plan = PagePlan(page_size=10, concurrency=2)
    assert plan.arrived(take(plan), Extent(25)) == 25
    second, third = take_all(plan)
    assert (second, third) == (Window(25, 10), Window(35, 10))
    assert plan.arrived(second, Extent(25)) == 10


def test_a_page_longer_than_asked_is_cut_to_what_is_wanted() -> None:
    plan = PagePlan(page_size=10, concurrency=2, max_items=12)
    assert plan.arrived(take(plan), Extent(25)) == 12


def test_rows_added_while_reading_are_read_as_the_total_grows() -> None:
    server = ListServer(rows(20), tells_total=True)

    def growing(window: Window) -> Answer | None:
        answer = server(window)
        if window.start == 10:
            server.rows = rows(35)
            answer = server(window)
        return answer

    reading = Reading(PagePlan(page_size=10, concurrency=4), growing).run()
    assert reading.rows == rows(35)
    assert reading.plan.totals.last == 35


def test_a_list_that_shrinks_while_it_is_read_ends_where_it_ends_now() -> None:
    server = ListServer(rows(100), tells_total=True)

    def shrinking(window: Window) -> Answer | None:
        answer = server(window)
        server.rows = rows(35)
        return answer

    reading = Reading(PagePlan(page_size=10, concurrency=4), shrinking).run()
    assert reading.rows == rows(35)
    assert reading.plan.totals.last == 35


def test_a_link_to_more_outweighs_a_total_that_says_otherwise() -> None:
    server = ListServer(rows(57), links=True)

    def modest(window: Window) -> Answer | None:
        answer = server(window)
        return answer and evolve(answer, total=20)

    for concurrency in (1, 4):
        reading = Reading(PagePlan(page_size=10, concurrency=concurrency), modest).run()
        assert reading.rows == rows(57)


def test_a_start_behind_the_end_is_one_request() -> None:
    for server in (ListServer(rows(5)), ListServer(rows(5), tells_total=True)):
        plan = PagePlan(page_size=10, concurrency=4, start=8)
        reading = Reading(plan, server).run()
        assert (reading.rows, reading.asked) == ([], [Window(8, 10)])
