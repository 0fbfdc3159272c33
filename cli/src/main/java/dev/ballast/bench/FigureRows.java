package dev.ballast.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** Lines of a table of figures; each ends with a line feed. */
public final class FigureRows {
  private FigureRows() {}

  public static String head() {
    return row("", "n", "min", "median", "p99", "max", "peer", "floor", "must", "aim");
  }

  /** Distribution of a figure; a {@code !} behind what is more than it must be. */
  public static String row(String title, Distribution values, Yardstick yardstick) {
    return row(
        title,
        Integer.toString(values.samples()),
        marked(values.min(), yardstick),
        marked(values.median(), yardstick),
        marked(values.p99(), yardstick),
        marked(values.max(), yardstick),
        yardstick.peer(),
        yardstick.floor(),
        whole(yardstick.must()),
        whole(yardstick.aim()));
  }

  private static String row(String title, String... cells) {
    var row = new StringBuilder(String.format(Locale.ROOT, "%-44s", title));
    for (String cell : cells) {
      row.append(String.format(Locale.ROOT, "%9s", cell));
    }
    return row.toString().stripTrailing() + "\n";
  }

  private static String marked(double value, Yardstick yardstick) {
    boolean tooMuch = yardstick.must().isPresent() && value > yardstick.must().getAsDouble();
    return number(value) + (tooMuch ? "!" : "");
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  private static String whole(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble()) : "";
  }
}
