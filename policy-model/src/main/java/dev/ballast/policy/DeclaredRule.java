package dev.ballast.policy;

import dev.ballast.policy.declare.Rule;

/**
 * A rule across fields.
 *
 * @param cel the expression, as in the API
 * @param message what the API server says, to the letter
 * @param code the code of our finding
 * @param sentence what we say
 */
public record DeclaredRule(String cel, String message, String code, String sentence) {
  static DeclaredRule of(Rule rule) {
    return new DeclaredRule(rule.cel(), rule.message(), rule.code(), rule.sentence());
  }
}
