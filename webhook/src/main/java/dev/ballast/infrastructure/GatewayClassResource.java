package dev.ballast.infrastructure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A GatewayClass: who serves it, and with what. */
@Group("gateway.networking.k8s.io")
@Version("v1")
@Kind("GatewayClass")
@Plural("gatewayclasses")
final class GatewayClassResource extends CustomResource<GatewayClassResource.Spec, Void> {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Spec(
      @Nullable String controllerName, GatewayResource.@Nullable ParametersRef parametersRef) {}

  @Override
  protected @Nullable Spec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }

  boolean isServedBy(String controllerName) {
    var spec = getSpec();
    return spec != null && controllerName.equals(spec.controllerName());
  }
}
