package racecourse.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockTest {

  private static Clock after(int... strands) {
    Clock clock = new Clock();
    for (int strand : strands) {
      clock.tick(strand);
    }
    return clock;
  }

  @Test
  void knowsWhatEitherKnew() {
    Clock clock = after(0, 0, 2);
    clock.join(after(0, 5, 5, 5));

    assertThat(clock.at(0)).isEqualTo(2);
    assertThat(clock.at(2)).isEqualTo(1);
    assertThat(clock.at(5)).isEqualTo(3);
    assertThat(clock.at(400)).isZero();
  }

  @Test
  void forgetsWhatTheOtherDoesNotKnow() {
    Clock clock = after(0, 7);
    clock.set(after(1));

    assertThat(clock.at(7)).isZero();
    assertThat(clock.at(1)).isEqualTo(1);
  }

  @Test
  void clocksThatJoinAgainAndAgainDoNotGrow() {
    Clock one = after(8);
    Clock other = after(4);
    for (int i = 0; i < 20; i++) {
      other.join(one);
      one.join(other);
    }

    assertThat(one.width()).isEqualTo(other.width()).isLessThan(32);
  }
}
