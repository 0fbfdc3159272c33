package dev.ballast.admission;

import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Groups;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Decisions as the API server reads them: an AdmissionReview with a response. */
public final class Answer {
  private static final int UNPROCESSABLE = 422;
  private static final int BAD_REQUEST = 400;

  /** Causes beyond these are only counted: nobody reads them, and answers stay small. */
  private static final int MOST_CAUSES = 200;

  private static final String UNCHECKED =
      "Ballast could not check this object because of a bug in Ballast, and let it through"
          + " unchecked; its log tells more";

  private Answer() {}

  /** An answer to a review. */
  public static byte[] of(Review review, Decision decision) {
    var response =
        Nodes.object()
            .with("uid", review.uid())
            .with("allowed", !(decision instanceof Decision.Refused));
    switch (decision) {
      case Decision.Allowed(var additions, var warnings) when !additions.isEmpty() ->
          response.with("patchType", "JSONPatch").with("patch", patch(additions));
      case Decision.Refused(var errors, var warnings) ->
          response.with("status", status(review, errors));
      case Decision.Allowed ignored -> {}
      case Decision.Tolerated ignored -> {}
      case Decision.Untouched ignored -> {}
    }
    if (!decision.warnings().isEmpty()) {
      response.with("warnings", Nodes.texts(decision.warnings()));
    }
    return bytes(review.apiVersion(), response.build());
  }

  /**
   * The answer when the decision broke, which is a bug of ours. The API server has its schema; a
   * fault in here must not keep people from working.
   */
  public static byte[] unchecked(Review review) {
    return bytes(
        review.apiVersion(),
        Nodes.object()
            .with("uid", review.uid())
            .with("allowed", true)
            .with("warnings", Nodes.texts(List.of(UNCHECKED)))
            .build());
  }

  /** The answer to what is no review. */
  public static byte[] of(ReviewReader.Outcome.Unreadable unreadable) {
    return bytes(
        unreadable.apiVersion(),
        Nodes.object()
            .with("uid", unreadable.uid())
            .with("allowed", false)
            .with(
                "status",
                Nodes.object()
                    .with("status", "Failure")
                    .with("reason", "BadRequest")
                    .with("message", unreadable.why())
                    .with("code", BAD_REQUEST)
                    .build())
            .build());
  }

  private static byte[] bytes(String apiVersion, Node response) {
    return JsonWriter.bytes(
        Nodes.object()
            .with("apiVersion", apiVersion)
            .with("kind", "AdmissionReview")
            .with("response", response)
            .build());
  }

  private static String patch(List<Addition> additions) {
    var steps = Nodes.array(additions.stream().map(Addition::step).toList());
    return Base64.getEncoder().encodeToString(JsonWriter.bytes(steps));
  }

  private static ObjectNode status(Review review, List<Finding> errors) {
    var told = errors.subList(0, Math.min(MOST_CAUSES, errors.size()));
    return Nodes.object()
        .with("status", "Failure")
        .with("reason", "Invalid")
        .with("message", message(told, errors.size() - told.size()))
        .with("code", UNPROCESSABLE)
        .with(
            "details",
            Nodes.object()
                .with("name", review.name())
                .with("group", Groups.ENVOY_GATEWAY)
                .with("kind", BackendTrafficPolicy.KIND)
                .with("causes", Nodes.array(told.stream().map(Answer::cause).toList()))
                .build())
        .build();
  }

  /** A line for each error; several begin on a line of their own. */
  private static String message(List<Finding> told, int left) {
    String lines = told.stream().map(FindingText::line).collect(Collectors.joining("\n"));
    String more = left > 0 ? "\nand %d more".formatted(left) : "";
    return told.size() == 1 ? lines : "\n" + lines + more;
  }

  /** {@code kubectl} prints field and message of each cause, and nothing else of the status. */
  private static ObjectNode cause(Finding error) {
    String field = error.path().toString();
    String line = FindingText.line(error);
    String prefix = field + ": ";
    return Nodes.object()
        .with("reason", CauseReason.of(error).word())
        .with(
            "message",
            !field.isEmpty() && line.startsWith(prefix) ? line.substring(prefix.length()) : line)
        .with("field", field)
        .build();
  }
}
