package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.process.Ran;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a good policy gets when it is applied: defaults, and a word about its surroundings. */
@Tag("lab")
@ExtendWith(InstalledExtension.class)
class ApplyStoryTest {
  private static final String ROUND = "{type: RoundRobin}";
  private static final String BARE =
      """
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: BackendTrafficPolicy
      metadata: {name: %s}
      spec:
        %s
        targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: %s}]
      """;

  private final Installed installed;

  ApplyStoryTest(Installed installed) {
    this.installed = installed;
  }

  @Test
  void whatIsNotSaidIsWrittenDownUnlessThePolicyMerges() {
    try (var place = Place.open(installed, "defaults")) {
      String plain = BARE.formatted("plain", "useClientProtocol: false", "cart");
      assertThat(place.apply(plain).out()).contains("/plain created");
      assertThat(place.read("btp/plain", "{.spec.loadBalancer}"))
          .isEqualTo("{\"type\":\"LeastRequest\"}");
      String merging = BARE.formatted("merging", "mergeType: StrategicMerge", "shelf");
      assertThat(place.apply(merging).out()).contains("/merging created");
      assertThat(place.read("btp/merging", "{.spec.loadBalancer}")).isEmpty();

      assertThat(place.apply(plain).out()).contains("/plain unchanged");
      assertThat(place.apply(merging).out()).contains("/merging unchanged");
      assertThat(place.read("btp", "{.items[*].metadata.generation}")).isEqualTo("1 1");
    }
  }

  @Test
  void theSurroundingsAreToldInTheApplyItself() {
    try (var place = Place.open(installed, "surroundings")) {
      Ran early = place.apply(Place.policy("early", "HTTPRoute", "later", ROUND));
      assertThat(early.out()).contains("/early created");
      assertThat(warnings(early))
          .singleElement()
          .asString()
          .startsWith("Warning: spec.targetRefs[0]")
          .contains("HTTPRoute", "surroundings/later")
          .endsWith(" [target-not-found]");
    }
  }

  @Test
  void theOwnerOfTheTargetIsNamedAndWhy() {
    try (var place = Place.open(installed, "owner").withGateway()) {
      place.apply(Place.route("cart", "backend"));
      Place.await(
          () -> place.read("httproute/cart", "{.status.parents[0].conditions[0].type}"),
          type -> !type.isEmpty(),
          "httproute/cart to be known");
      assertThat(warnings(place.apply(Place.policy("z-owner", "HTTPRoute", "cart", ROUND))))
          .isEmpty();
      place.awaitPolicy("z-owner", "Accepted", "Accepted");
      // Creation is counted in whole seconds, and within one the name would decide.
      Instant created = Instant.parse(place.read("btp/z-owner", "{.metadata.creationTimestamp}"));
      Place.await(
          () -> Instant.now().toString(),
          now -> Instant.parse(now).isAfter(created.plusSeconds(1)),
          "the next second");
      Ran second = place.apply(Place.policy("a-second", "HTTPRoute", "cart", ROUND));
      assertThat(second.out()).contains("/a-second created");
      assertThat(warnings(second))
          .singleElement()
          .asString()
          .startsWith("Warning: spec.targetRefs[0]")
          .contains("owner/z-owner", "which is older")
          .endsWith(" [policy-conflict]");
      place.awaitPolicy("a-second", "Accepted", "Conflicted");
    }
  }

  private static List<String> warnings(Ran ran) {
    return ran.err().lines().filter(line -> line.startsWith("Warning: ")).toList();
  }
}
