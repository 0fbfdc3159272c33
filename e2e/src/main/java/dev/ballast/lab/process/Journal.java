package dev.ballast.lab.process;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What happened in the lab, one line each, on its standard error; for whoever looks for a fault.
 */
public final class Journal {
  private static final PrintStream OUT = System.err;

  private Journal() {}

  public static void note(String line) {
    OUT.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
  }

  /** Notes a failure that somebody will try again, or that ends only the thing it is about. */
  public static void note(Throwable failure, String what) {
    note(what + ": " + failure.getMessage());
    failure.printStackTrace(OUT);
  }
}
