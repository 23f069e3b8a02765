"""What holds for every promise beside every reference."""

from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.pathway.shell import answer
from tests.methods.pathway.building import case_of, years

RANDOMLY = settings(deadline=None, max_examples=150)
TARGETS = st.dictionaries(st.integers(2021, 2060), st.integers(0, 100), min_size=1, max_size=5)
REFERENCES = st.one_of(
    st.sampled_from(["ksg", "sbti_1p5_linear"]),
    st.builds(
        lambda year, rest: {"neutral_year": year, "residual_percent": rest},
        st.integers(2021, 2060),
        st.integers(0, 100),
    ),
)
MILLIGRAMS = st.integers(1, 9 * 10**18)


@RANDOMLY
@given(TARGETS, REFERENCES, MILLIGRAMS)
def test_the_verdict_follows_from_the_figures_that_are_printed(
    targets: dict[int, int], reference: object, base: int
) -> None:
    found = answer(case_of(*targets.items(), reference=reference, base_mg=base))
    path, beside = years(found, "path_mg"), years(found, "reference_mg")
    point = all(path[str(year)] <= beside[str(year)] for year in targets)
    used, budget = (
        sum(values) * 2 - values[0] - values[-1] for values in (list(path.values()), list(beside.values()))
    )
    names = {(True, True): "compatible", (True, False): "point_only", (False, True): "budget_only"}
    assert found["verdict"] == names.get((point, used <= budget), "not_compatible")
    assert found["budget_used"] == used / budget


@RANDOMLY
@given(TARGETS, REFERENCES, MILLIGRAMS)
def test_every_target_is_on_the_path_and_nothing_leaves_the_range(
    targets: dict[int, int], reference: object, base: int
) -> None:
    path = years(answer(case_of(*targets.items(), reference=reference, base_mg=base)), "path_mg")
    for year, percent in targets.items():
        assert path[str(year)] == (base * (100 - percent) * 2 + 100) // 200
    assert min(path.values()) >= 0
    assert max(path.values()) <= base


@RANDOMLY
@given(TARGETS, st.integers(2021, 2060))
def test_a_value_of_the_straight_line_as_a_target_changes_no_figure(
    targets: dict[int, int], year: int
) -> None:
    base = 10**9
    plain = answer(case_of(*targets.items(), base_mg=base))
    path = years(plain, "path_mg")
    if str(year) not in path or path[str(year)] % 1000:
        return
    between = 100 - path[str(year)] * 100 / base
    added = answer(case_of(*{**targets, year: targets.get(year, between)}.items(), base_mg=base))
    assert all(abs(path[one] - value) <= 1 for one, value in years(added, "path_mg").items())


@RANDOMLY
@given(TARGETS, REFERENCES)
def test_tonnes_do_not_change_the_share_of_the_budget(targets: dict[int, int], reference: object) -> None:
    small, large = (
        answer(case_of(*targets.items(), reference=reference, base_mg=base)) for base in (10**12, 10**15)
    )
    first, second = small["budget_used"], large["budget_used"]
    assert isinstance(first, float)
    assert isinstance(second, float)
    assert abs(first - second) < 1e-9
