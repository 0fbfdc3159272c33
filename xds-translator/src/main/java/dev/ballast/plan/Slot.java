package dev.ballast.plan;

import dev.ballast.topology.ResolvedListener;

/**
 * A place in a virtual host: one match of one rule on one hostname of one listener. Which place
 * that is does not depend on any policy.
 *
 * <p>Told apart by identity: a slot is made once for each form of its route.
 */
final class Slot {
  private final String name;
  private final String hostname;
  private final int rule;
  private final ResolvedListener listener;
  private final RouteMatch match;
  private final MatchPrecedence precedence;

  /**
   * @param name of the route it becomes
   */
  Slot(String name, String hostname, int rule, ResolvedListener listener, RouteMatch match) {
    this.name = name;
    this.hostname = hostname;
    this.rule = rule;
    this.listener = listener;
    this.match = match;
    this.precedence = MatchPrecedence.of(match);
  }

  String name() {
    return name;
  }

  String hostname() {
    return hostname;
  }

  /** Index of its rule. */
  int rule() {
    return rule;
  }

  ResolvedListener listener() {
    return listener;
  }

  RouteMatch match() {
    return match;
  }

  MatchPrecedence precedence() {
    return precedence;
  }
}
