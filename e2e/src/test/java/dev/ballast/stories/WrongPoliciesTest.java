package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.stories.WrongPolicy.Fault;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wrong policies are what {@link RefusalStoryTest} takes them for. */
class WrongPoliciesTest {
  @Test
  void eachHasAMistakeOfItsOwn() throws IOException {
    var policies = WrongPolicy.all();
    assertThat(policies).hasSizeGreaterThanOrEqualTo(40);
    assertThat(policies.stream().filter(policy -> policy.faults().size() == 3))
        .hasSizeGreaterThanOrEqualTo(2);
    var seen = new HashMap<List<String>, String>();
    for (var policy : policies) {
      assertThat(policy.faults()).as(policy.name()).isNotEmpty();
      List<String> mistakes =
          policy.faults().stream().map(fault -> fault.code() + ": " + fault.said()).toList();
      assertThat(seen.put(mistakes, policy.name()))
          .as("%s says the same: %s", policy.name(), mistakes)
          .isNull();
      assertThat(policy.faults().stream().map(Fault::code))
          .as("kubectl says this one itself: " + policy.name())
          .doesNotContain("unknown-field");
    }
  }
}
