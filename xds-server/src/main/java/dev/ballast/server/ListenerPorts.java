package dev.ballast.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The option {@code --listener-port}, which says what Envoy binds for a listener. */
public final class ListenerPorts {
  private static final Pattern MAPPING = Pattern.compile("([^/=]+/[^/=]+/[^/=]+)=([0-9]+)");

  private ListenerPorts() {}

  /**
   * @param mappings each {@code NS/GATEWAY/LISTENER=PORT}; of two for one listener the last counts
   * @return ports, 1 to 65,535, by {@code ns/gateway/listener}
   * @throws UnusableOptionException when one of them is written otherwise
   */
  public static Map<String, Integer> read(Collection<String> mappings) {
    var ports = new HashMap<String, Integer>();
    for (String mapping : mappings) {
      var parts = MAPPING.matcher(mapping);
      int port = parts.matches() ? HostPort.portIn(parts.group(2)) : -1;
      if (port < 1) {
        throw new UnusableOptionException(
            "--listener-port is written NS/GATEWAY/LISTENER=PORT, such as default/eg/http=8080,"
                + " with a port from 1 to 65535; this is \"%s\"".formatted(mapping));
      }
      ports.put(parts.group(1), port);
    }
    return ports;
  }
}
