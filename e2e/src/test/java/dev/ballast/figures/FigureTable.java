package dev.ballast.figures;

import dev.ballast.bench.Distribution;
import dev.ballast.bench.FigureRows;
import dev.ballast.bench.Machine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All samples of a run, none left out, and the table made of them. */
final class FigureTable {
  private final Map<Figure, List<Double>> samples = new EnumMap<>(Figure.class);

  private final StringBuilder notes = new StringBuilder();

  void add(Figure figure, double value) {
    samples.computeIfAbsent(figure, unused -> new ArrayList<>()).add(value);
  }

  /** Text below the table. */
  void note(String lines) {
    notes.append('\n').append(lines);
  }

  /** Titles of what happened though it must not happen at all. */
  List<String> broken() {
    return samples.entrySet().stream()
        .filter(entry -> entry.getKey().mustNotHappen())
        .filter(entry -> entry.getValue().stream().anyMatch(value -> value > 0))
        .map(entry -> entry.getKey().title().strip() + ": " + entry.getValue())
        .toList();
  }

  /** Ends with a line feed. */
  String text(FigureOptions options, Machine machine, String versions) {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                %,d routes x %,d endpoints, samples %d, seed %d
                %s
                %s, %d cores, %s, %s
                load average before: %s, after: %s

                """,
                options.world().routes(),
                options.world().endpoints(),
                options.world().samples(),
                options.world().seed(),
                versions,
                machine.cpu(),
                machine.cores(),
                machine.memory(),
                machine.kernel(),
                machine.loadBefore(),
                machine.loadAfter()));
    text.append(FigureRows.head());
    samples.forEach(
        (figure, values) ->
            text.append(
                FigureRows.row(
                    figure.title(),
                    Distribution.of(values),
                    figure.yardstick(options.world().routes()))));
    return text.append(notes).toString();
  }
}
