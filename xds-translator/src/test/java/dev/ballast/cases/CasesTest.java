package dev.ballast.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CasesTest {
  static List<CaseFolder> cases() {
    return CaseFolder.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void becomesWhatItPromises(CaseFolder folder) {
    var seen = CaseOutputs.of(folder);
    if ("rewrite".equals(System.getProperty("cases")) && !seen.equals(folder.outputs())) {
      assertThat(System.getenv("CI")).as("cases are never rewritten in CI").isNull();
      folder.rewrite(seen);
      fail("rewritten; look at the difference: " + folder.folder());
    }
    assertThat(seen).isEqualTo(folder.outputs());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void tellsWhyItExists(CaseFolder folder) {
    assertThat(folder.input()).startsWith("# ");
  }

  @Test
  void thereAreCases() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
  }
}
