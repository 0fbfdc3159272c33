package dev.ballast.infrastructure;

import dev.ballast.infrastructure.ParameterVerdicts.ParameterVerdict;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the parameters of Gateways and classes, follows them, and keeps what came of it. */
final class ParameterDesk {
  private final ParameterMaps maps;
  private final ParametersReader reader;
  private final ParameterVerdicts verdicts = new ParameterVerdicts();

  ParameterDesk(InfrastructureOptions options, ConfigMapSource source) {
    this.maps = new ParameterMaps(source);
    this.reader = new ParametersReader(options, maps::of);
  }

  ParameterVerdicts verdicts() {
    return verdicts;
  }

  /** Told whose parameters are to be read again; must not block. */
  void tell(Consumer<ObjectRef> hearer) {
    maps.tell(hearer);
  }

  Parameters of(GatewayResource gateway, GatewayClassResource gatewayClass) {
    maps.follow(ref(gateway), reader.configMapsOf(gateway, gatewayClass));
    return judged(gateway, reader.of(gateway, gatewayClass));
  }

  Parameters of(GatewayClassResource gatewayClass) {
    maps.follow(ref(gatewayClass), reader.configMapsOf(gatewayClass));
    return judged(gatewayClass, reader.of(gatewayClass));
  }

  void forget(HasMetadata object) {
    maps.forget(ref(object));
    verdicts.forget(ref(object));
  }

  private Parameters judged(HasMetadata object, Parameters parameters) {
    var generation = Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L);
    switch (parameters) {
      case Parameters.Awaited() -> {}
      case Parameters.Usable(var values) ->
          verdicts.enter(ref(object), new ParameterVerdict(generation, Optional.empty()));
      case Parameters.Unusable(var why) ->
          verdicts.enter(ref(object), new ParameterVerdict(generation, Optional.of(why)));
    }
    return parameters;
  }

  private static ObjectRef ref(HasMetadata object) {
    var metadata = object.getMetadata();
    return new ObjectRef(
        object.getKind(),
        new ObjectId(Optional.ofNullable(metadata.getNamespace()).orElse(""), metadata.getName()));
  }
}
