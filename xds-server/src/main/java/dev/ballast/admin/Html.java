package dev.ballast.admin;

/** Text of a page, with everything that comes from outside made harmless. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Markup of our own. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text of others. */
  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** A cell of a table. */
  Html cell(String text) {
    return raw("<td>").text(text).raw("</td>");
  }

  /** A cell of a table with a number in it. */
  Html cell(long number) {
    return raw("<td class=\"number\">").text(String.valueOf(number)).raw("</td>");
  }

  Html link(String address, String text) {
    return raw("<a href=\"").text(address).raw("\">").text(text).raw("</a>");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
