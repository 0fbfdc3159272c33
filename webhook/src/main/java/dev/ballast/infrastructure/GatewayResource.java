package dev.ballast.infrastructure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Gateway, as far as its infrastructure depends on it. It is never written back. */
@Group("gateway.networking.k8s.io")
@Version("v1")
@Kind("Gateway")
@Plural("gateways")
final class GatewayResource extends CustomResource<GatewayResource.Spec, Void>
    implements Namespaced {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Spec(
      @Nullable String gatewayClassName,
      @Nullable List<Listener> listeners,
      @Nullable Infrastructure infrastructure) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Listener(@Nullable Integer port, @Nullable String protocol) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Infrastructure(
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable ParametersRef parametersRef) {}

  /**
   * @param namespace only where a class, which has none, refers
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ParametersRef(
      @Nullable String group,
      @Nullable String kind,
      @Nullable String name,
      @Nullable String namespace) {}

  @Override
  protected @Nullable Spec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }

  /** Empty when it names none, which the API server does not allow. */
  String className() {
    var spec = getSpec();
    return spec == null || spec.gatewayClassName() == null ? "" : spec.gatewayClassName();
  }
}
