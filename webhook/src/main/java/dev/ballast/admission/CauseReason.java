package dev.ballast.admission;

import dev.ballast.finding.Finding;

/** The kinds of causes that Kubernetes knows, told by what the API server would say. */
enum CauseReason {
  REQUIRED("FieldValueRequired", ": Required value"),
  DUPLICATE("FieldValueDuplicate", ": Duplicate value"),
  NOT_SUPPORTED("FieldValueNotSupported", ": Unsupported value"),
  FORBIDDEN("FieldValueForbidden", ": Forbidden"),
  TOO_LONG("FieldValueTooLong", ": Too long"),
  TOO_MANY("FieldValueTooMany", ": Too many"),
  INVALID("FieldValueInvalid", ": Invalid value");

  private final String word;
  private final String mark;

  CauseReason(String word, String mark) {
    this.word = word;
    this.mark = mark;
  }

  String word() {
    return word;
  }

  static CauseReason of(Finding error) {
    String said = error.apiMessage().orElse("");
    for (CauseReason reason : values()) {
      if (said.startsWith(error.path() + reason.mark)) {
        return reason;
      }
    }
    return INVALID;
  }
}
