package dev.ballast.engine;

import dev.ballast.serving.StreamStatus;
import dev.ballast.serving.StreamStatus.TopicStatus;
import dev.ballast.serving.StreamStatus.Withheld;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.world.ObjectRef;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Whether the Envoys of a gateway run what an object asks for. */
sealed interface ProgrammedVerdict {
  String status();

  String reason();

  String message();

  /** Every connected Envoy confirmed all of it. */
  record Programmed() implements ProgrammedVerdict {
    @Override
    public String status() {
      return "True";
    }

    @Override
    public String reason() {
      return "Programmed";
    }

    @Override
    public String message() {
      // Without their number: a status is written anew when its message changes, and Envoys come
      // and go.
      return "Every connected Envoy has confirmed it.";
    }
  }

  /**
   * Nobody is there to confirm it, or not everybody has yet.
   *
   * @param behind how many of the connected Envoys have not; zero when none is connected
   */
  record Pending(String message, long behind) implements ProgrammedVerdict {
    @Override
    public String status() {
      return "Unknown";
    }

    @Override
    public String reason() {
      return "Pending";
    }
  }

  /** Envoy refused a part of it and goes on with what it had. */
  record Rejected(String message) implements ProgrammedVerdict {
    @Override
    public String status() {
      return "False";
    }

    @Override
    public String reason() {
      return "Invalid";
    }
  }

  /**
   * @param owner the object
   * @param owned the resources that it owns in one gateway
   * @param envoys the connected Envoys of that gateway
   */
  static ProgrammedVerdict of(
      ObjectRef owner, Collection<Resource> owned, List<StreamStatus> envoys) {
    for (StreamStatus envoy : envoys) {
      for (Resource resource : owned) {
        TopicStatus topic = envoy.topics().get(resource.type());
        Withheld withheld = topic == null ? null : topic.rejected().get(resource.name());
        if (withheld != null && withheld.concerns(owner)) {
          return new Rejected(
              "Envoy refused %s %s: %s"
                  .formatted(
                      resource.type().name().toLowerCase(Locale.ROOT),
                      resource.name(),
                      withheld.words()));
        }
      }
    }
    if (envoys.isEmpty()) {
      return new Pending("No Envoy of this Gateway is connected.", 0);
    }
    long behind = envoys.stream().filter(envoy -> !hasAll(envoy, owned)).count();
    return behind == 0
        ? new Programmed()
        : new Pending(
            "%d of %d Envoys have not confirmed it.".formatted(behind, envoys.size()), behind);
  }

  /**
   * Endpoints are left out: they come and go by themselves and are no part of what was asked for,
   * so a status must not flicker with them.
   */
  private static boolean hasAll(StreamStatus envoy, Collection<Resource> owned) {
    return !envoy.waitsForSnapshot()
        && owned.stream()
            .filter(resource -> resource.type() != ResourceType.ENDPOINT)
            .allMatch(
                resource -> {
                  TopicStatus topic = envoy.topics().get(resource.type());
                  return topic != null
                      && topic.unanswered() == 0
                      && topic.waiting().isEmpty()
                      && envoy
                          .seen()
                          .get(resource.type(), resource.name())
                          .filter(seen -> seen.version().equals(resource.version()))
                          .isPresent();
                });
  }
}
