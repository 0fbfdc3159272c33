package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Routes that an Envoy refuses, and what the Envoys of the gateway get instead, change by change.
 */
class RejectionTest {
  private static final String TOO_LARGE = "(a|b){99}";
  private static final String WORDS =
      "regex '" + TOO_LARGE + "' RE2 program size of 999 > max program size of 100";

  private final List<String> paths = new ArrayList<>(List.of("steady"));
  private View view = View.NONE.publish(snapshot(), 1);
  private Optional<Resource> held = Optional.of(wanted());

  @Test
  void aRouteThatComesBesideARefusedOneIsServed() {
    publish(TOO_LARGE);
    refuse();
    assertThat(expressions()).containsExactly("steady");
    accept();
    publish("later");
    assertThat(expressions()).containsExactly("steady", "later");
    accept();
    publish("latest");
    assertThat(expressions()).containsExactly("steady", "later", "latest");
  }

  @Test
  void aRouteThatCameTogetherWithARefusedOneIsServed() {
    publish(TOO_LARGE, "together");
    refuse();
    assertThat(expressions()).containsExactly("steady", "together");
  }

  @Test
  void whatTwoEnvoysRefuseIsTakenBackOnce() {
    publish(TOO_LARGE);
    var published = wanted();
    refuse();
    var form = wanted();
    view = view.reject(published, held, WORDS, 1);
    assertThat(wanted().message()).isEqualTo(form.message());
  }

  @Test
  void aMendedRouteIsServedAtOnce() {
    publish(TOO_LARGE, "together");
    refuse();
    accept();
    paths.remove(TOO_LARGE);
    publish("mended");
    assertThat(expressions()).containsExactly("steady", "together", "mended");
    assertThat(view.rejections(ResourceType.ROUTE)).isEmpty();
  }

  @Test
  void whenTheWordsNameNoneTheOneIsFoundAndAllOthersAreServed() {
    publish("a", "b", TOO_LARGE, "c");
    int refusals = 0;
    do {
      if (expressions().contains(TOO_LARGE)) {
        refuse("something is wrong");
        refusals++;
      } else {
        accept();
      }
    } while (expressions().contains(TOO_LARGE) || !held.equals(Optional.of(wanted())));
    assertThat(expressions()).containsExactly("steady", "a", "b", "c");
    // As published, and once alone: that it is in the second half follows from the first.
    assertThat(refusals).isEqualTo(2);
  }

  private void publish(String... more) {
    paths.addAll(List.of(more));
    view = view.publish(snapshot(), 1);
  }

  private void refuse() {
    refuse(WORDS);
  }

  private void refuse(String words) {
    view = view.reject(wanted(), held, words, 1);
  }

  private void accept() {
    held = Optional.of(wanted());
    view = view.accept(wanted(), 1);
  }

  /** What an Envoy that holds nothing yet would be sent. */
  private Resource wanted() {
    var rejection = view.rejection(ResourceType.ROUTE, "l");
    return rejection == null
        ? view.snapshot().get(ResourceType.ROUTE, "l").orElseThrow()
        : rejection.substitute().orElseThrow();
  }

  private List<String> expressions() {
    var routes = (RouteConfiguration) wanted().message();
    return routes.getVirtualHosts(0).getRoutesList().stream()
        .filter(Route::hasRoute)
        .map(route -> route.getMatch().getSafeRegex().getRegex())
        .toList();
  }

  private Snapshot snapshot() {
    var host = VirtualHost.newBuilder().setName("any").addDomains("*");
    paths.forEach(
        path ->
            host.addRoutes(
                Route.newBuilder()
                    .setName(path)
                    .setMatch(
                        RouteMatch.newBuilder()
                            .setSafeRegex(RegexMatcher.newBuilder().setRegex(path)))
                    .setRoute(RouteAction.newBuilder().setCluster("c"))));
    return Snapshot.of(
        List.of(
            new Resource(
                ResourceType.CLUSTER, "c", "1", Cluster.getDefaultInstance(), List.of(), List.of()),
            new Resource(
                ResourceType.ROUTE,
                "l",
                paths.toString(),
                RouteConfiguration.newBuilder().setName("l").addVirtualHosts(host).build(),
                List.of(),
                List.of())));
  }
}
