package dev.ballast.topology;

/**
 * One statement of a status, without time and generation: the doors that write it know those.
 *
 * @param type such as {@code Accepted}
 * @param reason in camel case, for machines
 * @param message one sentence for people
 */
public record Condition(String type, boolean status, String reason, String message) {
  public static Condition yes(String type, String reason, String message) {
    return new Condition(type, true, reason, message);
  }

  public static Condition no(String type, String reason, String message) {
    return new Condition(type, false, reason, message);
  }
}
