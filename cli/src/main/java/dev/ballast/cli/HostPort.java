package dev.ballast.cli;

/** An address as it is written on the command line: {@code 127.0.0.1:18000}. */
record HostPort(String host, int port) {
  /**
   * @param option named in the complaint
   */
  static HostPort parse(String option, String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 0) {
      String host = text.substring(0, colon);
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      }
      int port = port(text.substring(colon + 1));
      if (port >= 0) {
        return new HostPort(host, port);
      }
    }
    throw new UnusableException(
        "%s is written HOST:PORT, such as 127.0.0.1:18000; this is \"%s\"".formatted(option, text));
  }

  /** Negative when the text is no port. */
  static int port(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535
        ? Integer.parseInt(text)
        : -1;
  }
}
