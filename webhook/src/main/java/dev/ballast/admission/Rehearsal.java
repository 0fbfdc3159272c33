package dev.ballast.admission;

import dev.ballast.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about policies that nobody sent. The first decision reads the schema and makes programs
 * of its rules, which on a busy machine takes longer than a caller should wait.
 */
public final class Rehearsal {
  private static final int TIMES = 5;

  private static final List<String> SPECS =
      List.of(
          """
          {"targetRefs": [{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "a"}],
           "loadBalancer": {"type": "ConsistentHash", "consistentHash":
             {"type": "Cookie", "tableSize": 100, "cookie": {"name": "a", "ttl": "1h"}}}}
          """,
          """
          {"targetRefs": [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "a"}],
           "retry": {"numRetries": 3, "retryOn": {"triggers": ["5xx"], "httpStatusCodes": [503]}},
           "timeout": {"http": {"requestTimeout": "1s"}},
           "circuitBreaker": {"maxConnections": 5}}
          """);

  private Rehearsal() {}

  /** Takes up to some seconds on a slow machine; changes nothing. */
  public static void of(Admission admission) {
    for (int i = 0; i < TIMES; i++) {
      var unused = once(admission);
    }
  }

  static List<Decision> once(Admission admission) {
    var decisions = new ArrayList<Decision>();
    for (String spec : SPECS) {
      byte[] body = review(spec).getBytes(StandardCharsets.UTF_8);
      if (!(ReviewReader.read(body) instanceof ReviewReader.Outcome.Read(var review))) {
        throw new IllegalStateException("the rehearsal's own review cannot be read");
      }
      for (Door door : Door.values()) {
        var decision = admission.decide(door, review, World.EMPTY, Instant.EPOCH);
        var unused = Answer.of(review, decision);
        decisions.add(decision);
      }
    }
    return decisions;
  }

  private static String review(String spec) {
    return """
    {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
      "uid": "rehearsal", "operation": "CREATE", "namespace": "a", "name": "a",
      "kind": {"group": "gateway.envoyproxy.io", "version": "v1alpha1", "kind": "BackendTrafficPolicy"},
      "resource": {"group": "gateway.envoyproxy.io", "version": "v1alpha1", "resource": "backendtrafficpolicies"},
      "object": {"apiVersion": "gateway.envoyproxy.io/v1alpha1", "kind": "BackendTrafficPolicy",
        "metadata": {"name": "a", "namespace": "a"}, "spec": %s}}}
    """
        .formatted(spec);
  }
}
