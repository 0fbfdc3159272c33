package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void aFloodIsCountedInsteadOfWritten() {
    var pace = new Pace();
    int said = 0;
    for (int i = 0; i < 3_000; i++) {
      said += pace.allows(i * MILLISECOND) ? 1 : 0;
    }
    assertThat(said).isEqualTo(300);
    assertThat(pace.takeHeldBack()).isEqualTo(2_700);
    assertThat(pace.takeHeldBack()).isZero();
  }

  @Test
  void whatComesNowAndThenIsAlwaysWritten() {
    var pace = new Pace();
    for (int i = 0; i < 100; i++) {
      assertThat(pace.allows(i * 110L * MILLISECOND)).isTrue();
    }
  }
}
