"""Lists and servers of particular kinds, one window at a time."""

from attrs import evolve

from opentoclose_async.protocol.paging import Extent, PagePlan, Window
from tests.protocol.list_server import Answer, ListServer, Reading


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
    assert asked(ListServer(rows(20), links=True)) == [(0, 10), (10, 10)]
    assert asked(ListServer(rows(20), tells_total=True)) == [(0, 10), (10, 10)]


def test_a_later_short_page_is_the_end() -> None:
    assert asked(ListServer(rows(15))) == [(0, 10), (10, 10)]


def test_a_short_first_page_is_probed_behind_its_last_row() -> None:
    assert asked(ListServer(rows(5))) == [(0, 10), (5, 5)]
    assert asked(ListServer(rows(5), tells_total=True)) == [(0, 10)]


def test_a_lower_cap_becomes_the_stride() -> None:
    assert asked(ListServer(rows(7), largest_page=3)) == [(0, 10), (3, 3), (6, 3)]


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
    plan.arrived(third, Extent(10))
    assert plan.deliver() == [second]
    gap = take(plan)
    assert gap == Window(14, 6)
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
    plan.arrived(again, Extent(0))
    assert plan.deliver() == [third]
    assert not plan.finished


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
    assert plan.finished


def test_the_first_page_may_be_longer_than_asked() -> None:
    plan = PagePlan(page_size=10, concurrency=2)
    first = take(plan)
    assert plan.usable(first, 25) == 25
    plan.arrived(first, Extent(25))
    second = take(plan)
    assert second == Window(25, 10)
    assert plan.usable(second, 25) == 10


def test_a_page_longer_than_asked_is_cut_to_what_is_wanted() -> None:
    plan = PagePlan(page_size=10, concurrency=2, max_items=12)
    assert plan.usable(take(plan), 25) == 12


def test_a_server_without_paging_is_known_by_the_page_behind_its_odd_first() -> None:
    for whole in (4, 25):
        plan = PagePlan(page_size=10, concurrency=2)
        first = take(plan)
        assert not plan.follows_odd_first(first)
        plan.arrived(first, Extent(whole))
        second = take(plan)
        assert plan.follows_odd_first(second)
        plan.arrived(second, Extent(plan.usable(second, whole)))
        assert plan.deliver() == [first, second]
        plan.close()
        assert plan.finished
        assert plan.take() is None


def test_a_page_behind_a_full_first_page_is_not_odd() -> None:
    plan = plan_with_first_page()
    assert not any(plan.follows_odd_first(window) for window in take_all(plan))


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
    assert reading.plan.total == 35


def test_a_list_that_shrinks_while_it_is_read_ends_where_it_ends_now() -> None:
    server = ListServer(rows(100), tells_total=True)

    def shrinking(window: Window) -> Answer | None:
        answer = server(window)
        server.rows = rows(35)
        return answer

    reading = Reading(PagePlan(page_size=10, concurrency=4), shrinking).run()
    assert reading.rows == rows(35)
    assert reading.plan.total == 35


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
