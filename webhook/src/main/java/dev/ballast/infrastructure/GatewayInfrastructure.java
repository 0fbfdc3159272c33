package dev.ballast.infrastructure;

import dev.ballast.certificates.Authority;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Workflow;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each Gateway of a class of ours its Envoys, in the Gateway's own namespace: ServiceAccount,
 * ConfigMap, Secret, Deployment, Service and PodDisruptionBudget, all named {@code
 * <gateway>-<class>}. They belong to the Gateway and go with it.
 *
 * <p>What another controller's class names is never touched, nor an object that was there before.
 */
@ControllerConfiguration(name = "ballast-infrastructure")
public final class GatewayInfrastructure implements Reconciler<GatewayResource> {
  /** The Gateway's name, as the Gateway API wants it on what is made for it (GEP-1762). */
  public static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

  static final String CONTROLLER = "ballast.dev/controller";

  private static final Logger LOG = LoggerFactory.getLogger(GatewayInfrastructure.class);

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ServiceAccount.class,
          ConfigMap.class,
          Deployment.class,
          Service.class,
          PodDisruptionBudget.class);

  /** Secrets are not watched; this is how late a change is seen. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private static final int FIRST_RETRY_MILLIS = 200;
  private static final int LONGEST_RETRY_MILLIS = 30_000;

  private static final Duration AUTHORITY_COMES_WITHIN = Duration.ofSeconds(1);

  private final InfrastructureOptions options;
  private final Supplier<Optional<Authority>> authority;
  private final BooleanSupplier leads;
  private final Clock clock;
  private final ClientCertificates certificates;
  private final Workflow<GatewayResource> workflow;
  private final ParameterDesk parameters;
  private final GatewayClassParameters classes;
  private final WakeUps<GatewayResource> wakeUps;
  private volatile @Nullable ResourceCache<GatewayResource> gateways;

  /**
   * @param client stays open
   * @param authority who signs the Envoys' certificates; empty while it is not known yet
   * @param leads whether this replica is the one that writes
   */
  public GatewayInfrastructure(
      InfrastructureOptions options,
      KubernetesClient client,
      Supplier<Optional<Authority>> authority,
      BooleanSupplier leads,
      Clock clock) {
    this.options = options;
    this.authority = authority;
    this.leads = leads;
    this.clock = clock;
    this.certificates = new ClientCertificates(clock);
    this.parameters = new ParameterDesk(options, new KubernetesConfigMaps(client));
    this.classes = new GatewayClassParameters(parameters);
    this.wakeUps = new WakeUps<>("Gateway", parameters::forget);
    parameters.tell(wakeUps::wake);
    String ours = CONTROLLER + "=" + options.ownerLabel();
    this.workflow =
        new WorkflowBuilder<GatewayResource>()
            .addDependentResource(
                new EnvoyDependent<>(ServiceAccount.class, ours, EnvoyObjects::serviceAccount))
            .addDependentResource(
                new EnvoyDependent<>(ConfigMap.class, ours, EnvoyObjects::configMap))
            .addDependentResource(
                new EnvoyDependent<>(Deployment.class, ours, EnvoyObjects::deployment))
            .addDependentResource(new EnvoyDependent<>(Service.class, ours, EnvoyObjects::service))
            .addDependentResource(
                new EnvoyDependent<>(
                    PodDisruptionBudget.class, ours, EnvoyObjects::disruptionBudget))
            .withThrowExceptionFurther(true)
            .build();
  }

  /** What the statuses of Gateways and classes have to say about their parameters. */
  public ParameterVerdicts verdicts() {
    return parameters.verdicts();
  }

  /** Adds to an operator what judges the parameters of classes. */
  public void registerClasses(Operator operator) {
    classes.register(operator);
  }

  /** Adds this to an operator; what fails is tried again for as long as it takes. */
  public void register(Operator operator) {
    operator.register(
        this,
        configuration ->
            configuration.withRetry(
                new GenericRetry()
                    .setInitialInterval(FIRST_RETRY_MILLIS)
                    .setIntervalMultiplier(2)
                    .setMaxInterval(LONGEST_RETRY_MILLIS)
                    .setMaxAttempts(-1)));
  }

  /** Looks at every Gateway again: on becoming the leader, or when the authority changed. */
  public void reconsider() {
    var known = gateways;
    if (known != null) {
      known.list().map(ResourceID::fromResource).forEach(wakeUps::propagateEvent);
    }
  }

  @Override
  public List<EventSource<?, GatewayResource>> prepareEventSources(
      EventSourceContext<GatewayResource> context) {
    var cache = context.getPrimaryCache();
    gateways = cache;
    var sources =
        new ArrayList<EventSource<?, GatewayResource>>(
            EventSourceUtils.eventSourcesFromWorkflow(context, workflow));
    sources.add(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(GatewayClassResource.class, GatewayResource.class)
                .withName("classes")
                .<GatewayResource>withPrimaryToSecondaryMapper(
                    gateway -> Set.of(new ResourceID(gateway.className())))
                .withSecondaryToPrimaryMapper(
                    changed ->
                        cache
                            .list()
                            .filter(
                                gateway ->
                                    gateway.className().equals(changed.getMetadata().getName()))
                            .map(ResourceID::fromResource)
                            .collect(Collectors.toSet()))
                .build(),
            context));
    sources.add(wakeUps);
    return sources;
  }

  @Override
  public UpdateControl<GatewayResource> reconcile(
      GatewayResource gateway, Context<GatewayResource> context) {
    var found = context.getSecondaryResource(GatewayClassResource.class);
    if (found.isEmpty() || gateway.getSpec() == null) {
      // Nobody's: it may be ours in a moment, or have been until just now.
      return UpdateControl.noUpdate();
    }
    if (!found.get().isServedBy(options.controllerName())) {
      parameters.forget(gateway);
      return writes(gateway) ? withdraw(context) : UpdateControl.noUpdate();
    }
    // Whether this replica writes or not: another one's end finds it knowing.
    var wanted = parameters.of(gateway, found.get());
    if (!writes(gateway)) {
      return UpdateControl.noUpdate();
    }
    return switch (wanted) {
      case Parameters.Awaited() -> UpdateControl.noUpdate(); // and then it is called again
      case Parameters.Usable(var values) ->
          values.isManaged() ? bringUp(gateway, values, context) : withdraw(context);
      case Parameters.Unusable _ ->
          LastGood.of(EnvoyGroup.nameOf(gateway), context.getSecondaryResources(Deployment.class))
              .map(values -> bringUp(gateway, values, context))
              .orElse(UpdateControl.noUpdate());
    };
  }

  private boolean writes(GatewayResource gateway) {
    return leads.getAsBoolean() && !gateway.isMarkedForDeletion();
  }

  private static UpdateControl<GatewayResource> withdraw(Context<GatewayResource> context) {
    removeAllBut(Optional.empty(), context);
    return UpdateControl.noUpdate();
  }

  private UpdateControl<GatewayResource> bringUp(
      GatewayResource gateway, EnvoyParameters values, Context<GatewayResource> context) {
    var signer = authority.get();
    if (signer.isEmpty()) {
      return lookAgain(AUTHORITY_COMES_WITHIN);
    }
    var group = EnvoyGroup.of(gateway, values, options);
    var renewal = certificates.keep(gateway, group, signer.get(), context.getClient());
    context.managedWorkflowAndDependentResourceContext().put(EnvoyGroup.class, group);
    workflow.reconcile(gateway, context);
    removeAllBut(Optional.of(group.name()), context);
    return lookAgain(Duration.between(Instant.now(clock), renewal));
  }

  private static UpdateControl<GatewayResource> lookAgain(Duration within) {
    var capped = within.compareTo(LOOK_AGAIN) < 0 ? within : LOOK_AGAIN;
    return UpdateControl.<GatewayResource>noUpdate()
        .rescheduleAfter(capped.isNegative() ? Duration.ZERO : capped);
  }

  /** What was made for this Gateway under another class, or before its Envoys became its own. */
  private static void removeAllBut(Optional<String> name, Context<GatewayResource> context) {
    for (Class<? extends HasMetadata> kind : KINDS) {
      for (HasMetadata each : context.getSecondaryResources(kind)) {
        if (name.filter(each.getMetadata().getName()::equals).isEmpty()) {
          LOG.info(
              "removes kind={} name={}/{}",
              each.getKind(),
              each.getMetadata().getNamespace(),
              each.getMetadata().getName());
          context.getClient().resource(each).delete();
        }
      }
    }
  }
}
