package dev.ballast.serving;

import dev.ballast.snapshot.ResourceType;
import java.util.List;
import java.util.Map;

/**
 * What one connected Envoy has and lacks.
 *
 * @param topics the types it asked for
 * @param waitsForSnapshot whether nothing has been published for its gateway yet
 */
public record StreamStatus(
    EnvoyStream stream, boolean waitsForSnapshot, Map<ResourceType, TopicStatus> topics) {
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
   * @param rejected names withheld because an Envoy of this gateway refused them, with its words
   */
  public record TopicStatus(
      int confirmed, int unanswered, List<String> waiting, Map<String, String> rejected) {
    public TopicStatus {
      waiting = List.copyOf(waiting);
      rejected = Map.copyOf(rejected);
    }

    boolean isUpToDate() {
      return unanswered == 0 && waiting.isEmpty() && rejected.isEmpty();
    }
  }
}
