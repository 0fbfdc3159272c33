package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.schema.Schema.Rule;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The CEL rules of a schema, from the root down; a node before its children. */
final class RuleCheck {
  /** The code of a rule whose author gave none. */
  private static final String NO_CODE = "rule";

  /** The code where a rule fails to come to an answer. */
  static final String NOT_EVALUATED = "rule-not-evaluated";

  private final List<Complaint> complaints = new ArrayList<>();

  static List<Complaint> check(Node root, Schema schema) {
    var check = new RuleCheck();
    check.visit(root, schema, FieldPath.ROOT);
    return check.complaints;
  }

  private void visit(Node node, Schema schema, FieldPath path) {
    if (node instanceof NullNode) {
      return;
    }
    if (!schema.rules().isEmpty()) {
      var values = new CelValues(node, schema);
      for (Rule rule : schema.rules()) {
        if (rule.runsOnCreation()) {
          ask(rule, values, node, schema, path);
        }
      }
    }
    switch (node) {
      case ObjectNode object -> {
        for (Member member : object.members()) {
          boolean isNamed = schema.object().properties().containsKey(member.name());
          FieldPath at = isNamed ? path.child(member.name()) : path.key(member.name());
          schema.member(member.name()).ifPresent(its -> visit(member.value(), its, at));
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.items().size() && schema.list().items().isPresent(); i++) {
          visit(array.items().get(i), schema.list().items().get(), path.item(i));
        }
      }
      default -> {}
    }
  }

  private void ask(Rule rule, CelValues values, Node node, Schema schema, FieldPath path) {
    RuleEngine.Answer answer = RuleEngine.shared().ask(rule.expression(), values.self());
    Optional<String> refusal = values.takeRefusal();
    switch (answer) {
      case RuleEngine.Answer.Holds() -> {}
      case RuleEngine.Answer.Broken() -> broken(rule, values.self(), node, path);
      case RuleEngine.Answer.Failed(var because) ->
          failed(rule, refusal.orElse(because), schema, path);
    }
  }

  private void broken(Rule rule, Object self, Node node, FieldPath path) {
    FieldPath at = below(path, rule.fieldPath());
    String message = messageOf(rule, self);
    String value =
        node instanceof ObjectNode || node instanceof ArrayNode ? "" : GoText.value(node) + ": ";
    String apiMessage =
        at
            + switch (rule.reason()) {
              case "FieldValueForbidden" -> ": Forbidden: " + message;
              case "FieldValueRequired" -> ": Required value: " + message;
              case "FieldValueDuplicate" ->
                  ": Duplicate value" + (value.isEmpty() ? "" : ": " + GoText.value(node));
              default -> ": Invalid value: " + value + message;
            };
    complaints.add(Complaint.of(apiMessage, finding(rule, at, message)));
  }

  private static String messageOf(Rule rule, Object self) {
    String made =
        rule.messageExpression().isEmpty()
            ? ""
            : RuleEngine.shared().message(rule.messageExpression(), self);
    if (!made.isEmpty()) {
      return made;
    }
    return rule.message().isEmpty() ? "failed rule: " + rule.spokenName() : rule.spokenName();
  }

  private void failed(Rule rule, String because, Schema schema, FieldPath path) {
    String type = schema.types().isEmpty() ? "" : schema.types().getFirst();
    String detail =
        because.startsWith("no such overload")
            ? "'"
                + because
                + "': call arguments did not match a supported operator, function or macro"
                + " signature for rule: "
                + rule.spokenName()
            : because + " evaluating rule: " + rule.spokenName();
    String apiMessage = path + ": Invalid value: " + GoText.quote(type) + ": " + detail;
    complaints.add(Complaint.of(apiMessage, notEvaluated(rule, because, path)));
  }

  private static Finding notEvaluated(Rule rule, String because, FieldPath path) {
    return because.startsWith(CelValues.BAD_BYTES)
        ? Finding.error(
            "base64-alphabet",
            path,
            "its base64 holds `+` or `/`, and the API server cannot check such bytes",
            "send other bytes, or text")
        : Finding.error(
            NOT_EVALUATED,
            path,
            "a rule could not be checked (" + because + "): " + rule.spokenName(),
            "correct the values it looks at");
  }

  private static Finding finding(Rule rule, FieldPath path, String message) {
    return Finding.error(
        rule.code().isEmpty() ? NO_CODE : rule.code(),
        path,
        rule.sentence().isEmpty() ? message : rule.sentence(),
        "");
  }

  private static FieldPath below(FieldPath path, String fieldPath) {
    FieldPath at = path;
    for (String step : fieldPath.split("\\.", -1)) {
      at = step.isEmpty() ? at : at.child(step);
    }
    return at;
  }
}
