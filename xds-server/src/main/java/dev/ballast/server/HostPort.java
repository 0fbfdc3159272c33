package dev.ballast.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An address as it is written in an option: {@code 127.0.0.1:18000}, {@code [::1]:18000}, {@code
 * ballast.infra:18000}.
 *
 * @param port 0 to 65,535
 */
public record HostPort(String host, int port) {
  private static final int HIGHEST_PORT = 65_535;

  /**
   * One to call; its name is not looked up.
   *
   * @param option named in the complaint
   * @throws UnusableOptionException when it is no address
   */
  public static HostPort toCall(String option, String text) {
    var read = read(option, text);
    if (read.host().isEmpty()) {
      throw unreadable(option, text);
    }
    return read;
  }

  /**
   * One to listen on. Without a host, as in {@code :18000}, all addresses of this machine are
   * meant; of a host with several addresses the first one, since a server binds one.
   *
   * @param option named in the complaint
   * @throws UnusableOptionException when it is no address, or there is no such host
   */
  public static InetSocketAddress toListenOn(String option, String text) {
    var read = read(option, text);
    try {
      return read.host().isEmpty()
          ? new InetSocketAddress(read.port())
          : new InetSocketAddress(InetAddress.getAllByName(read.host())[0], read.port());
    } catch (UnknownHostException e) {
      throw new UnusableOptionException(option + ": there is no host " + read.host(), e);
    }
  }

  /**
   * A port alone.
   *
   * @param option named in the complaint
   * @return 0 to 65,535
   * @throws UnusableOptionException when it is none
   */
  public static int port(String option, String text) {
    int port = portIn(text);
    if (port < 0) {
      throw new UnusableOptionException(
          "%s is a port, 0 to %d; this is \"%s\"".formatted(option, HIGHEST_PORT, text));
    }
    return port;
  }

  /** Negative when the text is no port. */
  static int portIn(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT
        ? Integer.parseInt(text)
        : -1;
  }

  private static HostPort read(String option, String text) {
    int colon = text.lastIndexOf(':');
    int port = portIn(text.substring(colon + 1));
    if (colon < 0 || port < 0) {
      throw unreadable(option, text);
    }
    String host = text.substring(0, colon);
    boolean isInBrackets = host.startsWith("[") && host.endsWith("]");
    return new HostPort(isInBrackets ? host.substring(1, host.length() - 1) : host, port);
  }

  private static UnusableOptionException unreadable(String option, String text) {
    return new UnusableOptionException(
        "%s is written HOST:PORT, such as 127.0.0.1:18000; this is \"%s\"".formatted(option, text));
  }
}
