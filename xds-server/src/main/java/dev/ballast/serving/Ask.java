package dev.ballast.serving;

import dev.ballast.snapshot.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an Envoy sent, in either dialect of ADS. */
sealed interface Ask {
  ResourceType type();

  /** The response this answers; empty when it answers none. */
  String nonce();

  /** Envoy's words when it refused that response. */
  Optional<String> refusal();

  /**
   * @param initialVersions what the Envoy still holds from an earlier stream, by name; only in the
   *     first request of a type
   */
  record Delta(
      ResourceType type,
      List<String> subscribe,
      List<String> unsubscribe,
      Map<String, String> initialVersions,
      String nonce,
      Optional<String> refusal)
      implements Ask {}

  /**
   * State of the world: every request names all that is asked for.
   *
   * @param version of the last response the Envoy accepted, maybe on an earlier stream
   */
  record Full(
      ResourceType type, List<String> names, String version, String nonce, Optional<String> refusal)
      implements Ask {}
}
