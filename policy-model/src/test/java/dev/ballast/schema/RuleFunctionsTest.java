package dev.ballast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFunctionsTest {
  private static final Map<String, Object> SELF =
      Map.of("host", "*.Äb.example", "list", List.of("a", "b"), "count", 3L, "share", 0.5);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "self.host.substring(2) == 'Äb.example'",
        "'straße'.upperAscii() == 'STRAßE' && 'ÄB'.lowerAscii() == 'Äb'",
        "'a.b/c'.split('/')[0] == 'a.b' && ''.split('/').size() == 1",
        "isIP('10.0.0.1') && !isIP(self.host)",
        "self.host.startsWith('*.') && self.host.endsWith('.example') && self.host.contains('b')",
        "self.host.matches('[a-z]+$') && !self.host.matches('^[a-z]+$')",
        "self.list.exists_one(x, x == 'a') && 'b' in self.list && size(self.list) == 2",
        "self.count + 1 == 4 && self.count > self.share && -self.count < 0 && self.count / 2 == 1",
        "has(self.count) && !has(self.missing) && 'count' in self",
        "duration('1h30m') > duration('89m') && duration('0s') == duration('0ms')",
        "string(self.count) == '3' && int('3') == self.count && double('0.5') == self.share"
      })
  void aRuleMayCallIt(String rule) {
    assertThat(RuleEngine.shared().ask(rule, SELF)).isEqualTo(new RuleEngine.Answer.Holds());
  }
}
