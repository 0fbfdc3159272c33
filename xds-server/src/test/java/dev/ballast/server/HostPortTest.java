package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @Test
  void aNameOrANumberWithAPort() {
    assertThat(HostPort.toCall("--xds", "ballast.infra:18000"))
        .isEqualTo(new HostPort("ballast.infra", 18_000));
    assertThat(HostPort.toCall("--xds", "[::1]:0")).isEqualTo(new HostPort("::1", 0));
    var loopback = HostPort.toListenOn("--xds", "127.0.0.1:65535");
    assertThat(loopback.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(loopback.getPort()).isEqualTo(65_535);
    assertThat(HostPort.toListenOn("--xds", "[::1]:80").getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void withoutAHostAllAddressesAreListenedOnAndNoneCanBeCalled() {
    var all = HostPort.toListenOn("--xds", ":18000");
    assertThat(all.getAddress().isAnyLocalAddress()).isTrue();
    assertThat(all.getPort()).isEqualTo(18_000);
    assertThatThrownBy(() -> HostPort.toCall("--xds", ":18000"))
        .isInstanceOf(UnusableOptionException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "a:-1", ""})
  void whatIsNoAddressIsRefusedInTheSameWordsForBoth(String text) {
    String words =
        "--admin is written HOST:PORT, such as 127.0.0.1:18000; this is \"" + text + "\"";
    assertThatThrownBy(() -> HostPort.toCall("--admin", text)).hasMessage(words);
    assertThatThrownBy(() -> HostPort.toListenOn("--admin", text)).hasMessage(words);
  }

  @Test
  void aPortAloneHasItsRange() {
    assertThat(HostPort.port("--webhook-port", "8443")).isEqualTo(8_443);
    assertThatThrownBy(() -> HostPort.port("--webhook-port", "65536"))
        .hasMessage("--webhook-port is a port, 0 to 65535; this is \"65536\"");
  }
}
