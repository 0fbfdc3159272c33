package dev.ballast.operator;

import dev.ballast.source.Node.ObjectNode;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;

/** Adds the addresses of the Services that carry a Gateway's traffic. */
final class GatewayReconciler extends JudgedReconciler<GatewayObject> {
  /** Source: GEP-1762. */
  private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

  GatewayReconciler(StatusDesk desk, Judge judge) {
    super(desk, StatusShape.OWN, judge);
  }

  @Override
  public List<EventSource<?, GatewayObject>> prepareEventSources(
      EventSourceContext<GatewayObject> context) {
    var services =
        InformerEventSourceConfiguration.from(Service.class, GatewayObject.class)
            .withLabelSelector(GATEWAY_NAME)
            .withSecondaryToPrimaryMapper(
                service ->
                    Set.of(
                        new ResourceID(
                            service.getMetadata().getLabels().get(GATEWAY_NAME),
                            service.getMetadata().getNamespace())))
            .build();
    return List.of(news(), new InformerEventSource<>(services, context));
  }

  @Override
  ObjectNode completed(GatewayObject object, ObjectNode wanted, Context<GatewayObject> context) {
    return GatewayAddresses.of(context.getSecondaryResources(Service.class))
        .in(super.completed(object, wanted, context));
  }
}
