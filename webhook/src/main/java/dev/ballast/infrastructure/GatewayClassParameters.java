package dev.ballast.infrastructure;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Judges the parameters of each class, whether it has Gateways or not. */
@ControllerConfiguration(name = "ballast-class-parameters")
final class GatewayClassParameters implements Reconciler<GatewayClassResource> {
  private final ParameterDesk desk;
  private final WakeUps<GatewayClassResource> wakeUps;

  GatewayClassParameters(ParameterDesk desk) {
    this.desk = desk;
    this.wakeUps = new WakeUps<>("GatewayClass", desk::forget);
    desk.tell(wakeUps::wake);
  }

  void register(Operator operator) {
    operator.register(this);
  }

  @Override
  public List<EventSource<?, GatewayClassResource>> prepareEventSources(
      EventSourceContext<GatewayClassResource> context) {
    return List.of(wakeUps);
  }

  @Override
  public UpdateControl<GatewayClassResource> reconcile(
      GatewayClassResource gatewayClass, Context<GatewayClassResource> context) {
    desk.of(gatewayClass);
    return UpdateControl.noUpdate();
  }
}
