package dev.ballast.infrastructure;

import dev.ballast.infrastructure.GatewayResource.ParametersRef;
import dev.ballast.world.ObjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a class and a Gateway say about their Envoys, the Gateway field by field before the class.
 * One mistake, and nothing of it counts.
 */
final class ParametersReader {
  // A wish that is half granted is not what was wished: with a typo in `serviceType: ClusterIP`
  // an Envoy for inside would be open to the world.
  private static final String EFFECT =
      "; until that is put right its Envoys stay as they are, and where there are none, none are"
          + " made";

  private final InfrastructureOptions options;
  private final Function<ObjectId, Sighting> configMaps;

  ParametersReader(InfrastructureOptions options, Function<ObjectId, Sighting> configMaps) {
    this.options = options;
    this.configMaps = configMaps;
  }

  /** The ConfigMaps a class refers to: one or none. */
  Set<ObjectId> configMapsOf(GatewayClassResource gatewayClass) {
    var ids = new HashSet<ObjectId>();
    reference(gatewayClass).flatMap(Reference::configMap).ifPresent(ids::add);
    return ids;
  }

  /** Those that tell of a Gateway, its class's included. */
  Set<ObjectId> configMapsOf(GatewayResource gateway, GatewayClassResource gatewayClass) {
    var ids = configMapsOf(gatewayClass);
    reference(gateway).flatMap(Reference::configMap).ifPresent(ids::add);
    return ids;
  }

  Parameters of(GatewayClassResource gatewayClass) {
    var reading = new Reading();
    reference(gatewayClass).ifPresent(reading::add);
    return reading.result();
  }

  Parameters of(GatewayResource gateway, GatewayClassResource gatewayClass) {
    var reading = new Reading();
    reference(gatewayClass)
        .map(r -> r.toldOf("GatewayClass " + gatewayClass.getMetadata().getName() + ", "))
        .ifPresent(reading::add);
    reference(gateway).ifPresent(reading::add);
    return reading.result();
  }

  private Optional<Reference> reference(GatewayClassResource gatewayClass) {
    var spec = gatewayClass.getSpec();
    return Optional.ofNullable(spec == null ? null : spec.parametersRef())
        .map(
            ref ->
                new Reference(
                    "spec.parametersRef",
                    Optional.ofNullable(ref.namespace()).orElse(options.namespace()),
                    ref));
  }

  private static Optional<Reference> reference(GatewayResource gateway) {
    var spec = gateway.getSpec();
    return Optional.ofNullable(spec == null ? null : spec.infrastructure())
        .map(GatewayResource.Infrastructure::parametersRef)
        .map(
            ref ->
                new Reference(
                    "spec.infrastructure.parametersRef",
                    gateway.getMetadata().getNamespace(),
                    ref));
  }

  /**
   * @param path of the field, after the object it is in where that is another
   * @param namespace in which the name is looked up
   */
  private record Reference(String path, String namespace, ParametersRef ref) {
    Reference toldOf(String object) {
      return new Reference(object + path, namespace, ref);
    }

    Optional<ObjectId> configMap() {
      return "ConfigMap".equals(ref.kind()) && group().isEmpty() && ref.name() != null
          ? Optional.of(new ObjectId(namespace, ref.name()))
          : Optional.empty();
    }

    String group() {
      return Optional.ofNullable(ref.group()).orElse("");
    }

    String kind() {
      return ref.kind() + (group().isEmpty() ? "" : " of " + group());
    }
  }

  /** Goes on after a mistake, so that one answer lists them all. */
  private final class Reading {
    private final List<String> problems = new ArrayList<>();
    private EnvoyParameters values = options.defaults();
    private boolean waits;

    void add(Reference reference) {
      var configMap = reference.configMap();
      if (configMap.isEmpty()) {
        problems.add(
            "%s: kind %s holds no parameters; refer to a ConfigMap, whose group is \"\""
                .formatted(reference.path(), reference.kind()));
        return;
      }
      switch (configMaps.apply(configMap.get())) {
        case Sighting.Awaited() -> waits = true;
        case Sighting.Absent() ->
            problems.add(
                "%s: ConfigMap %s does not exist".formatted(reference.path(), configMap.get()));
        case Sighting.Present(var data) -> {
          var read = values.with(data);
          read.problems()
              .forEach(
                  problem ->
                      problems.add(
                          "%s: ConfigMap %s, data.%s"
                              .formatted(reference.path(), configMap.get(), problem)));
          values = read.parameters();
        }
      }
    }

    Parameters result() {
      if (waits) {
        return new Parameters.Awaited();
      }
      return problems.isEmpty()
          ? new Parameters.Usable(values)
          : new Parameters.Unusable(String.join("; ", problems) + EFFECT);
    }
  }
}
