package dev.ballast.app;

import dev.ballast.credentials.Authorities;
import dev.ballast.infrastructure.GatewayInfrastructure;
import dev.ballast.infrastructure.InfrastructureOptions;
import dev.ballast.infrastructure.XdsCredential;
import dev.ballast.operator.Judge.Judgement;
import dev.ballast.operator.StatusOperator;
import dev.ballast.serving.MutualTls;
import dev.ballast.topology.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Brings up the Envoys of Gateways, and lets in those only that prove whose they are. */
final class Envoys implements Part {
  private final XdsCredential credential;
  private final GatewayInfrastructure infrastructure;
  private volatile @Nullable Authorities authorities;

  Envoys(
      InfrastructureOptions options,
      KubernetesClient client,
      MutualTls tls,
      BooleanSupplier leads,
      Clock clock) {
    credential = new XdsCredential(tls, options, clock);
    infrastructure =
        new GatewayInfrastructure(
            options,
            client,
            () -> Optional.ofNullable(authorities).map(Authorities::current),
            leads,
            clock);
  }

  /** Adds the reconcilers to those of statuses, which tell what is wrong with parameters. */
  Envoys in(StatusOperator operator) {
    var verdicts = infrastructure.verdicts();
    operator
        .with("Gateway", infrastructure::register)
        .with("GatewayClass", infrastructure::registerClasses)
        .judgedBy(
            (object, generation) ->
                verdicts
                    .of(object)
                    .filter(verdict -> verdict.generation() == generation)
                    .map(verdict -> new Judgement(verdict.unusable().map(Envoys::rejection))));
    verdicts.tell(object -> operator.changed(List.of(object)));
    return this;
  }

  private static Condition rejection(String why) {
    return Condition.no("Accepted", "InvalidParameters", why);
  }

  void signedBy(Authorities now) {
    authorities = now;
    credential.signedBy(now.current(), now.trusted());
    infrastructure.reconsider();
  }

  /** Looks at all Gateways again, as when this replica begins to lead. */
  void reconsider() {
    infrastructure.reconsider();
  }

  @Override
  public void start() {}

  @Override
  public void close() {
    credential.close();
  }
}
