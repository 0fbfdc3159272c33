package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabOptions;
import dev.ballast.walkthrough.Installation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same Ballast without Helm, from nothing to the first answer, and away again. */
@Tag("lab")
class KustomizeStoryTest {
  @Test
  void kubectlAloneInstallsItAndTakesItAway() {
    Assumptions.assumeTrue(
        Lab.whyUnavailable().isEmpty(), () -> Lab.whyUnavailable().orElseThrow());
    var installation = Installed.built();
    try (Lab lab =
        Lab.start(LabOptions.defaults().withImage(Installation.IMAGE, installation.image()))) {
      installation.withKustomize(lab, command -> {});
      var installed = new Installed(lab, installation);
      try (var place = Place.open(installed, "plain").withBackend("backend", 2).withGateway()) {
        place.apply(Place.route("cart", "backend"));
        place.apply(Place.policy("round", "HTTPRoute", "cart", "{type: RoundRobin}"));
        place.awaitPolicy("round", "Programmed", "Programmed");
        assertThat(place.ask("/cart")).startsWith("backend-");
        assertThat(place.kubectl("get btp").orThrow().out())
            .contains("TARGETS", "TYPE", "ACCEPTED", "PROGRAMMED", "AGE")
            .containsPattern("round +cart +RoundRobin +True +True");
        assertThat(installed.log()).doesNotContain("forbidden").doesNotContain("Exception");

        lab.sh(
                "kubectl delete --wait -k "
                    + installation.root().resolve("manifests/base")
                    + " --timeout=60s")
            .orThrow();
        assertThat(place.kubectl("get btp round -o name").out()).as("policies stay").isNotBlank();
        assertThat(place.ask("/cart")).as("Envoy goes on").startsWith("backend-");
      }
    }
  }
}
