package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingsTest {
  private static final Route BARE =
      Route.newBuilder().setName("r").setMatch(RouteMatch.newBuilder().setPrefix("/")).build();
  private static final Route NAMED =
      BARE.toBuilder()
          .setMetadata(
              Metadata.newBuilder()
                  .putFilterMetadata(
                      "envoy-gateway",
                      Struct.newBuilder()
                          .putFields("route", Value.newBuilder().setStringValue("shop/r").build())
                          .build()))
          .build();

  private static RouteConfiguration configuration(Route route) {
    return RouteConfiguration.newBuilder()
        .setName("c")
        .addVirtualHosts(VirtualHost.newBuilder().setName("h").addDomains("*").addRoutes(route))
        .build();
  }

  private static RouteConfiguration sent(boolean isOriginSent)
      throws InvalidProtocolBufferException {
    var resource =
        new Resource(ResourceType.ROUTE, "c", "1", configuration(NAMED), List.of(), List.of());
    return new Encodings(isOriginSent).of(resource).any().unpack(RouteConfiguration.class);
  }

  @Test
  void whereRoutesComeFromIsToldOnlyWhenAsked() throws Exception {
    assertThat(sent(true)).isEqualTo(configuration(NAMED));
    assertThat(sent(false)).isEqualTo(configuration(BARE));
  }
}
