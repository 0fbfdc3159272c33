package dev.ballast.serving;

import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one connected Envoy has and lacks.
 *
 * @param topics the types it asked for
 * @param waitsForSnapshot whether nothing has been published for its gateway yet
 * @param seen what was published when this was told; newer things are not reckoned with yet
 */
public record StreamStatus(
    EnvoyStream stream,
    boolean waitsForSnapshot,
    Snapshot seen,
    Map<ResourceType, TopicStatus> topics) {
  public StreamStatus {
    topics = Map.copyOf(topics);
  }

  /** Whether it has confirmed everything it is to have. */
  public boolean isUpToDate() {
    return !waitsForSnapshot && topics.values().stream().allMatch(TopicStatus::isUpToDate);
  }

  /**
   * @param confirmed resources it confirmed
   * @param unanswered responses it has not answered yet
   * @param waiting names still to be sent; at most ten of them
   * @param rejected what is withheld, by name, because an Envoy of this gateway refused it
   */
  public record TopicStatus(
      int confirmed, int unanswered, List<String> waiting, Map<String, Withheld> rejected) {
    public TopicStatus {
      waiting = List.copyOf(waiting);
      rejected = Map.copyOf(rejected);
    }

    boolean isUpToDate() {
      return unanswered == 0 && waiting.isEmpty() && rejected.isEmpty();
    }
  }

  /**
   * A resource whose published form is not sent.
   *
   * @param words why, in Envoy's words
   * @param culprits the owners whose part of it is withheld while the parts of all others are sent;
   *     empty when it is withheld whole
   */
  public record Withheld(String words, Set<ObjectRef> culprits) {
    public Withheld {
      culprits = Set.copyOf(culprits);
    }

    /** Whether what this owner asked for is withheld. */
    public boolean concerns(ObjectRef owner) {
      return culprits.isEmpty() || culprits.contains(owner);
    }
  }
}
