package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.process.Ran;
import dev.ballast.stories.WrongPolicy.Fault;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code kubectl apply} prints for policies with mistakes, one for each kind of mistake. */
@Tag("lab")
@ExtendWith(InstalledExtension.class)
class RefusalStoryTest {
  private static final int DRY_RUNS = 4;

  private final Installed installed;

  RefusalStoryTest(Installed installed) {
    this.installed = installed;
  }

  @Test
  void kubectlSaysWhatValidateSays() throws IOException {
    var policies = WrongPolicy.all();
    try (var place = Place.open(installed, "refusal")) {
      var softly = new SoftAssertions();
      for (var policy : policies) {
        check(softly, policy, place.tryApply(policy.text()));
      }
      softly.assertAll();
      assertThat(place.kubectl("get btp -o name").orThrow().out())
          .as("nothing is stored")
          .isEmpty();
      System.out.println(policies.size() + " wrong policies were refused");
    }
  }

  @Test
  void aDryRunSaysTheSame() throws IOException {
    var policies = WrongPolicy.all();
    var single = policies.stream().filter(policy -> policy.faults().size() == 1).limit(DRY_RUNS);
    var triple = policies.stream().filter(policy -> policy.faults().size() == 3);
    try (var place = Place.open(installed, "refusal-dry")) {
      var softly = new SoftAssertions();
      for (var policy : Stream.concat(single, triple).toList()) {
        check(softly, policy, place.tryApply(policy.text(), "--dry-run=server"));
      }
      softly.assertAll();
    }
  }

  /**
   * kubectl puts one fault behind its own words, and several below them; what its object has to be
   * warned of stands above.
   */
  private static void check(SoftAssertions softly, WrongPolicy policy, Ran ran) {
    softly.assertThat(ran.exitCode()).as(policy.name()).isEqualTo(1);
    softly.assertThat(ran.out()).as(policy.name()).isEmpty();
    String head = "The BackendTrafficPolicy \"%s\" is invalid: ".formatted(policy.name());
    List<String> told = ran.err().lines().filter(line -> !line.startsWith("Warning: ")).toList();
    if (policy.faults().size() > 1) {
      softly.assertThat(told).as(policy.name()).startsWith(head);
      told = told.stream().skip(1).toList();
    }
    softly.assertThat(told).as(policy.name()).hasSameSizeAs(policy.faults());
    for (int i = 0; i < Math.min(told.size(), policy.faults().size()); i++) {
      Fault fault = policy.faults().get(i);
      softly
          .assertThat(told.get(i))
          .as(policy.name())
          .startsWith(
              (policy.faults().size() > 1 ? "* " : head) + fault.path() + ": " + fault.sentence())
          .endsWith(" [" + fault.code() + "]");
    }
  }
}
