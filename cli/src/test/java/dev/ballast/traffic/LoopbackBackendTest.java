package dev.ballast.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux lends all of 127.0.0.0/8")
class LoopbackBackendTest {
  @Test
  void everyAddressIsAnEndpointOfItsOwn() throws IOException {
    try (var backend = LoopbackBackend.start()) {
      for (String address : new String[] {"127.0.0.1", "127.17.4.9", "127.254.255.255"}) {
        try (var lane = lane(address, backend)) {
          var answer = lane.exchange(LoadRequest.get("h", "/"));
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.header(LoopbackBackend.ENDPOINT))
              .contains(address + ":" + backend.port());
        }
      }
    }
  }

  @Test
  void anAnswerTellsItsConnection() throws IOException {
    try (var backend = LoopbackBackend.start();
        var one = lane("127.0.0.1", backend);
        var other = lane("127.0.0.1", backend)) {
      var request = LoadRequest.get("h", "/");
      String first = connection(one.exchange(request));

      assertThat(connection(one.exchange(request))).isEqualTo(first);
      assertThat(connection(other.exchange(request))).isNotEqualTo(first);
    }
  }

  private static HttpLane lane(String address, LoopbackBackend backend) {
    return new HttpLane(new InetSocketAddress(InetAddress.ofLiteral(address), backend.port()));
  }

  private static String connection(Answer answer) {
    return answer.header(LoopbackBackend.CONNECTION).orElseThrow();
  }
}
