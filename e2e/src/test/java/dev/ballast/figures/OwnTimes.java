package dev.ballast.figures;

import java.util.List;
import java.util.Locale;

/**
 * What the server itself has counted of a change's way, so that one sees whose time it is.
 *
 * @param seconds total of each timer so far
 * @param times how often each has run
 */
record OwnTimes(List<Double> seconds, List<Double> times) {
  private static final List<String> TIMERS =
      List.of(
          "provider_submit",
          "engine_rebuild",
          "ads_change_to_ack",
          "operator_status_write",
          "admission_decision");

  static OwnTimes at(ServerPage page) {
    return new OwnTimes(
        TIMERS.stream().map(timer -> page.sum("ballast_" + timer + "_seconds_sum")).toList(),
        TIMERS.stream().map(timer -> page.sum("ballast_" + timer + "_seconds_count")).toList());
  }

  /** One line for each timer that ran since then. */
  String since(OwnTimes before) {
    var text = new StringBuilder("of it, by the server's own timers (means):\n");
    for (int i = 0; i < TIMERS.size(); i++) {
      double count = times.get(i) - before.times.get(i);
      double millis = (seconds.get(i) - before.seconds.get(i)) * 1_000;
      if (count > 0) {
        text.append(
            String.format(
                Locale.ROOT, "  %-24s %,8.2f ms x %,.0f%n", TIMERS.get(i), millis / count, count));
      }
    }
    return text.toString();
  }
}
