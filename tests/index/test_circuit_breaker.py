"""The circuit breaker: failing at once while a server is down, one trial now and then."""

from index.circuit_breaker import CircuitBreaker


class Clock:
    """A clock that stands still until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_server_that_failed_again_and_again_is_not_asked_for_a_while() -> None:
    clock = Clock()
    breaker = CircuitBreaker(failures=3, pause=5, clock=clock)
    for _ in range(3):
        assert breaker.may_try()
        breaker.note(answers=False)
    assert not breaker.may_try()
    clock.now += 4.9
    assert not breaker.may_try()


def test_after_the_pause_one_may_try_and_the_others_wait_for_the_outcome() -> None:
    clock = Clock()
    breaker = CircuitBreaker(failures=1, pause=5, clock=clock)
    breaker.note(answers=False)
    clock.now += 5
    assert [breaker.may_try(), breaker.may_try()] == [True, False]
    breaker.note(answers=False)
    clock.now += 4
    assert not breaker.may_try()
    clock.now += 1
    assert breaker.may_try()
    breaker.note(answers=True)
    assert [breaker.may_try(), breaker.may_try()] == [True, True]


def test_a_failure_now_and_then_changes_nothing() -> None:
    breaker = CircuitBreaker(failures=2, clock=Clock())
    for _ in range(5):
        breaker.note(answers=False)
        breaker.note(answers=True)
    assert breaker.may_try()
