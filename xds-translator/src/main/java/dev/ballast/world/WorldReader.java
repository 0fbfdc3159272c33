package dev.ballast.world;

import dev.ballast.source.Node;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads trees into records. It forgives: the verdict on the object came before, so what is missing
 * here is read as the API would default it.
 */
public final class WorldReader {
  private WorldReader() {}

  /** Empty for kinds that do not matter for traffic, and for trees that are no object. */
  public static Optional<WorldObject> read(Node root) {
    Tree tree = Tree.of(root);
    String kind = tree.text("kind").orElse("");
    String group = group(tree.text("apiVersion").orElse(""));
    Metadata metadata = metadata(tree.child("metadata"), isClusterScoped(kind));
    if (kind.isEmpty() || metadata.id().name().isEmpty()) {
      return Optional.empty();
    }
    Tree spec = tree.child("spec");
    return switch (group) {
      case Groups.CORE ->
          switch (kind) {
            case Service.KIND -> Optional.of(ServiceReader.service(metadata, spec));
            case Namespace.KIND -> Optional.of(new Namespace(metadata));
            default -> Optional.empty();
          };
      case Groups.DISCOVERY ->
          kind.equals(EndpointSlice.KIND)
              ? Optional.of(ServiceReader.slice(metadata, tree))
              : Optional.empty();
      case Groups.GATEWAY ->
          Optional.of(
              switch (kind) {
                case GatewayClass.KIND -> GatewayReader.gatewayClass(metadata, spec);
                case Gateway.KIND -> GatewayReader.gateway(metadata, spec);
                case ReferenceGrant.KIND -> GatewayReader.grant(metadata, spec);
                case "HTTPRoute" -> RouteReader.read(Route.Type.HTTP, metadata, spec);
                case "GRPCRoute" -> RouteReader.read(Route.Type.GRPC, metadata, spec);
                default -> new UnsupportedObject(metadata, group, kind);
              });
      case Groups.ENVOY_GATEWAY ->
          Optional.of(
              kind.equals(BackendTrafficPolicy.KIND)
                  ? PolicyObjectReader.read(metadata, tree)
                  : new UnsupportedObject(metadata, group, kind));
      default -> Optional.empty();
    };
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? Groups.CORE : apiVersion.substring(0, slash);
  }

  private static boolean isClusterScoped(String kind) {
    return List.of(GatewayClass.KIND, Namespace.KIND).contains(kind);
  }

  private static Metadata metadata(Tree metadata, boolean clusterScoped) {
    // kubectl sends an object without a namespace to the one called "default".
    String namespace = clusterScoped ? "" : metadata.text("namespace").orElse("default");
    return new Metadata(
        new ObjectId(namespace, metadata.text("name").orElse("")),
        metadata.text("creationTimestamp").flatMap(WorldReader::instant),
        generation(metadata),
        metadata.textMap("labels"),
        metadata.textMap("annotations"));
  }

  private static OptionalLong generation(Tree metadata) {
    return metadata.child("generation").node().orElse(null)
                instanceof Node.IntegerNode(var value, var span)
            && value.bitLength() < Long.SIZE
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
