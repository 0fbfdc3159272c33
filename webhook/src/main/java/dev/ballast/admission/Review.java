package dev.ballast.admission;

import dev.ballast.source.Node.ObjectNode;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Groups;
import java.util.Optional;

/**
 * A question of the API server.
 *
 * @param apiVersion of the review itself, such as {@code admission.k8s.io/v1}; the answer repeats
 *     it
 * @param uid names the question; the answer repeats it; never empty
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE} or {@code CONNECT}
 * @param group of the object's kind
 * @param resource in the plural, such as {@code backendtrafficpolicies}
 * @param subResource such as {@code status}; empty for the object itself
 * @param namespace empty for kinds that live in none
 * @param name empty while the API server has not made one of {@code generateName}
 * @param user who asks, for the log
 * @param isDryRun nothing is stored, whatever the answer
 * @param object as it is about to be stored; empty on deletion
 * @param oldObject as it is stored; empty on creation
 */
public record Review(
    String apiVersion,
    String uid,
    String operation,
    String group,
    String kind,
    String resource,
    String subResource,
    String namespace,
    String name,
    String user,
    boolean isDryRun,
    Optional<ObjectNode> object,
    Optional<ObjectNode> oldObject) {
  private static final String POLICIES = "backendtrafficpolicies";

  /** Whether a traffic policy is created or changed; all else is none of our business. */
  boolean writesPolicy() {
    return group.equals(Groups.ENVOY_GATEWAY)
        && kind.equals(BackendTrafficPolicy.KIND)
        && resource.equals(POLICIES)
        && subResource.isEmpty()
        && (operation.equals("CREATE") || isUpdate());
  }

  boolean isUpdate() {
    return operation.equals("UPDATE");
  }

  /** {@code shop/sticky}; for a name that is yet to be made, {@code shop/sticky-?}. */
  public String subject() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
