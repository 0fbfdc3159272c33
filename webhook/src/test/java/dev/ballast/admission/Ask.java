package dev.ballast.admission;

import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.SourceProblem;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Questions as the API server asks them, in bytes; one field after the other can be changed. */
public record Ask(
    String operation,
    String kind,
    String subResource,
    boolean dryRun,
    Node object,
    Node oldObject) {
  public static final String UID = "7a2b6f0e-0000-4000-8000-000000000001";

  /** A policy on HTTPRoute {@code shop/cart} is created. */
  public static Ask create(String spec) {
    return create(root(policy(spec)));
  }

  public static Ask create(Node object) {
    return new Ask("CREATE", "BackendTrafficPolicy", "", false, object, Nodes.nothing());
  }

  public static Ask update(Node before, Node after) {
    return new Ask("UPDATE", "BackendTrafficPolicy", "", false, after, before);
  }

  public static String policy(String spec) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: BackendTrafficPolicy
    metadata: {name: sticky, namespace: shop}
    spec:
      targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]
    """
        + spec.indent(2);
  }

  public Ask withOperation(String other) {
    return new Ask(other, kind, subResource, dryRun, object, oldObject);
  }

  public Ask withKind(String other) {
    return new Ask(operation, other, subResource, dryRun, object, oldObject);
  }

  public Ask withSubResource(String other) {
    return new Ask(operation, kind, other, dryRun, object, oldObject);
  }

  public Ask withDryRun() {
    return new Ask(operation, kind, subResource, true, object, oldObject);
  }

  public byte[] bytes() {
    String plural = kind.equals("BackendTrafficPolicy") ? "backendtrafficpolicies" : "others";
    return JsonWriter.bytes(
        Nodes.object()
            .with("apiVersion", "admission.k8s.io/v1")
            .with("kind", "AdmissionReview")
            .with(
                "request",
                Nodes.object()
                    .with("uid", UID)
                    .with("kind", type("kind", kind))
                    .with("resource", type("resource", plural))
                    .with("subResource", subResource)
                    .with("namespace", "shop")
                    .with("operation", operation)
                    .with("userInfo", Nodes.object().with("username", "ada").build())
                    .with("object", object)
                    .with("oldObject", oldObject)
                    .with("dryRun", dryRun)
                    .with("options", Nodes.nothing())
                    .build())
            .build());
  }

  private static ObjectNode type(String word, String name) {
    return Nodes.object()
        .with("group", "gateway.envoyproxy.io")
        .with("version", "v1alpha1")
        .with(word, name)
        .build();
  }

  public Review review() {
    return switch (ReviewReader.read(bytes())) {
      case ReviewReader.Outcome.Read(var review) -> review;
      case ReviewReader.Outcome.Unreadable(var version, var uid, var why) ->
          throw new AssertionError(why);
    };
  }

  public static World world(String... documents) {
    var objects = new ArrayList<WorldObject>();
    for (ObjectNode root : roots(String.join("\n---\n", documents))) {
      WorldReader.read(root).ifPresent(objects::add);
    }
    return World.of(objects);
  }

  public static ObjectNode root(String yaml) {
    return roots(yaml).getFirst();
  }

  /** The objects of a text; a text that cannot be read is a mistake of the test. */
  public static List<ObjectNode> roots(String yaml) {
    var roots = new ArrayList<ObjectNode>();
    var in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    try {
      DocumentReader.read(
          "test",
          in,
          new DocumentSink() {
            @Override
            public void document(Document document) {
              roots.add((ObjectNode) Nodes.withoutSpans(document.root()));
            }

            @Override
            public void refused(SourceProblem problem) {
              throw new AssertionError(problem.toString());
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return roots;
  }
}
