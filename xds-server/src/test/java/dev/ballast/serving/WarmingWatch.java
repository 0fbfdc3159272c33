package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Listens to a delta stream and complains when endpoints that may be refused come between a changed
 * cluster and those that the Envoy took before: a refusal would leave that cluster empty.
 */
final class WarmingWatch {
  private final Map<String, Message> taken = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  void reconnects() {
    taken.clear();
    waiting.clear();
  }

  /** The server has been told so. */
  void takes(Outcome.Accepted accepted) {
    if (accepted.type() == ResourceType.ENDPOINT) {
      accepted.removed().forEach(taken::remove);
      accepted.resources().forEach(each -> taken.put(each.name(), each.message()));
    }
  }

  /**
   * @param asked the endpoints that the Envoy asked for, and did not drop since
   */
  void isSent(Push push, View view, Set<String> asked) {
    taken.keySet().retainAll(asked);
    waiting.retainAll(asked);
    if (push.type() == ResourceType.CLUSTER) {
      push.removed().forEach(waiting::remove);
      push.resources().stream().map(Resource::name).filter(asked::contains).forEach(waiting::add);
    }
    if (push.type() == ResourceType.ENDPOINT) {
      push.resources().forEach(each -> waiting.remove(each.name()));
      push.removed().forEach(waiting::remove);
      if (push.resources().stream().anyMatch(each -> !isTaken(each))) {
        assertThat(waiting)
            .as("behind %s, which may be refused", push.resources())
            .noneMatch(name -> isToComeAgain(name, view));
      }
    }
  }

  private boolean isToComeAgain(String name, View view) {
    var published = view.published(ResourceType.ENDPOINT, name);
    return published != null
        && view.rejection(ResourceType.ENDPOINT, name) == null
        && isTaken(published);
  }

  private boolean isTaken(Resource endpoints) {
    return endpoints.message().equals(taken.get(endpoints.name()));
  }
}
