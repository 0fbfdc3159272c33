package dev.ballast.infrastructure;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResourceConfigBuilder;
import java.util.function.Function;

/**
 * One object of a Gateway's Envoys. It is made only where no other of its name is, follows what is
 * wanted by server-side apply, and goes with the Gateway.
 */
final class EnvoyDependent<R extends HasMetadata>
    extends CRUDKubernetesDependentResource<R, GatewayResource> {
  private final Function<EnvoyGroup, R> wanted;

  /**
   * @param selector labels of the objects to look at
   */
  EnvoyDependent(Class<R> type, String selector, Function<EnvoyGroup, R> wanted) {
    super(type, type.getSimpleName());
    this.wanted = wanted;
    configureWith(
        new KubernetesDependentResourceConfigBuilder<R>()
            .withUseSSA(true)
            .withCreateResourceOnlyIfNotExistingWithSSA(true)
            .withKubernetesDependentInformerConfig(
                InformerConfiguration.builder(type)
                    .withWatchAllNamespaces()
                    .withLabelSelector(selector)
                    .build())
            .build());
  }

  @Override
  protected R desired(GatewayResource gateway, Context<GatewayResource> context) {
    return wanted.apply(
        context
            .managedWorkflowAndDependentResourceContext()
            .getMandatory(EnvoyGroup.class, EnvoyGroup.class));
  }
}
