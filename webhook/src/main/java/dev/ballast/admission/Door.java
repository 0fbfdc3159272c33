package dev.ballast.admission;

import java.util.Locale;

/** Which of the two webhooks is asked. */
public enum Door {
  /** Runs first, before the API server looks at the schema: refuses, or adds defaults. */
  MUTATE,
  /** Runs last, when every webhook has had its say: refuses what slipped in on the way. */
  VALIDATE;

  /** As in the path and in metrics: {@code mutate}, {@code validate}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
