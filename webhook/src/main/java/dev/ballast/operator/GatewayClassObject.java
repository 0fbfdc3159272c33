package dev.ballast.operator;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

@Group("gateway.networking.k8s.io")
@Version("v1")
@Kind("GatewayClass")
@Plural("gatewayclasses")
final class GatewayClassObject extends StatusObject {
  private static final long serialVersionUID = 1L;
}
