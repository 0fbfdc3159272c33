package dev.ballast.schema;

import dev.ballast.finding.Finding;
import java.util.Optional;

/**
 * One error of the API server, and what we say instead.
 *
 * @param apiMessage its text, path included
 * @param blocksRules whether it keeps the API server from running any rule
 * @param finding our words; empty where another complaint already tells it
 */
record Complaint(String apiMessage, boolean blocksRules, Optional<Finding> finding) {

  /** One that we have words for. */
  static Complaint of(String apiMessage, Finding finding) {
    return new Complaint(apiMessage, false, Optional.of(finding.withApiMessage(apiMessage)));
  }

  /** As {@link #of}, of the kind that keeps rules from running. */
  static Complaint blocking(String apiMessage, Finding finding) {
    return new Complaint(apiMessage, true, Optional.of(finding.withApiMessage(apiMessage)));
  }

  /** One that only repeats what its neighbours say. */
  static Complaint echo(String apiMessage) {
    return new Complaint(apiMessage, false, Optional.empty());
  }
}
