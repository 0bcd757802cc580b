from ara.compiler.paper.heights import ByHeight


def test_things_that_reach_into_a_strip_are_found_once() -> None:
    index = ByHeight([((0, 10, 5, 100), "tall"), ((0, 90, 5, 95), "low"), ((0, 300, 5, 310), "far")])

    assert sorted(index.between(80, 92)) == ["low", "tall"]


def test_things_that_only_share_a_bucket_are_not_found() -> None:
    index = ByHeight([((0, 1, 5, 2), "above")])

    assert list(index.between(10, 12)) == []
