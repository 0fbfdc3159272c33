package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.process.Ran;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What policies do to requests, when several of them meet and when pods come and go. */
@Tag("lab")
@ExtendWith(InstalledExtension.class)
class TrafficStoryTest {
  private static final String STICKY = "{type: ConsistentHash, consistentHash: {type: SourceIP}}";
  private static final String ROUND = "{type: RoundRobin}";
  private static final int PODS = 3;

  private final Installed installed;

  TrafficStoryTest(Installed installed) {
    this.installed = installed;
  }

  /** Envoy has two workers, each going round on its own: so many requests meet every pod. */
  private static Set<String> whoAnswers(Place place, String path) {
    var pods = new HashSet<String>();
    for (int i = 0; i < 6 * PODS; i++) {
      pods.add(place.ask(path));
    }
    return pods;
  }

  @Test
  void theLoserTakesOverWhenTheWinnerGoes() {
    try (var place = Place.open(installed, "takeover").withBackend("backend", PODS).withGateway()) {
      place.apply(Place.route("cart", "backend"));
      place.apply(Place.policy("a-older", "HTTPRoute", "cart", STICKY));
      place.awaitPolicy("a-older", "Programmed", "Programmed");
      Ran second = place.apply(Place.policy("b-younger", "HTTPRoute", "cart", ROUND));
      assertThat(second.err()).contains("Warning: ", "takeover/a-older");
      place.awaitPolicy("b-younger", "Accepted", "Conflicted");
      assertThat(place.ofPolicy("b-younger", "Accepted", "message")).contains("takeover/a-older");
      assertThat(whoAnswers(place, "/cart")).as("the older one holds").hasSize(1);

      var policies =
          place
              .lab()
              .client()
              .genericKubernetesResources("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy")
              .inNamespace("takeover");
      policies.withName("a-older").delete();
      Duration took =
          Place.await(
              () -> String.valueOf(policies.withName("b-younger").get().<Object>get("status")),
              status -> status.contains("Accepted") && !status.contains("Conflicted"),
              "btp/b-younger to take over");
      System.out.println("the loser took over after " + took.toMillis() + " ms");
      assertThat(took).isLessThan(Duration.ofSeconds(1));
      place.awaitPolicy("b-younger", "Programmed", "Programmed");
      assertThat(whoAnswers(place, "/cart")).as("the younger one holds").hasSize(PODS);
    }
  }

  @Test
  void aRoutesOwnPolicyOverridesItsGateways() {
    try (var place = Place.open(installed, "override").withBackend("backend", PODS).withGateway()) {
      place.apply(Place.route("own", "backend") + "---\n" + Place.route("plain", "backend"));
      place.apply(Place.policy("of-gateway", "Gateway", "eg", STICKY));
      place.awaitPolicy("of-gateway", "Programmed", "Programmed");
      assertThat(place.ofPolicy("of-gateway", "Overridden", "status")).isIn("", "False");
      place.apply(Place.policy("of-route", "HTTPRoute", "own", ROUND));
      place.awaitPolicy("of-route", "Programmed", "Programmed");
      Place.await(
          () -> place.ofPolicy("of-gateway", "Overridden", "message"),
          message -> message.contains("override/own") && !message.contains("override/plain"),
          "btp/of-gateway to say that it is overridden");
      assertThat(whoAnswers(place, "/own")).hasSize(PODS);
      assertThat(whoAnswers(place, "/plain")).hasSize(1);
    }
  }

  @Test
  void nothingIsLostWhilePodsComeAndGo() throws Exception {
    try (var place = Place.open(installed, "scale").withBackend("backend", 4).withGateway()) {
      place.apply(Place.route("cart", "backend"));
      place.apply(Place.policy("round", "HTTPRoute", "cart", ROUND));
      place.awaitPolicy("round", "Programmed", "Programmed");
      Place.await(() -> place.ask("/cart"), pod -> pod.startsWith("backend"), "the route");
      String host = place.gatewayHost();
      var load =
          CompletableFuture.supplyAsync(
              () ->
                  installed
                      .lab()
                      .sh(
                          "hey -z 30s -c 10 -q 20 -host www.example.com http://%s/cart"
                              .formatted(host)));
      scale(place, 6);
      scale(place, 2);
      scale(place, 4);
      Ran ran = load.get().orThrow();
      assertThat(ran.out())
          .contains("Status code distribution:")
          .doesNotContain("Error distribution");
      assertThat(
              Pattern.compile("\\[(\\d+)]\\s+\\d+ responses")
                  .matcher(ran.out())
                  .results()
                  .map(found -> found.group(1)))
          .containsExactly("200");
      System.out.println(ran.out().lines().filter(line -> line.contains("responses")).toList());
    }
  }

  private static void scale(Place place, int replicas) {
    place.kubectl("scale deployment/backend --replicas=" + replicas).orThrow();
    Place.await(
        () -> place.kubectl("get pods -l app=backend --no-headers").out(),
        pods ->
            pods.lines().count() == replicas && pods.lines().allMatch(l -> l.contains("Running")),
        replicas + " pods");
  }
}
