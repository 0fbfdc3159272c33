package dev.ballast.operator;

import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where in the status of a kind our words stand beside those of others. */
sealed interface StatusShape {
  StatusShape POLICY = new Shared("ancestors", "ancestorRef", 16);
  StatusShape ROUTE = new Shared("parents", "parentRef", 32);
  StatusShape OWN = new Own();

  /** What is to be stored. All trees are sorted, and ours bears its times. */
  ObjectNode merged(ObjectNode stored, ObjectNode ours, Set<String> controllers);

  /**
   * A list with an entry for each parent or ancestor and controller. Entries of others stay as and
   * where they are; ours that are wanted no more go away.
   *
   * @param list the member that holds it
   * @param ref what an entry is about
   * @param most entries that the API server takes
   */
  record Shared(String list, String ref, int most) implements StatusShape {
    private static final String AGGREGATED = "Aggregated";

    @Override
    public ObjectNode merged(ObjectNode stored, ObjectNode ours, Set<String> controllers) {
      var others =
          StatusTrees.items(stored, list).stream()
              .filter(entry -> !isOurs(entry, controllers))
              .count();
      var wanted = cut(StatusTrees.items(ours, list), (int) Math.max(0, most - others));
      var byKey = new HashMap<String, ObjectNode>();
      wanted.forEach(entry -> byKey.putIfAbsent(key(entry), entry));
      var entries = new ArrayList<Node>();
      for (ObjectNode entry : StatusTrees.items(stored, list)) {
        if (!isOurs(entry, controllers)) {
          entries.add(entry);
        } else {
          Optional.ofNullable(byKey.remove(key(entry))).ifPresent(entries::add);
        }
      }
      wanted.stream().filter(entry -> byKey.remove(key(entry), entry)).forEach(entries::add);
      return entries.isEmpty() && stored.get(list).isEmpty()
          ? stored
          : StatusTrees.with(stored, list, entries);
    }

    private static boolean isOurs(ObjectNode entry, Set<String> controllers) {
      return controllers.contains(StatusTrees.text(entry, "controllerName"));
    }

    String key(ObjectNode entry) {
      return StatusTrees.text(entry, "controllerName")
          + entry.get(ref).map(JsonWriter::text).orElse("");
    }

    /** What does not fit is left out, and the last one that does says so. */
    private List<ObjectNode> cut(List<ObjectNode> entries, int room) {
      if (entries.size() <= room || room == 0) {
        return entries.size() <= room ? entries : List.of();
      }
      var kept = new ArrayList<>(entries.subList(0, room));
      ObjectNode last = kept.removeLast();
      if (StatusTrees.condition(last, AGGREGATED).isEmpty()) {
        List<Node> conditions = new ArrayList<>(StatusTrees.items(last, "conditions"));
        conditions.add(aggregated(last));
        last = StatusTrees.with(last, "conditions", conditions);
      }
      kept.add(last);
      return kept;
    }

    private ObjectNode aggregated(ObjectNode entry) {
      var condition =
          Nodes.object()
              .with("type", AGGREGATED)
              .with("status", "True")
              .with("reason", AGGREGATED)
              .with(
                  "message",
                  "Entries of this controller have been left out: a status holds at most %d %s."
                      .formatted(most, list));
      StatusTrees.generation(entry).ifPresent(g -> condition.with("observedGeneration", g));
      // Since when is of no interest beside that it is so; any time that stays the same will do.
      StatusTrees.items(entry, "conditions").stream()
          .findFirst()
          .flatMap(first -> first.get("lastTransitionTime"))
          .ifPresent(time -> condition.with("lastTransitionTime", time));
      return StatusTrees.sorted(condition.build());
    }
  }

  /** One controller speaks; conditions of types we never use are somebody's annotations. */
  record Own() implements StatusShape {
    private static final Set<String> LISTS = Set.of("listeners", "addresses");

    @Override
    public ObjectNode merged(ObjectNode stored, ObjectNode ours, Set<String> controllers) {
      ObjectNode merged = stored;
      for (String list : LISTS) {
        Optional<Node> value = ours.get(list);
        merged = StatusTrees.with(merged, list, value);
      }
      var conditions = new ArrayList<Node>(StatusTrees.items(ours, "conditions"));
      var types = StatusTrees.items(ours, "conditions").stream().map(c -> type(c)).toList();
      StatusTrees.items(stored, "conditions").stream()
          .filter(condition -> !types.contains(type(condition)))
          .forEach(conditions::add);
      return StatusTrees.with(merged, "conditions", conditions);
    }

    private static String type(ObjectNode condition) {
      return StatusTrees.text(condition, "type");
    }
  }
}
