"""Particular lists and servers, one range at a time."""

import pytest
from attrs import evolve

from opentoclose_async._protocol.paging.pages import Extent, PageRange
from opentoclose_async._protocol.paging.plan import PagePlan
from tests.protocol.paging.list_server import Answer, ListServer, Reading


def read(server: ListServer, *, page_size: int = 10, concurrency: int = 1) -> Reading:
    return Reading(PagePlan(page_size=page_size, concurrency=concurrency), server).run()


def asked(server: ListServer, **how: int) -> list[tuple[int, int]]:
    return [(page_range.start, page_range.count) for page_range in read(server, **how).asked]


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


def take(plan: PagePlan) -> PageRange:
    page_range = plan.take()
    assert page_range is not None
    return page_range


def take_all(plan: PagePlan) -> list[PageRange]:
    """Take every range that is ready, and fail if there seems to be no limit."""
    page_ranges = []
    while (page_range := plan.take()) is not None:
        page_ranges.append(page_range)
        assert len(page_ranges) < 100
    return page_ranges


def test_an_empty_list_is_one_request_and_no_page() -> None:
    for server in (ListServer([]), ListServer([], reports_total=True), ListServer([], links=True)):
        reading = read(server)
        assert (reading.rows, reading.asked) == ([], [PageRange(0, 10)])


def test_zero_rows_take_no_request() -> None:
    plan = PagePlan(page_size=10, concurrency=4, max_items=0)
    assert plan.finished
    assert plan.take() is None


def test_the_end_of_an_exact_multiple() -> None:
    assert asked(ListServer(rows(20))) == [(0, 10), (10, 10), (20, 10)]
    assert asked(ListServer(rows(20), links=True)) == [(0, 10), (10, 10), (20, 10)]
    assert asked(ListServer(rows(20), reports_total=True)) == [(0, 10), (10, 10)]


def test_a_short_page_alone_is_not_the_end() -> None:
    assert asked(ListServer(rows(15))) == [(0, 10), (10, 10), (15, 10)]
    assert asked(ListServer(rows(5))) == [(0, 10), (5, 10)]
    assert asked(ListServer(rows(5), reports_total=True)) == [(0, 10)]


def test_a_short_page_is_the_end_without_confirmation() -> None:
    for length, page_ranges in ((5, [(0, 10)]), (15, [(0, 10), (10, 10)]), (0, [(0, 10)])):
        plan = PagePlan(page_size=10, concurrency=1, confirm_end=False)
        reading = Reading(plan, ListServer(rows(length))).run()
        assert [(page_range.start, page_range.count) for page_range in reading.asked] == page_ranges
        assert reading.rows == rows(length)


def test_a_total_or_link_outweighs_a_short_page_without_confirmation() -> None:
    for server in (
        ListServer(rows(25), largest_page=7, reports_total=True),
        ListServer(rows(25), largest_page=7, links=True),
    ):
        plan = PagePlan(page_size=10, concurrency=2, confirm_end=False)
        assert Reading(plan, server).run().rows == rows(25)


def test_ranges_follow_a_lower_cap() -> None:
    assert asked(ListServer(rows(7), largest_page=3)) == [(0, 10), (3, 10), (6, 10), (7, 10)]


def test_a_cap_that_is_halved_meanwhile_loses_nothing() -> None:
    answers = iter([10, 10, 5, 5, 5, 5, 5, 5, 5, 5])

    def halving(page_range: PageRange) -> Answer | None:
        return ListServer(rows(40), largest_page=next(answers))(page_range)

    reading = Reading(PagePlan(page_size=10, concurrency=1), halving).run()
    assert reading.rows == rows(40)


def test_a_cap_that_rises_again_is_used() -> None:
    answers = iter([1, 10, 10, 10, 10, 10, 10])

    def rising(page_range: PageRange) -> Answer | None:
        return ListServer(rows(41), largest_page=next(answers))(page_range)

    reading = Reading(PagePlan(page_size=10, concurrency=1), rising).run()
    assert reading.rows == rows(41)
    assert len(reading.asked) == 6


def test_max_items_requests_no_extra_rows() -> None:
    plan = PagePlan(page_size=10, concurrency=1, start=5, max_items=12)
    reading = Reading(plan, ListServer(rows(100))).run()
    assert reading.asked == [PageRange(5, 10), PageRange(15, 2)]
    assert reading.rows == list(range(5, 17))


def test_the_first_page_is_requested_alone_and_the_lead_grows() -> None:
    plan = PagePlan(page_size=10, concurrency=4)
    leads: list[int] = []
    in_flight = take_all(plan)
    while len(leads) < 6:
        leads.append(len(in_flight))
        plan.arrived(in_flight.pop(0), Extent(10))
        for _ in plan.deliver():
            plan.consumed()
        in_flight += take_all(plan)
    assert leads == [1, 2, 3, 4, 4, 4]


def test_with_a_total_all_pages_are_requested_after_the_first() -> None:
    plan = plan_with_first_page(total=45, concurrency=16)
    assert take_all(plan) == [
        PageRange(10, 10),
        PageRange(20, 10),
        PageRange(30, 10),
        PageRange(40, 10),
    ]


def test_a_stopped_reader_stops_the_requests() -> None:
    plan = PagePlan(page_size=10, concurrency=3)
    taken = 0
    while plan.ready and taken < 100:
        plan.arrived(take(plan), Extent(10))
        taken += 1
    assert (taken, len(plan.deliver())) == (6, 6)
    plan.consumed()
    assert take_all(plan) == [PageRange(60, 10)]


def test_pages_are_delivered_in_order_whichever_comes_first() -> None:
    plan = plan_with_first_page(total=40)
    second, third, fourth = take_all(plan)
    plan.arrived(fourth, Extent(10, 40))
    plan.arrived(third, Extent(10, 40))
    assert plan.deliver() == []
    plan.arrived(second, Extent(10, 40))
    assert plan.deliver() == [second, third, fourth]
    assert plan.finished


def test_an_empty_response_after_the_rows_ends_the_list() -> None:
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
    assert gap == PageRange(14, 6)
    plan.arrived(third, Extent(10))
    plan.arrived(gap, Extent(6))
    assert plan.deliver() == [gap, third]
    assert not plan.finished


def test_an_empty_page_before_pages_with_rows_is_requested_again_once() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.arrived(third, Extent(10))
    plan.arrived(second, Extent(0))
    again = take(plan)
    assert again == second
    plan.arrived(again, Extent(10))
    assert plan.deliver() == [second, third]
    assert plan.stalled is None


def test_an_unused_row_of_a_response_contradicts_an_end() -> None:
    plan = PagePlan(page_size=10, concurrency=2)
    plan.arrived(take(plan), Extent(3))  # so three rows per range are expected
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
    assert take(plan) == third  # its rows may be gone by now
    plan.arrived(third, Extent(10))
    assert plan.deliver() == [PageRange(10, 10)]
    assert plan.stalled == "rows further on were received already"
    assert (plan.finished, plan.position) == (True, 10)


def test_a_list_that_shrank_below_pages_fetched_ahead_ends_where_it_ends_now() -> None:
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
        (Extent(0, more=True), "the response links to a next page"),
    ],
)
def test_an_empty_response_that_says_more_is_requested_again_and_then_stalls(
    says_more: Extent, reason: str
) -> None:
    for empty_first in (True, False):
        plan = PagePlan(page_size=10, concurrency=4)
        if not empty_first:
            plan.arrived(take(plan), Extent(10))
            plan.deliver()
        plan.arrived(take(plan), says_more)
        plan.arrived(take(plan), says_more)
        while plan.ready and plan.stalled is None:  # ranges requested ahead
            plan.arrived(take(plan), says_more)
        assert plan.stalled == reason
        assert plan.position == (0 if empty_first else 10)


def test_a_first_page_that_is_empty_once_is_requested_again() -> None:
    plan = PagePlan(page_size=10, concurrency=4)
    plan.arrived(take(plan), Extent(0, total=3))
    again = take(plan)
    plan.arrived(again, Extent(3, total=3))
    assert plan.deliver() == [again]
    assert plan.finished


def test_no_body_at_the_start_is_an_empty_list() -> None:
    plan = PagePlan(page_size=10, concurrency=1)
    plan.arrived(take(plan), Extent(0, silent=True))
    assert plan.finished
    assert plan.stalled is None


def test_no_body_after_rows_is_the_end_if_the_last_row_is_confirmed() -> None:
    for shown, stalled in ((1, False), (2, True), (0, True)):
        plan = PagePlan(page_size=10, concurrency=1)
        plan.arrived(take(plan), Extent(10))
        plan.arrived(take(plan), Extent(0, silent=True))
        plan.arrived(take(plan), Extent(0, silent=True))
        looking_back = take(plan)
        assert looking_back == PageRange(9, 2)
        plan.arrived(looking_back, Extent(shown))
        assert plan.finished
        assert (plan.stalled is not None) == stalled


def test_a_total_that_is_too_low_is_disproved_by_a_row_beyond_it() -> None:
    for total in (12, 15, 25):
        for concurrency in (1, 4):

            def low(page_range: PageRange, total: int = total) -> Answer | None:
                return Answer(rows(31)[page_range.start : page_range.end], total)

            plan = PagePlan(page_size=10, concurrency=concurrency)
            assert Reading(plan, low).run().rows == rows(31)
            assert (plan.totals.last, plan.totals.trusted) == (total, None)


def test_inconsistent_totals_do_not_end_the_list() -> None:
    totals = iter([20, 30, 20, 20, 20])

    def lagging(page_range: PageRange) -> Answer | None:
        return Answer(rows(30)[page_range.start : page_range.end], next(totals))

    assert Reading(PagePlan(page_size=10, concurrency=1), lagging).run().rows == rows(30)


def test_a_failure_is_delivered_in_order_and_stops_the_requests() -> None:
    plan = plan_with_first_page(total=100)
    second, third, fourth, _ = take_all(plan)
    plan.failed(fourth)
    assert not plan.ready
    assert plan.deliver() == []
    plan.arrived(second, Extent(10, 100))
    plan.arrived(third, Extent(10, 100))
    assert plan.deliver() == [second, third, fourth]
    assert plan.finished


def test_a_gap_before_a_failure_is_still_requested() -> None:
    plan = plan_with_first_page(total=40)
    second, third, fourth = take_all(plan)
    plan.failed(fourth)
    plan.arrived(third, Extent(10, 40))
    plan.arrived(second, Extent(5, 40))
    gap = take(plan)
    assert gap == PageRange(15, 5)
    plan.arrived(gap, Extent(5, 40))
    assert plan.deliver() == [second, gap, third, fourth]
    assert plan.finished


def test_a_failure_beyond_the_end_is_ignored() -> None:
    plan = plan_with_first_page()
    second, third = take_all(plan)
    plan.failed(third)
    plan.arrived(second, Extent(4))
    assert plan.deliver() == [second]
    plan.arrived(take(plan), Extent(0))
    assert plan.finished
    assert plan.deliver() == []


def test_a_page_may_be_longer_than_requested_if_no_range_follows() -> None:
    plan = PagePlan(page_size=10, concurrency=2)
    assert plan.arrived(take(plan), Extent(25)) == 25
    second, third = take_all(plan)
    assert (second, third) == (PageRange(25, 10), PageRange(35, 10))
    assert plan.arrived(second, Extent(25)) == 10


def test_a_page_longer_than_requested_is_cut_to_max_items() -> None:
    plan = PagePlan(page_size=10, concurrency=2, max_items=12)
    assert plan.arrived(take(plan), Extent(25)) == 12


def test_rows_added_while_reading_are_read_as_the_total_grows() -> None:
    server = ListServer(rows(20), reports_total=True)

    def growing(page_range: PageRange) -> Answer | None:
        answer = server(page_range)
        if page_range.start == 10:
            server.rows = rows(35)
            answer = server(page_range)
        return answer

    reading = Reading(PagePlan(page_size=10, concurrency=4), growing).run()
    assert reading.rows == rows(35)
    assert reading.plan.totals.last == 35


def test_a_list_that_shrinks_while_it_is_read_ends_where_it_ends_now() -> None:
    server = ListServer(rows(100), reports_total=True)

    def shrinking(page_range: PageRange) -> Answer | None:
        answer = server(page_range)
        server.rows = rows(35)
        return answer

    reading = Reading(PagePlan(page_size=10, concurrency=4), shrinking).run()
    assert reading.rows == rows(35)
    assert reading.plan.totals.last == 35


def test_a_link_to_more_outweighs_a_total_that_says_otherwise() -> None:
    server = ListServer(rows(57), links=True)

    def modest(page_range: PageRange) -> Answer | None:
        answer = server(page_range)
        return answer and evolve(answer, total=20)

    for concurrency in (1, 4):
        reading = Reading(PagePlan(page_size=10, concurrency=concurrency), modest).run()
        assert reading.rows == rows(57)


def test_a_start_beyond_the_end_takes_one_request() -> None:
    for server in (ListServer(rows(5)), ListServer(rows(5), reports_total=True)):
        plan = PagePlan(page_size=10, concurrency=4, start=8)
        reading = Reading(plan, server).run()
        assert (reading.rows, reading.asked) == ([], [PageRange(8, 10)])
