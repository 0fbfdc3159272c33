package dev.ballast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::a:1", "1::"})
  void anAddressIsAnAddress(String text) {
    assertThat(IpText.isCanonicalIp(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4.5",
        "a.example",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::1%eth0",
        "::ffff:1.2.3.4",
        "1.2.3.4::",
        "::1::"
      })
  void anythingElseIsNone(String text) {
    assertThat(IpText.isCanonicalIp(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"010.0.0.1", "1.2.3.4", "::ffff:1.2.3.4"})
  void schemasTakeAnythingWithDotsForIpv4(String text) {
    assertThat(IpText.isIpWithDots(text)).isTrue();
  }
}
