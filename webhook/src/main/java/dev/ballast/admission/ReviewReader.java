package dev.ballast.admission;

import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import java.util.Optional;

/** Reads the body of a request. What cannot be read is a value too, with the reason. */
public final class ReviewReader {
  /** What became of a body. */
  public sealed interface Outcome {
    record Read(Review review) implements Outcome {}

    /**
     * @param apiVersion as far as it could be read; else that of the current API
     * @param uid as far as it could be read; else empty
     * @param why one sentence
     */
    record Unreadable(String apiVersion, String uid, String why) implements Outcome {
      /** Where nothing could be read at all. */
      public static Unreadable because(String why) {
        return new Unreadable(CURRENT, "", why);
      }
    }
  }

  private static final String CURRENT = "admission.k8s.io/v1";

  private ReviewReader() {}

  /**
   * @param body JSON in UTF-8; refused are names written twice, more than 200 collections inside
   *     each other and more than 500,000 values
   */
  public static Outcome read(byte[] body) {
    return switch (JsonReader.tryRead("AdmissionReview", body)) {
      case JsonReader.Outcome.Refused(var problem) ->
          Outcome.Unreadable.because(problem.sentence());
      case JsonReader.Outcome.Read(ObjectNode root) -> read(root);
      case JsonReader.Outcome.Read ignored ->
          Outcome.Unreadable.because("this is JSON, but not an object");
    };
  }

  private static Outcome read(ObjectNode root) {
    String apiVersion = Trees.text(root, "apiVersion");
    String spoken = apiVersion.isEmpty() ? CURRENT : apiVersion;
    Optional<ObjectNode> request = Trees.object(root, "request");
    String uid = request.map(r -> Trees.text(r, "uid")).orElse("");
    if (!Trees.text(root, "kind").equals("AdmissionReview")) {
      return new Outcome.Unreadable(spoken, uid, "this is no AdmissionReview");
    }
    if (request.isEmpty()) {
      return new Outcome.Unreadable(spoken, "", "the AdmissionReview holds no request");
    }
    if (uid.isEmpty()) {
      return new Outcome.Unreadable(spoken, "", "the request has no uid to answer to");
    }
    if (!isObjectOrNothing(request.get(), "object")
        || !isObjectOrNothing(request.get(), "oldObject")) {
      return new Outcome.Unreadable(
          spoken, uid, "`object` or `oldObject` of the request has no fields");
    }
    var review = review(spoken, uid, request.get());
    return review.writesPolicy() && review.object().isEmpty()
        ? new Outcome.Unreadable(spoken, uid, "the request holds no object to look at")
        : new Outcome.Read(review);
  }

  private static Review review(String apiVersion, String uid, ObjectNode request) {
    Optional<ObjectNode> object = Trees.object(request, "object");
    Optional<ObjectNode> kind = Trees.object(request, "kind");
    String name = Trees.text(request, "name");
    String namespace = Trees.text(request, "namespace");
    return new Review(
        apiVersion,
        uid,
        Trees.text(request, "operation"),
        kind.map(k -> Trees.text(k, "group")).orElse(""),
        kind.map(k -> Trees.text(k, "kind")).orElse(""),
        Trees.object(request, "resource").map(r -> Trees.text(r, "resource")).orElse(""),
        Trees.text(request, "subResource"),
        namespace.isEmpty() ? inMetadata(object, "namespace") : namespace,
        name.isEmpty() ? nameIn(object) : name,
        Trees.object(request, "userInfo").map(u -> Trees.text(u, "username")).orElse(""),
        request.get("dryRun").orElse(null) instanceof BooleanNode(boolean value, var span) && value,
        object,
        Trees.object(request, "oldObject"));
  }

  /** The object's own name; else the name that will be made, with a mark for what is to come. */
  private static String nameIn(Optional<ObjectNode> object) {
    String name = inMetadata(object, "name");
    String begin = inMetadata(object, "generateName");
    return name.isEmpty() && !begin.isEmpty() ? begin + "?" : name;
  }

  private static String inMetadata(Optional<ObjectNode> object, String field) {
    return object
        .flatMap(o -> Trees.object(o, "metadata"))
        .map(m -> Trees.text(m, field))
        .orElse("");
  }

  private static boolean isObjectOrNothing(ObjectNode request, String field) {
    Node node = request.get(field).orElse(null);
    return node == null || node instanceof NullNode || node instanceof ObjectNode;
  }
}
