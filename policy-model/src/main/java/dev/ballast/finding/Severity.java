package dev.ballast.finding;

/** How much a finding weighs. An error refuses the object; a warning lets it pass and is shown. */
public enum Severity {
  ERROR,
  WARNING
}
