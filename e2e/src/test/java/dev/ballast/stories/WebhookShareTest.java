package dev.ballast.stories;

import static java.util.regex.Pattern.MULTILINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What both webhooks add to the time a create takes: pairs of creates, one in a namespace that the
 * webhooks look at and one in a namespace that they leave out. Prints, judges not.
 */
@Tag("lab")
@Tag("figures")
@ExtendWith(InstalledExtension.class)
class WebhookShareTest {
  private static final int WARM_UP = 50;
  private static final int PAIRS = 200;

  /** Routes with a policy each that stand beside; the table asks for 1,000. */
  private static final int BESIDE = Integer.getInteger("ballast.cluster.routes", 20);

  private final Installed installed;

  WebhookShareTest(Installed installed) {
    this.installed = installed;
  }

  @Test
  void aCreateIsTimedWithAndWithout() throws IOException {
    try (var with = Place.open(installed, "share-with");
        var without = Place.open(installed, "share-without").withGateway()) {
      installed
          .lab()
          .kubectl("label", "namespace", without.name(), "ballast.dev/admission=off")
          .orThrow();
      // Proof of both: no default is filled in where nobody looks.
      create(with, policy("proof"));
      create(without, policy("proof"));
      assertThat(with.read("btp/proof", "{.spec.loadBalancer.type}")).isEqualTo("LeastRequest");
      assertThat(without.read("btp/proof", "{.spec.loadBalancer.type}")).isEmpty();

      for (int i = 0; i < BESIDE; i++) {
        create(without, Place.route("beside-" + i, "backend"));
        create(without, policy("beside-" + i));
      }
      String last = "beside-" + (BESIDE - 1);
      Place.await(
          () -> without.ofPolicy(last, "Accepted", "reason"), "Accepted"::equals, "the routes");
      var before = Decisions.in(installed.metrics());
      measure(with, without);
      Decisions.in(installed.metrics()).print(before);
    }
  }

  /** What the server itself has timed, both webhooks together. */
  private record Decisions(double seconds, double times) {
    private static final Pattern LINE =
        Pattern.compile("^ballast_admission_decision_seconds_(sum|count)\\{.*} (\\S+)$", MULTILINE);

    static Decisions in(String metrics) {
      var totals =
          LINE.matcher(metrics)
              .results()
              .collect(
                  Collectors.groupingBy(
                      found -> found.group(1),
                      Collectors.summingDouble(found -> Double.parseDouble(found.group(2)))));
      return new Decisions(totals.getOrDefault("sum", 0.0), totals.getOrDefault("count", 0.0));
    }

    void print(Decisions before) {
      System.out.printf(
          Locale.ROOT,
          "of it, a decision: mean %.2f ms x %.0f%n",
          (seconds - before.seconds) * 1e3 / (times - before.times),
          times - before.times);
    }
  }

  private static void measure(Place with, Place without) throws IOException {
    var withs = new ArrayList<Double>();
    var withouts = new ArrayList<Double>();
    var shares = new ArrayList<Double>();
    for (int i = 0; i < WARM_UP + PAIRS; i++) {
      String yaml = policy("pair-" + i);
      double one;
      double other;
      // Who comes first may have it harder, so they take turns.
      if (i % 2 == 0) {
        one = create(with, yaml);
        other = create(without, yaml);
      } else {
        other = create(without, yaml);
        one = create(with, yaml);
      }
      if (i >= WARM_UP) {
        withs.add(one);
        withouts.add(other);
        shares.add(one - other);
      }
    }
    String load = Files.readString(Path.of("/proc/loadavg")).strip();
    System.out.printf(
        Locale.ROOT,
        "create of a policy beside %d routes, %d pairs, load %s%n",
        BESIDE,
        PAIRS,
        load);
    print("with webhooks", withs);
    print("without", withouts);
    print("difference within a pair", shares);
    System.out.printf(
        Locale.ROOT, "difference of medians %.2f ms%n", at(withs, 0.5) - at(withouts, 0.5));
  }

  private static String policy(String name) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: BackendTrafficPolicy
    metadata: {name: %1$s}
    spec:
      retry: {numRetries: 2}
      targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: %1$s}]
    """
        .formatted(name);
  }

  /** Milliseconds from the request to its answer. */
  private static double create(Place place, String yaml) {
    var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(place.name());
    var request = place.lab().client().resource(object);
    long begin = System.nanoTime();
    request.create();
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double at(List<Double> samples, double share) {
    var sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.ceil(sorted.size() * share) - 1);
  }

  private static void print(String what, List<Double> samples) {
    System.out.printf(
        Locale.ROOT,
        "%-26s ms: min %.2f median %.2f p99 %.2f max %.2f%n",
        what,
        at(samples, 1e-9),
        at(samples, 0.5),
        at(samples, 0.99),
        at(samples, 1));
  }
}
