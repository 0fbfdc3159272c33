package dev.ballast.admission;

import dev.ballast.finding.Finding;
import java.util.List;

/** What is answered to a review. */
public sealed interface Decision {
  /** Warnings for whoever asks, one a line; each at most 256 characters. */
  List<String> warnings();

  /** In metrics and in the log. */
  String verdict();

  /** None of our business: allowed, and not looked at. */
  record Untouched() implements Decision {
    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public String verdict() {
      return "untouched";
    }
  }

  /**
   * @param additions defaults to write into the object
   */
  record Allowed(List<Addition> additions, List<String> warnings) implements Decision {
    public Allowed {
      additions = List.copyOf(additions);
      warnings = List.copyOf(warnings);
    }

    @Override
    public String verdict() {
      return additions.isEmpty() ? "allowed" : "defaulted";
    }
  }

  /** Stored with its mistakes before, and this request does not touch them. */
  record Tolerated(List<String> warnings) implements Decision {
    public Tolerated {
      warnings = List.copyOf(warnings);
    }

    @Override
    public String verdict() {
      return "tolerated";
    }
  }

  /**
   * @param errors at least one, in the order of fields
   */
  record Refused(List<Finding> errors, List<String> warnings) implements Decision {
    public Refused {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }

    @Override
    public String verdict() {
      return "refused";
    }
  }
}
