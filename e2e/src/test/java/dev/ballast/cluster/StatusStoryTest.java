package dev.ballast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What statuses say through the life of policies, routes and Gateways. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class StatusStoryTest {
  private static final String ROUND = "{type: RoundRobin}";
  private final String name;
  private final Town town;

  StatusStoryTest(Lab lab, TestInfo test) throws IOException {
    this.name =
        "status-" + Integer.toHexString(test.getTestMethod().orElseThrow().getName().hashCode());
    this.town = Town.open(lab, name, Map.of());
  }

  @BeforeEach
  void start() throws IOException {
    town.start();
  }

  @AfterEach
  void end() {
    town.close();
  }

  @Test
  void aPolicyFollowsTheLifeOfItsRoute() {
    town.apply(Town.backend("10.244.9.1"));
    town.apply(Town.policy("sticky", "HTTPRoute", "cart", ROUND));
    town.awaitCondition("btp/sticky", "ancestors", "Accepted", "TargetNotFound");
    assertThat(town.read("btp/sticky", "{.status.ancestors[0].ancestorRef.name}"))
        .isEqualTo("cart");

    town.apply(Town.route("cart"));
    town.awaitCondition("btp/sticky", "ancestors", "Accepted", "Accepted");
    assertThat(town.read("btp/sticky", "{.status.ancestors[*].ancestorRef.name}")).isEqualTo("eg");
    town.awaitCondition("btp/sticky", "ancestors", "Programmed", "Pending");
    town.awaitCondition("httproute/cart", "parents", "Accepted", "Accepted");
    town.awaitCondition("httproute/cart", "parents", "ResolvedRefs", "ResolvedRefs");
    town.awaitSaid("gateway/eg", "{.status.listeners[0].attachedRoutes}", "1");
    town.awaitSaid(
        "gatewayclass/ballast", "{.status.conditions[?(@.type==\"Accepted\")].status}", "True");

    town.kubectl("delete httproute cart");
    town.awaitCondition("btp/sticky", "ancestors", "Accepted", "TargetNotFound");
    town.awaitSaid("gateway/eg", "{.status.listeners[0].attachedRoutes}", "0");
    Town.await(
        "the Events",
        () -> {
          String described = town.kubectl("describe btp sticky").out();
          return described.contains("TargetNotFound")
              && described.contains("Policy has been accepted.");
        });
  }

  @Test
  void ofTwoPoliciesOnOneRouteTheYoungerLosesAndTakesOver() {
    town.apply(Town.backend("10.244.9.1") + "---\n" + Town.route("cart"));
    town.apply(Town.policy("a-older", "HTTPRoute", "cart", ROUND));
    town.awaitCondition("btp/a-older", "ancestors", "Accepted", "Accepted");
    town.apply(Town.policy("b-younger", "HTTPRoute", "cart", ROUND));
    town.awaitCondition("btp/b-younger", "ancestors", "Accepted", "Conflicted");
    assertThat(town.read("btp/b-younger", "{.status.ancestors[0].conditions[0].message}"))
        .contains(name + "/a-older");
    town.kubectl("delete btp a-older");
    town.awaitCondition("btp/b-younger", "ancestors", "Accepted", "Accepted");
  }

  @Test
  void aRestartWritesNothing() throws IOException {
    town.apply(Town.backend("10.244.9.1") + "---\n" + Town.route("cart"));
    town.apply(Town.policy("sticky", "HTTPRoute", "cart", ROUND));
    town.awaitCondition("btp/sticky", "ancestors", "Accepted", "Accepted");
    town.awaitCondition("httproute/cart", "parents", "Accepted", "Accepted");
    town.awaitSaid("gateway/eg", "{.status.listeners[0].attachedRoutes}", "1");
    String before = town.read("btp/sticky", "{.metadata.resourceVersion}");

    town.restart(Map.of());
    Town.await(
        "every status to be looked at",
        () ->
            town.metric(
                        "ballast_operator_statuses_total\\{kind=\"BackendTrafficPolicy\",result=\"same\"")
                    > 0
                && town.metric(
                        "ballast_operator_statuses_total\\{kind=\"HTTPRoute\",result=\"same\"")
                    > 0
                && town.metric("ballast_operator_statuses_total\\{kind=\"Gateway\",result=\"same\"")
                    > 0);
    assertThat(town.statusWrites()).isZero();
    assertThat(town.read("btp/sticky", "{.metadata.resourceVersion}")).isEqualTo(before);
  }
}
