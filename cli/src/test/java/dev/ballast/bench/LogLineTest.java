package dev.ballast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void aTranslationTellsWhenItsChangeWasHeard() {
    var line =
        LogLine.parse(
                "2026-01-02T10:00:00.123456+01:00 INFO  DecisionLog: translated in 3 ms sequence=17"
                    + " changes=1 gateways=1 heardMsAgo=3.456")
            .orElseThrow();

    assertThat(line.at()).isEqualTo(Instant.parse("2026-01-02T09:00:00.123456Z"));
    assertThat(line.heard()).contains(Instant.parse("2026-01-02T09:00:00.120Z"));
  }

  @Test
  void anAckIsOneOfItsTypeThatConfirmsSomething() {
    var line = ackOf("type=endpoint resources=1 removed=0 node=bench gateway=bench/front");

    assertThat(line.acked("endpoint")).contains(line.at());
    assertThat(line.acked("cluster")).isEmpty();
    assertThat(ackOf("type=endpoint resources=0 removed=1").acked("endpoint")).isEmpty();
    assertThat(line.heard()).isEmpty();
  }

  @Test
  void whatIsNotLoggedIsNoLine() {
    assertThat(LogLine.parse("preparing a faster start (once)…")).isEmpty();
    assertThat(LogLine.parse("serving: at /tmp WARN x: y")).isEmpty();
    assertThat(LogLine.parse("")).isEmpty();
  }

  private static LogLine ackOf(String rest) {
    return LogLine.parse("2026-01-02T10:00:00.000001Z INFO  DecisionLog: acked " + rest)
        .orElseThrow();
  }
}
