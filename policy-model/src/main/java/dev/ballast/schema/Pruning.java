package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.finding.Severity;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes out of an object what the API server does not keep: unknown fields, then nulls. */
final class Pruning {
  /** At the root they belong to every object, whatever the schema says. */
  private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

  /**
   * A field that the schema does not know.
   *
   * @param isMisplaced whether no object may stand here at all, which is said of its parent
   */
  private record Unknown(
      FieldPath path, Member member, boolean isMisplaced, Set<String> siblings) {}

  private final List<Unknown> unknown = new ArrayList<>();

  /**
   * The unknown fields met so far, sorted as the API server sorts them: by the text of the path.
   */
  List<Complaint> complaints() {
    return unknown.stream()
        .sorted(Comparator.comparing(field -> GoText.dotted(field.path())))
        .map(Pruning::complaint)
        .toList();
  }

  private static Complaint complaint(Unknown field) {
    String name = field.member().name();
    String apiMessage =
        "strict decoding error: unknown field " + GoText.quote(GoText.dotted(field.path()));
    if (field.isMisplaced()) {
      return Complaint.echo(apiMessage);
    }
    // The mistake is in the name, so that is what the caret points at.
    var finding =
        new Finding(
            "unknown-field",
            Severity.ERROR,
            Optional.empty(),
            field.path(),
            Optional.empty(),
            "there is no field `" + name + "` here",
            NearMatch.hint(name, field.siblings()),
            Optional.empty(),
            Optional.empty(),
            field.member().nameSpan());
    return Complaint.of(apiMessage, finding);
  }

  ObjectNode withoutUnknown(ObjectNode root, Schema schema) {
    var kept = new ArrayList<Member>();
    for (Member member : root.members()) {
      if (OF_EVERY_OBJECT.contains(member.name())) {
        kept.add(member);
      } else {
        keepKnown(member, root, schema, FieldPath.ROOT).ifPresent(kept::add);
      }
    }
    return new ObjectNode(kept, root.span());
  }

  private Node known(Node node, Optional<Schema> schema, FieldPath path) {
    return switch (node) {
      case ObjectNode object -> {
        var kept = new ArrayList<Member>();
        for (Member member : object.members()) {
          if (schema.isPresent()) {
            keepKnown(member, object, schema.get(), path).ifPresent(kept::add);
          } else {
            unknown.add(new Unknown(path.child(member.name()), member, true, Set.of()));
          }
        }
        yield new ObjectNode(kept, object.span());
      }
      case ArrayNode array -> {
        var items = new ArrayList<Node>();
        for (Node item : array.items()) {
          items.add(known(item, schema.flatMap(s -> s.list().items()), path.item(items.size())));
        }
        yield new ArrayNode(items, array.span());
      }
      default -> node;
    };
  }

  private Optional<Member> keepKnown(
      Member member, ObjectNode parent, Schema schema, FieldPath path) {
    boolean isNamed = schema.object().properties().containsKey(member.name());
    Optional<Schema> its = schema.member(member.name());
    FieldPath at = isNamed || its.isEmpty() ? path.child(member.name()) : path.key(member.name());
    if (its.isEmpty() && !schema.keepsUnknown()) {
      boolean isMisplaced = !schema.types().isEmpty() && !schema.allows("object");
      unknown.add(new Unknown(at, member, isMisplaced, freeNames(schema, parent)));
      return Optional.empty();
    }
    Node value =
        its.isEmpty() || its.get().keepsUnknown() ? member.value() : known(member.value(), its, at);
    return Optional.of(new Member(member.name(), member.nameSpan(), value));
  }

  /** Names the user can still mean: those of the schema that are not taken yet. */
  private static Set<String> freeNames(Schema schema, ObjectNode parent) {
    var free = new TreeSet<>(schema.object().properties().keySet());
    parent.members().forEach(member -> free.remove(member.name()));
    return free;
  }

  /** Takes out nulls where null is no value and no default waits to take the place. */
  static Node withoutNulls(Node node, Optional<Schema> schema) {
    return switch (node) {
      case ObjectNode object -> {
        var kept = new ArrayList<Member>();
        for (Member member : object.members()) {
          Optional<Schema> its = schema.flatMap(s -> s.member(member.name()));
          if (member.value() instanceof NullNode
              && its.isPresent()
              && !its.get().isNullable()
              && its.get().whenAbsent().isEmpty()) {
            continue;
          }
          kept.add(new Member(member.name(), member.nameSpan(), withoutNulls(member.value(), its)));
        }
        yield new ObjectNode(kept, object.span());
      }
      case ArrayNode array ->
          new ArrayNode(
              array.items().stream()
                  .map(item -> withoutNulls(item, schema.flatMap(s -> s.list().items())))
                  .toList(),
              array.span());
      default -> node;
    };
  }
}
