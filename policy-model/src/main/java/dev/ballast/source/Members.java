package dev.ballast.source;

import dev.ballast.source.Node.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of an object while it is read: in the order written, each name once. */
final class Members {
  private final Map<String, Member> byName = new LinkedHashMap<>();
  private Set<String> merged = Set.of();

  /** Adds a member as written, or refuses a name that the user has already written here. */
  void add(Member member) {
    Member first = byName.put(member.name(), member);
    if (first != null && !wasMerged(member.name())) {
      throw duplicate(first, member);
    }
  }

  /** Adds a member of a merged mapping. It replaces what stands before it, as in go-yaml. */
  void merge(Member member) {
    if (merged.isEmpty()) {
      merged = new HashSet<>();
    }
    merged.add(member.name());
    byName.put(member.name(), member);
  }

  private boolean wasMerged(String name) {
    return !merged.isEmpty() && merged.remove(name);
  }

  List<Member> inOrder() {
    return new ArrayList<>(byName.values());
  }

  private static Refusal duplicate(Member first, Member second) {
    Span before = first.nameSpan();
    return new Refusal(
        SourceProblem.DUPLICATE_KEY,
        second.nameSpan(),
        "\"" + second.name() + "\" is written twice in the same object",
        before.isKnown()
            ? "it already stands in line %d, column %d; keep one of them"
                .formatted(before.line(), before.column())
            : "keep one of them");
  }
}
