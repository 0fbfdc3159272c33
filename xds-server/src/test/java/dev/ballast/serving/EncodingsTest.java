package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingsTest {
  private final Encodings encodings = new Encodings();

  @Test
  void aRouteConfigurationIsSentAsItIs() throws Exception {
    VirtualHost cart = host("cart", "a", "b");
    VirtualHost news = host("news", "c");
    var before = configuration(cart, news);
    var after = configuration(host("cart", "a"), news);

    for (RouteConfiguration each : List.of(before, after, configuration(), before)) {
      Any sent = encodings.of(resource(each)).any();
      assertThat(sent.getTypeUrl()).isEqualTo(Any.pack(each).getTypeUrl());
      assertThat(sent.unpack(RouteConfiguration.class)).isEqualTo(each);
    }
  }

  private static Resource resource(RouteConfiguration configuration) {
    return new Resource(ResourceType.ROUTE, "c", "1", configuration, List.of(), List.of());
  }

  private static RouteConfiguration configuration(VirtualHost... hosts) {
    return RouteConfiguration.newBuilder()
        .setName("c")
        .setIgnorePortInHostMatching(true)
        .addAllVirtualHosts(List.of(hosts))
        .build();
  }

  private static VirtualHost host(String name, String... routes) {
    var host = VirtualHost.newBuilder().setName(name).addDomains(name);
    for (String route : routes) {
      host.addRoutes(
          Route.newBuilder()
              .setName(route)
              .setMatch(RouteMatch.newBuilder().setPrefix("/" + route)));
    }
    return host.build();
  }
}
