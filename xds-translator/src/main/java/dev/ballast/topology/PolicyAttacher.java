package dev.ballast.topology;

import dev.ballast.memo.Inputs;
import dev.ballast.topology.PolicyClaims.Claim;
import dev.ballast.topology.PolicyOutcome.Verdict;
import dev.ballast.world.Gateway;
import dev.ballast.world.ObjectId;
import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each target to the first policy that asks for it. Policies come oldest first, so one pass
 * suffices: targets of different height never compete, they are told apart when a policy is looked
 * up.
 */
final class PolicyAttacher {
  /** Kinds the API lets a policy aim at. */
  static final Set<String> TARGET_KINDS =
      Set.of(
          Gateway.KIND,
          "ListenerSet",
          Route.Type.HTTP.kind(),
          Route.Type.GRPC.kind(),
          "TLSRoute",
          "TCPRoute",
          "UDPRoute");

  private static final Verdict ATTACHED = new Verdict.Attached();

  private PolicyAttacher() {}

  /**
   * Sees what all policies ask for.
   *
   * @param claims oldest policy first; the same list for as long as its elements are
   */
  record Source(List<PolicyClaims> claims) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {claims};
    }
  }

  static PolicyAttachments attach(Source source, @Nullable PolicyAttachments previous) {
    var owners = new HashMap<PolicyTarget, ObjectId>();
    var outcomes = new LinkedHashMap<ObjectId, List<PolicyOutcome>>();
    for (PolicyClaims policy : source.claims()) {
      List<PolicyOutcome> known = previous == null ? List.of() : previous.outcomes(policy.policy());
      outcomes.put(policy.policy(), decided(policy, owners, known));
    }
    return new PolicyAttachments(owners, outcomes);
  }

  /** Words that are as last time stay the same objects, and so does a list of nothing else. */
  private static List<PolicyOutcome> decided(
      PolicyClaims policy, Map<PolicyTarget, ObjectId> owners, List<PolicyOutcome> known) {
    List<Claim> claims = policy.claims();
    var outcomes = new ArrayList<PolicyOutcome>(claims.size());
    boolean isKnown = claims.size() == known.size();
    for (int place = 0; place < claims.size(); place++) {
      Claim claim = claims.get(place);
      Verdict verdict =
          claim.obstacle().isPresent()
              ? claim.obstacle().get()
              : verdict(owners.putIfAbsent(claim.target(), policy.policy()));
      if (isKnown && isOf(claim, verdict, known.get(place))) {
        outcomes.add(known.get(place));
      } else {
        isKnown = false;
        outcomes.add(new PolicyOutcome(claim.target(), claim.path(), verdict));
      }
    }
    return isKnown ? known : List.copyOf(outcomes);
  }

  private static boolean isOf(Claim claim, Verdict verdict, PolicyOutcome outcome) {
    return outcome.target().equals(claim.target())
        && outcome.path().equals(claim.path())
        && (verdict == outcome.verdict() || verdict.equals(outcome.verdict()));
  }

  private static Verdict verdict(@Nullable ObjectId owner) {
    return owner == null ? ATTACHED : new Verdict.Taken(owner);
  }
}
