package dev.ballast.admission;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.topology.PolicyPreview;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Metadata;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about policies that are created or changed.
 *
 * <p>Refused is only what is wrong in the object itself. Facts about other objects are warnings,
 * since objects arrive in any order. An object that was stored with its mistakes, and whose spec
 * the request leaves as it is, may be labelled, finalised and deleted all the same.
 */
public final class Admission {
  private static final FieldPath.Step SPEC = new FieldPath.Step.Field("spec");

  private final Set<String> controllerNames;
  private final RecentChecks checks = new RecentChecks();

  /**
   * @param controllerNames GatewayClasses with one of these names are ours
   */
  public Admission(Set<String> controllerNames) {
    this.controllerNames = Set.copyOf(controllerNames);
  }

  /**
   * @param world what is known of other objects, and of this one before
   * @param now the time at which a new object will have been created
   */
  public Decision decide(Door door, Review review, World world, Instant now) {
    if (!review.writesPolicy() || isBeingDeleted(review)) {
      return new Decision.Untouched();
    }
    ObjectNode policy = named(review);
    boolean keepsSpec = keepsSpec(review, policy);
    var check = checks.of(policy);
    var errors = check.errors();
    var counting = errors.stream().filter(error -> !(keepsSpec && isInSpec(error))).toList();
    if (!counting.isEmpty()) {
      return new Decision.Refused(counting, Warnings.of(check.warnings()));
    }
    if (!errors.isEmpty()) {
      return new Decision.Tolerated(Warnings.of(check.findings()));
    }
    return switch (door) {
      case MUTATE -> {
        var warnings = new ArrayList<>(surroundings(policy, check.policy(), review, world, now));
        warnings.addAll(check.warnings());
        yield new Decision.Allowed(
            keepsSpec ? List.of() : PolicyDefaults.of(policy), Warnings.of(warnings));
      }
      // The way here led through the other door, which has said what there is to say of others.
      case VALIDATE -> new Decision.Allowed(List.of(), Warnings.of(check.warnings()));
    };
  }

  private static boolean isBeingDeleted(Review review) {
    return review
        .object()
        .flatMap(policy -> Trees.object(policy, "metadata"))
        .filter(metadata -> Trees.has(metadata, "deletionTimestamp"))
        .isPresent();
  }

  /** The object with the name and namespace that the request gives it. */
  private static ObjectNode named(Review review) {
    ObjectNode policy = review.object().orElseThrow();
    ObjectNode metadata = Trees.object(policy, "metadata").orElse(Nodes.object().build());
    var named = metadata;
    if (!Trees.has(metadata, "namespace") && !review.namespace().isEmpty()) {
      named = Nodes.with(named, "namespace", Nodes.text(review.namespace()));
    }
    if (!Trees.has(metadata, "name")
        && !Trees.has(metadata, "generateName")
        && !review.name().isEmpty()) {
      named = Nodes.with(named, "name", Nodes.text(review.name()));
    }
    return Nodes.with(policy, "metadata", named);
  }

  /** Whether only metadata changes. Defaults count as written, on both sides. */
  private static boolean keepsSpec(Review review, ObjectNode policy) {
    if (!review.isUpdate() || review.oldObject().isEmpty()) {
      return false;
    }
    ObjectNode old = review.oldObject().get();
    return Trees.saySame(spec(old), spec(policy))
        || Trees.saySame(spec(PolicyDefaults.fill(old)), spec(PolicyDefaults.fill(policy)));
  }

  private static Node spec(ObjectNode policy) {
    return policy.get("spec").orElse(Nodes.nothing());
  }

  private static boolean isInSpec(Finding finding) {
    return !finding.path().steps().isEmpty() && finding.path().steps().getFirst().equals(SPEC);
  }

  /**
   * @param asked with the metadata of this call
   * @param checked the same policy as it would be stored
   */
  private List<Finding> surroundings(
      ObjectNode asked, ObjectNode checked, Review review, World world, Instant now) {
    ObjectNode metadata = Trees.object(asked, "metadata").orElse(Nodes.object().build());
    // A name that is yet to be made is only needed to tell the policy from others.
    ObjectNode named =
        Trees.has(metadata, "name")
            ? metadata
            : Nodes.with(metadata, "name", Nodes.text(review.name()));
    ObjectNode complete = Nodes.with(checked, "metadata", named);
    return WorldReader.read(complete)
        .flatMap(Admission::asPolicy)
        .map(read -> PolicyPreview.of(world, dated(read, world, now), controllerNames))
        .orElse(List.of());
  }

  private static Optional<BackendTrafficPolicy> asPolicy(WorldObject object) {
    return object instanceof BackendTrafficPolicy policy ? Optional.of(policy) : Optional.empty();
  }

  /** With the time that the API server is about to write, which counts whole seconds. */
  private static BackendTrafficPolicy dated(BackendTrafficPolicy policy, World world, Instant now) {
    Metadata known = policy.metadata();
    if (known.created().isPresent()) {
      return policy;
    }
    var created =
        world
            .policy(policy.id())
            .map(before -> before.metadata().created())
            .orElse(Optional.of(now.truncatedTo(ChronoUnit.SECONDS)));
    return new BackendTrafficPolicy(
        new Metadata(known.id(), created, known.generation(), known.labels(), known.annotations()),
        policy.targets(),
        policy.selectors(),
        policy.spec(),
        policy.settings(),
        policy.findings());
  }
}
