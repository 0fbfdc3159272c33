package dev.ballast.admission;

import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The verdicts on the last few policies. Every policy passes both doors within milliseconds, mostly
 * as the same text; the second look is then a look into this. Safe for use by several threads.
 */
final class RecentChecks {
  private static final int MOST = 64;

  /** What the API server writes between one door and the other. */
  private static final Set<String> WRITTEN_ON_THE_WAY =
      Set.of("uid", "creationTimestamp", "generation", "resourceVersion", "managedFields");

  private final Map<Node, PolicyCheck> checks =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Node, PolicyCheck> eldest) {
              return size() > MOST;
            }
          });

  /** The verdict on a policy; its own words, so the object in it may be that of another call. */
  PolicyCheck of(ObjectNode policy) {
    Node said = Nodes.withoutSpans(withoutSystemFields(policy));
    PolicyCheck known = checks.get(said);
    if (known != null) {
      return known;
    }
    var check = PolicyCheck.of(policy);
    checks.put(said, check);
    return check;
  }

  private static ObjectNode withoutSystemFields(ObjectNode policy) {
    ObjectNode metadata = Trees.object(policy, "metadata").orElse(Nodes.object().build());
    List<Member> kept =
        metadata.members().stream()
            .filter(member -> !WRITTEN_ON_THE_WAY.contains(member.name()))
            .toList();
    return Nodes.with(policy, "metadata", new ObjectNode(kept, metadata.span()));
  }
}
