package dev.ballast.world;

import java.util.List;
import java.util.Optional;

/** Lets objects of other namespaces refer to objects of the grant's namespace. */
public record ReferenceGrant(Metadata metadata, List<From> from, List<To> to)
    implements WorldObject {
  public static final String KIND = "ReferenceGrant";

  public ReferenceGrant {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  public record From(String group, String kind, String namespace) {}

  /**
   * @param name empty for every object of the kind
   */
  public record To(String group, String kind, Optional<String> name) {}

  public boolean permits(From source, String group, String kind, String name) {
    return from.contains(source)
        && to.stream()
            .anyMatch(
                target ->
                    target.group().equals(group)
                        && target.kind().equals(kind)
                        && target.name().map(name::equals).orElse(true));
  }

  @Override
  public String kind() {
    return KIND;
  }
}
