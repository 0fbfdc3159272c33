package dev.ballast.app;

import dev.ballast.server.ServerOptions;
import java.time.Duration;

/**
 * What the server for Kubernetes needs to know.
 *
 * @param server doors, controller name, version
 * @param namespace where the Lease is
 * @param identity of this replica, such as the name of its Pod
 * @param electsLeader whether a Lease says who writes; without, this replica does
 * @param drain how long it goes on serving after it was told to end and counts as not ready
 */
public record KubernetesOptions(
    ServerOptions server, String namespace, String identity, boolean electsLeader, Duration drain) {

  /** For one replica, with free ports on loopback. */
  public static KubernetesOptions alone() {
    return new KubernetesOptions(
        ServerOptions.onLoopback().withServes("a Kubernetes cluster"),
        "ballast-system",
        "ballast-0",
        false,
        Duration.ZERO);
  }

  public KubernetesOptions withServer(ServerOptions next) {
    return new KubernetesOptions(next, namespace, identity, electsLeader, drain);
  }

  public KubernetesOptions withElection(String inNamespace, String as) {
    return new KubernetesOptions(server, inNamespace, as, true, drain);
  }

  public KubernetesOptions withIdentity(String as) {
    return new KubernetesOptions(server, namespace, as, electsLeader, drain);
  }

  public KubernetesOptions withDrain(Duration time) {
    return new KubernetesOptions(server, namespace, identity, electsLeader, time);
  }
}
