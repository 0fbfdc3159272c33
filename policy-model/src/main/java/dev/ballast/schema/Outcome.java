package dev.ballast.schema;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What checking one node came to: its complaints, each message once, and how many checks were made.
 */
final class Outcome {
  private final List<Complaint> complaints = new ArrayList<>();
  private int checks;

  static Outcome of(Complaint complaint) {
    var out = new Outcome();
    out.complain(complaint);
    return out;
  }

  List<Complaint> complaints() {
    return List.copyOf(complaints);
  }

  int checks() {
    return checks;
  }

  boolean isClean() {
    return complaints.isEmpty();
  }

  void complain(Complaint complaint) {
    boolean isKnown =
        complaints.stream().anyMatch(c -> c.apiMessage().equals(complaint.apiMessage()));
    if (!isKnown) {
      complaints.add(complaint);
    }
  }

  @CanIgnoreReturnValue
  Outcome add(Outcome other) {
    other.complaints.forEach(this::complain);
    checks += other.checks;
    return this;
  }

  /** The same, where one sentence said before or behind is enough for the user. */
  Outcome withoutFindings() {
    var quiet = new Outcome();
    for (Complaint c : complaints) {
      quiet.complain(new Complaint(c.apiMessage(), c.blocksRules(), Optional.empty()));
    }
    quiet.checks = checks;
    return quiet;
  }

  @CanIgnoreReturnValue
  Outcome passed() {
    checks++;
    return this;
  }
}
