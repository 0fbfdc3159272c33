package dev.ballast.operator;

import static dev.ballast.operator.StatusMergeTest.condition;
import static dev.ballast.operator.StatusMergeTest.entry;
import static dev.ballast.operator.StatusMergeTest.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.Node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusNewsTest {
  private static final String OURS = "ballast.dev/gatewayclass-controller";

  @Test
  void acceptanceIsToldOnceForAllGateways() {
    var now =
        status(
            entry("one", OURS, condition("Accepted", "True", 1)),
            entry("two", OURS, condition("Accepted", "True", 1)));

    assertThat(news(status(), now))
        .containsExactly(new Note(false, "Accepted", "Gateway shop/one, Gateway shop/two: m"));
    assertThat(news(now, now)).isEmpty();
  }

  @Test
  void aNewGenerationThatIsAcceptedAsWellIsNoNews() {
    assertThat(
            news(
                status(entry("eg", OURS, condition("Accepted", "True", 1))),
                status(entry("eg", OURS, condition("Accepted", "True", 2)))))
        .isEmpty();
  }

  @Test
  void aRejectionIsAWarningAndItsEndIsGoodNews() {
    var rejected =
        status(
            entry(
                "eg",
                OURS,
                condition("Programmed", "False", 1)
                    .replace("\"reason\":\"Programmed\"", "\"reason\":\"Invalid\"")));
    var fine = status(entry("eg", OURS, condition("Programmed", "True", 1)));

    assertThat(news(status(), rejected))
        .containsExactly(new Note(true, "RejectedByEnvoy", "Gateway shop/eg: m"));
    assertThat(news(rejected, fine))
        .containsExactly(new Note(false, "Programmed", "Gateway shop/eg: m"));
    assertThat(news(status(), fine)).as("what is as expected").isEmpty();
  }

  @Test
  void whatOthersSayIsTheirNews() {
    assertThat(news(status(), status(entry("eg", "theirs", condition("Accepted", "False", 1)))))
        .isEmpty();
  }

  private static List<Note> news(ObjectNode before, ObjectNode now) {
    return StatusNews.between(StatusShape.POLICY, Set.of(OURS), before, now);
  }
}
