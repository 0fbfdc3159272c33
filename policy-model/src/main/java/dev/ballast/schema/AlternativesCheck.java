package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code anyOf}, {@code oneOf}, {@code allOf} and {@code not}. When none of several forms fits, the
 * API server reports the one that passed most checks.
 */
final class AlternativesCheck {
  private AlternativesCheck() {}

  static Outcome check(Node node, Schema schema, FieldPath path) {
    var out = new Outcome();
    var alternatives = schema.alternatives();
    if (!alternatives.anyOf().isEmpty()) {
      out.add(anyOf(node, alternatives.anyOf(), path));
    }
    if (!alternatives.oneOf().isEmpty()) {
      out.add(oneOf(node, alternatives.oneOf(), path));
    }
    if (!alternatives.allOf().isEmpty()) {
      out.add(allOf(node, alternatives.allOf(), path));
    }
    if (alternatives.not().isPresent()
        && StructureCheck.check(node, alternatives.not().get(), path).isClean()) {
      out.complain(complaint(path, " must not validate the schema (not)", Wording.forbidden(path)));
    }
    return out.passed();
  }

  private static Outcome anyOf(Node node, List<Schema> forms, FieldPath path) {
    var failures = new ArrayList<Outcome>();
    for (Schema form : forms) {
      Outcome outcome = StructureCheck.check(node, form, path);
      if (outcome.isClean()) {
        return outcome;
      }
      failures.add(outcome);
    }
    String message = " must validate at least one schema (anyOf)";
    return Outcome.of(noForm(path, message)).add(best(failures).withoutFindings());
  }

  private static Outcome oneOf(Node node, List<Schema> forms, FieldPath path) {
    var outcomes = forms.stream().map(f -> StructureCheck.check(node, f, path)).toList();
    var clean = outcomes.stream().filter(Outcome::isClean).toList();
    if (clean.size() == 1) {
      return clean.getFirst();
    }
    String message = " must validate one and only one schema (oneOf). ";
    if (clean.isEmpty()) {
      return Outcome.of(noForm(path, message + "Found none valid"))
          .add(best(outcomes).withoutFindings());
    }
    return Outcome.of(
        complaint(
            path,
            message + "Found " + clean.size() + " valid alternatives",
            Wording.severalAlternatives(path)));
  }

  private static Outcome allOf(Node node, List<Schema> parts, FieldPath path) {
    var outcomes = parts.stream().map(p -> StructureCheck.check(node, p, path)).toList();
    var out = new Outcome();
    outcomes.forEach(out::add);
    long clean = outcomes.stream().filter(Outcome::isClean).count();
    if (clean < parts.size()) {
      String end = clean == 0 ? ". None validated" : "";
      out.complain(Complaint.echo(text(path, " must validate all the schemas (allOf)" + end)));
    }
    return out;
  }

  private static Outcome best(List<Outcome> failures) {
    Outcome best = failures.getFirst();
    for (Outcome failure : failures) {
      best = failure.checks() > best.checks() ? failure : best;
    }
    return best;
  }

  private static Complaint noForm(FieldPath path, String message) {
    return complaint(path, message, Wording.noAlternative(path));
  }

  private static Complaint complaint(FieldPath path, String message, Finding finding) {
    return Complaint.of(text(path, message), finding);
  }

  private static String text(FieldPath path, String message) {
    return "<nil>: Invalid value: \"\": " + GoText.quote(GoText.dotted(path)) + message;
  }
}
