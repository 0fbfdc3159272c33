package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.List;
import java.util.Optional;

/** What an Envoy said about a response. */
sealed interface Outcome {
  ResourceType type();

  /**
   * @param changedAt when the change was published that led to the response, in nanoseconds; zero
   *     when it only answered a subscription
   */
  record Accepted(ResourceType type, List<Resource> resources, List<String> removed, long changedAt)
      implements Outcome {}

  /**
   * One resource was refused, and we know which.
   *
   * @param lastGood what the Envoy goes on with, when we know it
   */
  record Refused(Resource resource, Optional<Resource> lastGood, String words) implements Outcome {
    @Override
    public ResourceType type() {
      return resource.type();
    }
  }

  /** One of several was refused; they are sent again in smaller parts to find out which. */
  record Unclear(ResourceType type, List<String> names, String words) implements Outcome {}
}
