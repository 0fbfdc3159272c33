package dev.ballast.infrastructure;

import java.util.Map;

/** What is known of one ConfigMap. */
sealed interface Sighting {
  /** The API server has not told yet. */
  record Awaited() implements Sighting {}

  record Absent() implements Sighting {}

  record Present(Map<String, String> data) implements Sighting {
    public Present {
      data = Map.copyOf(data);
    }
  }

  Sighting AWAITED = new Awaited();
  Sighting ABSENT = new Absent();
}
