package dev.ballast.admission.server;

import java.time.Duration;
import java.util.Set;

/**
 * What the caller of the admission server decides.
 *
 * @param port to listen on, on all addresses; 0 for any free one. Usual: 8443
 * @param serverName the name by which the API server calls, such as {@code
 *     ballast-webhook.ballast-system.svc}; the self-call asks for it
 * @param controllerNames GatewayClasses with one of these names are ours
 * @param quiet how long no call must have come before a server that closes stops to listen. The API
 *     server goes on using connections it has for a moment after it heard that a replica leaves
 * @param patience how long closing may take at most
 */
public record AdmissionOptions(
    int port, String serverName, Set<String> controllerNames, Duration quiet, Duration patience) {
  /** Source: container port {@code webhook} of the manifests. */
  public static final int USUAL_PORT = 8443;

  public AdmissionOptions {
    controllerNames = Set.copyOf(controllerNames);
  }

  /** The usual port, and a second of quiet within at most ten. */
  public static AdmissionOptions usual(String serverName, Set<String> controllerNames) {
    return new AdmissionOptions(
        USUAL_PORT, serverName, controllerNames, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  public AdmissionOptions withPort(int other) {
    return new AdmissionOptions(other, serverName, controllerNames, quiet, patience);
  }

  public AdmissionOptions withQuiet(Duration other) {
    return new AdmissionOptions(port, serverName, controllerNames, other, patience);
  }
}
