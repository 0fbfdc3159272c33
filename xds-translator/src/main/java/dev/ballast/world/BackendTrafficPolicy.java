package dev.ballast.world;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.policy.BackendTrafficPolicySpec;
import dev.ballast.policy.TrafficSettings;
import java.util.List;
import java.util.Optional;

/**
 * A traffic policy: what it aims at, and what it says once read.
 *
 * @param targets explicit targets; {@code targetRef} hides {@code targetRefs}
 * @param spec as written, kept to be merged; empty when it does not have the shape of its API
 * @param settings what its load balancing means; the defaults where the findings hold errors
 * @param findings what the reader found; an error makes every route it takes answer 500
 */
public record BackendTrafficPolicy(
    Metadata metadata,
    List<Target> targets,
    List<TargetSelector> selectors,
    Optional<BackendTrafficPolicySpec> spec,
    TrafficSettings settings,
    List<Finding> findings)
    implements WorldObject {
  public static final String KIND = "BackendTrafficPolicy";

  public BackendTrafficPolicy {
    targets = List.copyOf(targets);
    selectors = List.copyOf(selectors);
    findings = List.copyOf(findings);
  }

  public boolean isBroken() {
    return findings.stream().anyMatch(Finding::isError);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * An object of the policy's namespace.
   *
   * @param path where the target is written
   */
  public record Target(
      String group, String kind, String name, Optional<String> sectionName, FieldPath path) {
    /** The object, for a policy of this namespace. */
    public ObjectRef in(String namespace) {
      return ObjectRef.of(kind, namespace, name);
    }
  }

  /**
   * Objects chosen by label.
   *
   * @param path where the selector is written
   */
  public record TargetSelector(
      String group, String kind, NamespaceScope namespaces, LabelSelector labels, FieldPath path) {}
}
