package dev.ballast.world;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A namespace, for its labels. */
public record Namespace(Metadata metadata) implements WorldObject {
  public static final String KIND = "Namespace";

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * Labels of a namespace. The API server labels every namespace with its name, so that label is
   * there even when the object is not known.
   */
  public static Map<String, String> labels(String name, Optional<Namespace> known) {
    var labels = new HashMap<String, String>();
    labels.put("kubernetes.io/metadata.name", name);
    known.ifPresent(namespace -> labels.putAll(namespace.metadata().labels()));
    return labels;
  }
}
