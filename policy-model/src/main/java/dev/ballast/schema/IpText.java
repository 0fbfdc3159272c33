package dev.ballast.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * IP addresses as text. Schemas take leading zeros in IPv4 ({@code 010.0.0.1}) for compatibility
 * with old servers; rules do not.
 */
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  /** The schema format {@code ipv4}: anything with dots that parses, so {@code ::ffff:1.2.3.4}. */
  static boolean isIpWithDots(String text) {
    return text.contains(".") && (isIpv4(text, true) || isIpv6(text, true));
  }

  /** The schema format {@code ipv6}. */
  static boolean isIpWithColons(String text) {
    return isIpv6(text, false);
  }

  /** {@code isIP} of the rules: no leading zeros, no zone, no IPv4 in IPv6 clothes. */
  static boolean isCanonicalIp(String text) {
    return isIpv4(text, false) || (isIpv6(text, false) && !isMapped(text));
  }

  private static boolean isMapped(String text) {
    List<Integer> groups = groups(text, false);
    return groups.size() == GROUPS
        && groups.subList(0, 5).stream().allMatch(group -> group == 0)
        && groups.get(5) == 0xffff;
  }

  private static boolean isIpv4(String text, boolean takesLeadingZeros) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean isNumber = part.matches("[0-9]+");
      if (!isNumber || (!takesLeadingZeros && part.length() > 1 && part.charAt(0) == '0')) {
        return false;
      }
      String digits = part.replaceFirst("^0+(?=.)", "");
      if (digits.length() > 3 || Integer.parseInt(digits) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text, boolean takesLeadingZeros) {
    return text.contains(":") && groups(text, takesLeadingZeros).size() == GROUPS;
  }

  /** The eight groups of an IPv6 address; an empty list for anything else. */
  private static List<Integer> groups(String text, boolean takesLeadingZeros) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return parsed(text, takesLeadingZeros);
    }
    String left = text.substring(0, gap);
    String right = text.substring(gap + 2);
    List<Integer> before = left.isEmpty() ? List.of() : parsed(left, false);
    List<Integer> behind = right.isEmpty() ? List.of() : parsed(right, takesLeadingZeros);
    boolean isBroken =
        (before.isEmpty() && !left.isEmpty())
            || (behind.isEmpty() && !right.isEmpty())
            || left.contains(".")
            || before.size() + behind.size() >= GROUPS;
    if (isBroken) {
      return List.of();
    }
    var all = new ArrayList<Integer>(before);
    while (all.size() + behind.size() < GROUPS) {
      all.add(0);
    }
    all.addAll(behind);
    return all;
  }

  private static List<Integer> parsed(String text, boolean takesLeadingZeros) {
    var groups = new ArrayList<Integer>();
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && isIpv4(parts[i], takesLeadingZeros)) {
        String[] bytes = parts[i].split("\\.", -1);
        groups.add(Integer.parseInt(bytes[0]) << 8 | Integer.parseInt(bytes[1]));
        groups.add(Integer.parseInt(bytes[2]) << 8 | Integer.parseInt(bytes[3]));
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        groups.add(Integer.parseInt(parts[i], 16));
      } else {
        return List.of();
      }
    }
    return groups;
  }
}
