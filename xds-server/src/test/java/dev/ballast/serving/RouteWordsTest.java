package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.serving.Quarantine.Place;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The texts are what Envoy 1.40 said. */
class RouteWordsTest {
  private static final VirtualHost HOST =
      VirtualHost.newBuilder()
          .setName("any")
          .addRoutes(route("path").setMatch(RouteMatch.newBuilder().setSafeRegex(regex("(a"))))
          .addRoutes(
              route("header")
                  .setMatch(
                      RouteMatch.newBuilder()
                          .addHeaders(
                              HeaderMatcher.newBuilder()
                                  .setStringMatch(
                                      StringMatcher.newBuilder().setSafeRegex(regex("(b"))))))
          .addRoutes(
              route("rewrite")
                  .setRoute(
                      RouteAction.newBuilder()
                          .setRegexRewrite(
                              RegexMatchAndSubstitute.newBuilder().setPattern(regex("(c")))))
          .addRoutes(route("plain"))
          .build();

  @Test
  void aQuotedExpressionOfAMatchNamesItsRoute() {
    assertThat(named(tooLarge("(a"))).isEqualTo(Map.of(place(0), true));
    assertThat(named(tooLarge("(b"))).isEqualTo(Map.of(place(1), true));
  }

  @Test
  void anExpressionOfARewriteIsNoFaultOfTheMatch() {
    assertThat(named(tooLarge("(c"))).isEqualTo(Map.of(place(2), false));
  }

  @Test
  void anIndexNamesTheRoute() {
    assertThat(
            named(
                "Proto constraint validation failed (RouteConfigurationValidationError"
                    + ".VirtualHosts[0]: embedded message failed validation | caused by"
                    + " VirtualHostValidationError.Routes[3]: embedded message failed validation |"
                    + " caused by RouteValidationError.DirectResponse: embedded message failed"
                    + " validation)"))
        .isEqualTo(Map.of(place(3), false));
  }

  @Test
  void otherWordsNameNone() {
    assertThat(named("Only unique names for virtual hosts are permitted")).isEmpty();
    assertThat(named("VirtualHosts[0]: embedded Routes[9]: embedded")).isEmpty();
    assertThat(named("VirtualHosts[7]: embedded Routes[0]: embedded")).isEmpty();
  }

  private static Map<Place, Boolean> named(String words) {
    return RouteWords.named(words, RouteConfiguration.newBuilder().addVirtualHosts(HOST).build());
  }

  private static String tooLarge(String expression) {
    return "regex '%s' RE2 program size of 258 > max program size of 100 set for the error level"
        .formatted(expression);
  }

  private static Place place(int route) {
    return Place.of(HOST, HOST.getRoutes(route));
  }

  private static Route.Builder route(String name) {
    return Route.newBuilder().setName(name);
  }

  private static RegexMatcher regex(String expression) {
    return RegexMatcher.newBuilder().setRegex(expression).build();
  }
}
