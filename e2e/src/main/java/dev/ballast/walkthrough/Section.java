package dev.ballast.walkthrough;

import java.util.List;

/**
 * One policy of the walk-through.
 *
 * @param title for people
 * @param path the path its route matches
 * @param file the sample it stands in
 * @param policy name of its BackendTrafficPolicy
 * @param type its {@code loadBalancer.type}, or what applies where it has none
 * @param steps the first is the one the section is about
 */
record Section(
    String title, String path, String file, String policy, String type, List<Step> steps) {
  Section {
    steps = List.copyOf(steps);
  }
}
