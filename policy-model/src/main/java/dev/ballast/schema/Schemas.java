package dev.ballast.schema;

import static dev.ballast.schema.SchemaReader.flag;
import static dev.ballast.schema.SchemaReader.items;
import static dev.ballast.schema.SchemaReader.text;

import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of the kinds that this program knows: the policy's and those of the Gateway API. Each
 * is read when it is first asked for.
 */
public final class Schemas {
  /**
   * A kind that is known here.
   *
   * @param plural its name in URLs, such as {@code httproutes}
   * @param versions those that are served, such as {@code v1}, in the order of the CRD
   */
  public record Kind(String group, String kind, String plural, List<String> versions) {
    public Kind {
      versions = List.copyOf(versions);
    }

    private String file() {
      return plural + "." + group + ".json";
    }
  }

  private static final class Bundled {
    private static final Schemas SCHEMAS = new Schemas();
  }

  private final List<Kind> kinds;
  private final Map<Kind, Map<String, KindSchema>> read = new ConcurrentHashMap<>();

  private Schemas() {
    var index = (ArrayNode) resource("index.json");
    kinds = index.items().stream().map(entry -> kind((ObjectNode) entry)).toList();
  }

  /** The schemas that come with this program. */
  public static Schemas bundled() {
    return Bundled.SCHEMAS;
  }

  /** Every kind that is known, by group and kind. */
  public List<Kind> kinds() {
    return kinds;
  }

  /** The kind that a user may have meant by a name: a slip of the pen, or the plural. */
  public static Optional<Kind> nearest(String written, List<Kind> kinds) {
    Optional<String> near = NearMatch.of(written, kinds.stream().map(Kind::kind).toList());
    return kinds.stream()
        .filter(
            k -> near.filter(k.kind()::equals).isPresent() || k.plural().equalsIgnoreCase(written))
        .findFirst();
  }

  /**
   * The schema of a kind.
   *
   * @param apiVersion group and version, such as {@code gateway.networking.k8s.io/v1}
   * @return empty for a kind, or a version of a kind, that is not known here
   */
  public Optional<KindSchema> find(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String group = apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    return kinds.stream()
        .filter(known -> known.group().equals(group) && known.kind().equals(kind))
        .findFirst()
        .map(known -> read.computeIfAbsent(known, Schemas::versionsOf))
        .map(versions -> versions.get(version));
  }

  private static Map<String, KindSchema> versionsOf(Kind kind) {
    var file = (ObjectNode) resource(kind.file());
    boolean isNamespaced = text(file, "scope").equals("Namespaced");
    Map<String, KindSchema> versions = new HashMap<>();
    for (Node entry : items(file, "versions")) {
      var version = (ObjectNode) entry;
      Schema schema =
          version
              .get("schema")
              .map(tree -> SchemaReader.read((ObjectNode) tree))
              .orElseGet(() -> same(versions, text(version, "sameAs")));
      boolean hasStatus = flag(version, "statusSubresource");
      versions.put(
          text(version, "name"), new KindSchema(kind.kind(), isNamespaced, hasStatus, schema));
    }
    return Map.copyOf(versions);
  }

  private static Schema same(Map<String, KindSchema> versions, String name) {
    KindSchema earlier = versions.get(name);
    if (earlier == null) {
      throw new IllegalStateException(
          "a schema refers to version " + name + ", which is not there");
    }
    return earlier.schema();
  }

  private static Kind kind(ObjectNode entry) {
    return new Kind(
        text(entry, "group"),
        text(entry, "kind"),
        text(entry, "plural"),
        SchemaReader.texts(entry, "versions"));
  }

  private static Node resource(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is not in the jar");
      }
      return JsonReader.read(in.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException("reading the resource " + name, broken);
    }
  }
}
