package dev.ballast.source;

import dev.ballast.source.Node.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of an object while it is read: in the order written, each name once. */
final class Members {
  private final Map<String, Member> byName = new LinkedHashMap<>();

  /** Adds a member, or refuses a name that the user has already written in this object. */
  void add(Member member) {
    Member first = byName.putIfAbsent(member.name(), member);
    if (first != null) {
      throw duplicate(first, member);
    }
  }

  /** Adds a member whose value replaces an earlier one: merge keys do that. */
  void put(Member member) {
    byName.put(member.name(), member);
  }

  List<Member> inOrder() {
    return new ArrayList<>(byName.values());
  }

  static Refusal duplicate(Member first, Member second) {
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
