package dev.ballast.infrastructure;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters with which the Envoys of a Gateway run. They are kept with the Deployment they
 * made, since a server that starts anew finds only what cannot be used in their ConfigMap.
 */
final class LastGood {
  private static final String PARAMETERS = "ballast.dev/parameters";

  private LastGood() {}

  /** The metadata of a Deployment that runs with these. */
  static ObjectMeta keptIn(ObjectMeta metadata, EnvoyParameters parameters) {
    return new ObjectMetaBuilder(metadata)
        .addToAnnotations(PARAMETERS, Serialization.asJson(parameters.written()))
        .build();
  }

  /**
   * Empty when nothing of this name runs.
   *
   * @param deployments of one Gateway
   */
  static Optional<EnvoyParameters> of(String name, Collection<Deployment> deployments) {
    return deployments.stream()
        .filter(deployment -> deployment.getMetadata().getName().equals(name))
        .findFirst()
        .flatMap(deployment -> Optional.ofNullable(deployment.getMetadata().getAnnotations()))
        .flatMap(annotations -> Optional.ofNullable(annotations.get(PARAMETERS)))
        .map(text -> Serialization.unmarshal(text, new TypeReference<Map<String, String>>() {}))
        .map(EnvoyParameters.DEFAULTS::with)
        .filter(read -> read.problems().isEmpty())
        .map(EnvoyParameters.Read::parameters);
  }
}
