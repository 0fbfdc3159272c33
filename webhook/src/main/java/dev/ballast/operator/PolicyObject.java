package dev.ballast.operator;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

@Group("gateway.envoyproxy.io")
@Version("v1alpha1")
@Kind("BackendTrafficPolicy")
@Plural("backendtrafficpolicies")
final class PolicyObject extends StatusObject implements Namespaced {
  private static final long serialVersionUID = 1L;
}
