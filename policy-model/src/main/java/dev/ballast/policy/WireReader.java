package dev.ballast.policy;

import dev.ballast.finding.FieldPath;
import dev.ballast.source.Node;

/**
 * Binds an object that has passed its schema to wire records, by the names of their components.
 * Fields that no component asks for are left aside, nulls count as absent.
 */
public final class WireReader {
  private WireReader() {}

  /**
   * @throws IllegalArgumentException naming the path, when the object does not have the shape that
   *     its schema promises; that is a bug, not a user's mistake
   */
  public static <T extends Record> T read(Node node, Class<T> type) {
    try {
      return type.cast(WireBinder.of(type).bind(node));
    } catch (WireBinder.Misfit misfit) {
      throw new IllegalArgumentException(describe(misfit, type), misfit);
    }
  }

  private static String describe(WireBinder.Misfit misfit, Class<?> type) {
    FieldPath path = misfit.path();
    String place = path.steps().isEmpty() ? "the root" : path.toString();
    return type.getSimpleName() + ": " + place + " " + misfit.complaint();
  }
}
