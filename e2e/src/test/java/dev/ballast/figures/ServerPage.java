package dev.ballast.figures;

import dev.ballast.lab.Door;
import dev.ballast.lab.Lab;
import dev.ballast.traffic.HttpLane;
import dev.ballast.traffic.LoadRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that one replica tells of itself. */
final class ServerPage implements AutoCloseable {
  private static final int PORT = 8080;

  private final Door door;

  ServerPage(Lab lab, String podAddress) {
    door = lab.door(podAddress, PORT);
  }

  String text() {
    try (var lane = HttpLane.toPort(door.port())) {
      return lane.exchange(LoadRequest.get("ballast", "/metrics")).body();
    } catch (IOException e) {
      throw new UncheckedIOException("the admin page does not answer", e);
    }
  }

  /** The sum of a number over all labels that match. */
  double sum(String pattern) {
    Matcher lines = Pattern.compile("(?m)^" + pattern + "\\S* ([0-9.E+-]+)$").matcher(text());
    double sum = 0;
    while (lines.find()) {
      sum += Double.parseDouble(lines.group(1));
    }
    return sum;
  }

  double statusWrites() {
    return sum("ballast_operator_statuses_total\\{\\S*result=\"written\"");
  }

  /** Statuses looked at, whether something was to be written or not. */
  double looks() {
    return sum("ballast_operator_statuses_total");
  }

  double resourcesSent() {
    return sum("ballast_ads_resources_sent_total");
  }

  /** Responses that an Envoy has answered. */
  double responses() {
    return sum("ballast_ads_acks_total") + sum("ballast_ads_nacks_total");
  }

  /** News of the API server that have been looked at. */
  double heard() {
    return sum("ballast_provider_events_total");
  }

  @Override
  public void close() {
    door.close();
  }
}
