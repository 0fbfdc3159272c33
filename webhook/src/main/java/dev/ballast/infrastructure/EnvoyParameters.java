package dev.ballast.infrastructure;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the Envoys of a Gateway are run. Written in a ConfigMap to which a GatewayClass or a Gateway
 * refers ({@code parametersRef}); the Gateway's wins, field by field.
 *
 * @param isManaged false for Envoys that somebody else runs; written {@code infrastructure: None}
 * @param replicas zero to 1,000; empty leaves the number alone, for an autoscaler or {@code kubectl
 *     scale}
 * @param image any Envoy that has {@code bash}, which empties it gently when it stops
 * @param serviceType {@code LoadBalancer}, {@code NodePort} or {@code ClusterIP}
 * @param trafficPolicy {@code Local} keeps the client's address, {@code Cluster} does not
 * @param resources requests and limits of an Envoy
 * @param concurrency worker threads, 1 to 256; empty for one a core
 * @param drainSeconds how long an Envoy that stops lets go of its connections, 0 to 3,600
 */
public record EnvoyParameters(
    boolean isManaged,
    OptionalInt replicas,
    String image,
    String serviceType,
    String trafficPolicy,
    ResourceRequirements resources,
    OptionalInt concurrency,
    int drainSeconds) {

  public static final EnvoyParameters DEFAULTS =
      new EnvoyParameters(
          true,
          OptionalInt.empty(),
          "docker.io/envoyproxy/envoy:v1.40.0",
          "LoadBalancer",
          "Local",
          new ResourceRequirementsBuilder()
              .addToRequests("cpu", new Quantity("100m"))
              .addToRequests("memory", new Quantity("128Mi"))
              .build(),
          OptionalInt.empty(),
          10);

  private static final Set<String> KEYS =
      Set.of(
          "infrastructure",
          "replicas",
          "image",
          "serviceType",
          "externalTrafficPolicy",
          "resources",
          "concurrency",
          "drainSeconds");

  /**
   * What was read.
   *
   * @param parameters only to be used when there are no problems: what is half right is not in
   *     force
   * @param problems a sentence for each key that cannot be used, the key first; in the order of the
   *     fields, after the keys that mean nothing
   */
  public record Read(EnvoyParameters parameters, List<String> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /**
   * These, with what a ConfigMap says in their place.
   *
   * @param data of the ConfigMap
   */
  public Read with(Map<String, String> data) {
    var reader = new Reader(data);
    var next =
        new EnvoyParameters(
            reader
                .choice("infrastructure", isManaged ? "Managed" : "None", "Managed", "None")
                .equals("Managed"),
            reader.number("replicas", replicas, 0, 1_000),
            reader.text("image", image),
            reader.choice("serviceType", serviceType, "LoadBalancer", "NodePort", "ClusterIP"),
            reader.choice("externalTrafficPolicy", trafficPolicy, "Local", "Cluster"),
            reader.resources(resources),
            reader.number("concurrency", concurrency, 1, 256),
            reader.number("drainSeconds", OptionalInt.of(drainSeconds), 0, 3_600).orElseThrow());
    return new Read(next, reader.problems());
  }

  /** As a ConfigMap would say it, so that {@link #with} makes the same of any others. */
  Map<String, String> written() {
    var data = new TreeMap<String, String>();
    data.put("infrastructure", isManaged ? "Managed" : "None");
    replicas.ifPresent(number -> data.put("replicas", String.valueOf(number)));
    data.put("image", image);
    data.put("serviceType", serviceType);
    data.put("externalTrafficPolicy", trafficPolicy);
    data.put("resources", Serialization.asJson(resources));
    concurrency.ifPresent(number -> data.put("concurrency", String.valueOf(number)));
    data.put("drainSeconds", String.valueOf(drainSeconds));
    return data;
  }

  private static final class Reader {
    private static final int LONGEST_QUOTE = 120;

    private final Map<String, String> data;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> data) {
      this.data = new TreeMap<>(data);
      data.keySet().stream()
          .filter(key -> !KEYS.contains(key))
          .sorted()
          .forEach(
              key ->
                  problems.add(
                      "%s: there is no such parameter; there are %s"
                          .formatted(key, String.join(", ", KEYS.stream().sorted().toList()))));
    }

    List<String> problems() {
      return problems;
    }

    String text(String key, String otherwise) {
      String value = data.getOrDefault(key, "").strip();
      return value.isEmpty() ? otherwise : value;
    }

    String choice(String key, String otherwise, String... choices) {
      String value = text(key, otherwise);
      if (List.of(choices).contains(value)) {
        return value;
      }
      problems.add(
          "%s: %s is none of %s".formatted(key, quoted(value), String.join(", ", choices)));
      return otherwise;
    }

    OptionalInt number(String key, OptionalInt otherwise, int least, int most) {
      String value = text(key, "");
      if (value.isEmpty()) {
        return otherwise;
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return OptionalInt.of(number);
        }
      } catch (NumberFormatException e) {
        // said below
      }
      problems.add(
          "%s: %s is no whole number from %d to %d".formatted(key, quoted(value), least, most));
      return otherwise;
    }

    ResourceRequirements resources(ResourceRequirements otherwise) {
      String value = text("resources", "");
      if (value.isEmpty()) {
        return otherwise;
      }
      try {
        var read = Serialization.unmarshal(value, ResourceRequirements.class);
        if (read.getAdditionalProperties().isEmpty() && fits(read)) {
          return read;
        }
      } catch (RuntimeException e) {
        // said below
      }
      problems.add(
          "resources: %s is not the YAML of a container's resources, requests no higher than limits,"
                  .formatted(quoted(value))
              + " such as \"requests: {cpu: 200m, memory: 256Mi}\"");
      return otherwise;
    }

    /** What the API server would refuse later, and for all Gateways that are told so. */
    private static boolean fits(ResourceRequirements read) {
      return Stream.of(read.getRequests(), read.getLimits())
              .flatMap(amounts -> amounts.values().stream())
              .allMatch(amount -> amount.getNumericalAmount().signum() >= 0)
          && read.getRequests().entrySet().stream()
              .allMatch(
                  request ->
                      Optional.ofNullable(read.getLimits().get(request.getKey()))
                          .filter(limit -> isHigher(request.getValue(), limit))
                          .isEmpty());
    }

    private static boolean isHigher(Quantity one, Quantity other) {
      return one.getNumericalAmount().compareTo(other.getNumericalAmount()) > 0;
    }

    /** On one line, and no longer than an eye takes in. */
    private static String quoted(String value) {
      String line = value.replaceAll("\\s*\\R\\s*", " ");
      return "\""
          + (line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…")
          + "\"";
    }
  }
}
