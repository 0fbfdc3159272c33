package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerPortsTest {
  @Test
  void eachListenerHasItsPort() {
    assertThat(ListenerPorts.read(List.of("default/eg/http=8080", "shop/edge/a.b=65535")))
        .isEqualTo(Map.of("default/eg/http", 8080, "shop/edge/a.b", 65_535));
    assertThat(ListenerPorts.read(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http=80",
        "default/eg/http",
        "default/eg/http=",
        "default/eg/http=0",
        "default/eg/http=65536",
        "default/eg/http=99999999999",
        "default/eg/http=http",
        "default/eg/x/http=80",
        "=80"
      })
  void whatIsWrittenOtherwiseIsRefusedWithThePattern(String mapping) {
    assertThatThrownBy(() -> ListenerPorts.read(List.of(mapping)))
        .isInstanceOf(UnusableOptionException.class)
        .hasMessage(
            "--listener-port is written NS/GATEWAY/LISTENER=PORT, such as default/eg/http=8080,"
                + " with a port from 1 to 65535; this is \""
                + mapping
                + "\"");
  }
}
