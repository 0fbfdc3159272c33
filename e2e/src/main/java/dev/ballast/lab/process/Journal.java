package dev.ballast.lab.process;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What happened in the lab, one line each, on its standard error; for whoever looks for a fault. */
public final class Journal {
  private static final PrintStream OUT = System.err;

  private Journal() {}

  public static void note(String format, Object... arguments) {
    OUT.println(
        Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + format.formatted(arguments));
  }

  /** Notes a failure that somebody will try again, or that ends only the thing it is about. */
  public static void note(Throwable failure, String format, Object... arguments) {
    String cause = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    note("%s: %s", format.formatted(arguments), cause.strip());
  }
}
