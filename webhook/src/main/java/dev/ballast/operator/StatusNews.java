package dev.ballast.operator;

import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a change of a status is worth an Event. Told when a condition begins to say something, never
 * when it goes on saying it, so that a restart tells nothing.
 */
final class StatusNews {
  /** Conditions that are bad news when they are True. */
  private static final Set<String> BAD_WHEN_TRUE = Set.of("PartiallyInvalid", "Conflicted");

  private static final ObjectNode NOTHING = Nodes.object().build();

  private StatusNews() {}

  /** Where several parents or ancestors have the same to tell, it is told once. */
  static List<Note> between(
      StatusShape shape, Set<String> controllers, ObjectNode before, ObjectNode now) {
    Map<Note, List<String>> places = new LinkedHashMap<>();
    switch (shape) {
      case StatusShape.Own() -> add(before, now, "", places);
      case StatusShape.Shared list -> {
        Map<String, ObjectNode> old = new LinkedHashMap<>();
        StatusTrees.items(before, list.list()).forEach(e -> old.put(list.key(e), e));
        for (ObjectNode entry : StatusTrees.items(now, list.list())) {
          if (controllers.contains(StatusTrees.text(entry, "controllerName"))) {
            ObjectNode was = old.getOrDefault(list.key(entry), NOTHING);
            add(was, entry, place(entry, list.ref()), places);
          }
        }
      }
    }
    var notes = new ArrayList<Note>();
    places.forEach(
        (note, where) -> {
          String at = String.join(", ", where.stream().filter(w -> !w.isEmpty()).toList());
          String text = at.isEmpty() ? note.text() : at + ": " + note.text();
          notes.add(new Note(note.isWarning(), note.reason(), text));
        });
    return notes;
  }

  private static void add(
      ObjectNode before, ObjectNode now, String place, Map<Note, List<String>> places) {
    for (ObjectNode condition : StatusTrees.items(now, "conditions")) {
      String type = StatusTrees.text(condition, "type");
      note(condition, StatusTrees.condition(before, type))
          .ifPresent(note -> places.computeIfAbsent(note, n -> new ArrayList<>()).add(place));
    }
  }

  private static Optional<Note> note(ObjectNode now, Optional<ObjectNode> before) {
    String type = StatusTrees.text(now, "type");
    String status = StatusTrees.text(now, "status");
    String reason = StatusTrees.text(now, "reason");
    String message = StatusTrees.text(now, "message");
    boolean saysTheSame =
        before
            .filter(
                old ->
                    StatusTrees.text(old, "status").equals(status)
                        && StatusTrees.text(old, "reason").equals(reason)
                        && ((status.equals("True") && !type.equals("Overridden"))
                            || StatusTrees.text(old, "message").equals(message)))
            .isPresent();
    if (saysTheSame || status.equals("Unknown")) {
      return Optional.empty();
    }
    boolean good = status.equals("True") != BAD_WHEN_TRUE.contains(type);
    return switch (type) {
      case "Programmed" ->
          good
              ? before
                  .filter(old -> StatusTrees.text(old, "status").equals("False"))
                  .map(old -> new Note(false, "Programmed", message))
              : Optional.of(
                  new Note(true, reason.equals("Invalid") ? "RejectedByEnvoy" : reason, message));
      case "Accepted", "Overridden" -> Optional.of(new Note(!good, reason, message));
      case "ResolvedRefs" ->
          good ? Optional.empty() : Optional.of(new Note(true, firstOf(reason), message));
      default -> good ? Optional.empty() : Optional.of(new Note(true, reason, message));
    };
  }

  /** Several reasons are joined by commas, which an Event's reason may not hold. */
  private static String firstOf(String reason) {
    int comma = reason.indexOf(',');
    return comma < 0 ? reason : reason.substring(0, comma);
  }

  private static String place(ObjectNode entry, String ref) {
    return entry.get(ref).orElse(NOTHING) instanceof ObjectNode object
        ? StatusTrees.text(object, "kind")
            + " "
            + (StatusTrees.text(object, "namespace").isEmpty()
                ? ""
                : StatusTrees.text(object, "namespace") + "/")
            + StatusTrees.text(object, "name")
            + (StatusTrees.text(object, "sectionName").isEmpty()
                ? ""
                : "/" + StatusTrees.text(object, "sectionName"))
        : "";
  }
}
