package dev.ballast.app;

import dev.ballast.credentials.Authorities;
import dev.ballast.infrastructure.GatewayInfrastructure;
import dev.ballast.infrastructure.InfrastructureOptions;
import dev.ballast.infrastructure.XdsCredential;
import dev.ballast.operator.StatusOperator;
import dev.ballast.serving.MutualTls;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Brings up the Envoys of Gateways, and lets in those only that prove whose they are. */
final class Envoys implements Part {
  private final XdsCredential credential;
  private final GatewayInfrastructure infrastructure;
  private volatile @Nullable Authorities authorities;

  Envoys(InfrastructureOptions options, MutualTls tls, BooleanSupplier leads, Clock clock) {
    credential = new XdsCredential(tls, options, clock);
    infrastructure =
        new GatewayInfrastructure(
            options,
            () -> Optional.ofNullable(authorities).map(Authorities::current),
            leads,
            clock);
  }

  /** Adds the reconciler to those of Gateways. */
  Envoys in(StatusOperator operator) {
    operator.with("Gateway", infrastructure::register);
    return this;
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
