package dev.ballast.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request to send.
 *
 * @param source the local address to send from, such as {@code 127.0.0.7}; empty lets the system
 *     choose. Linux lends any 127.x address, macOS only configured ones.
 */
public record LoadRequest(
    String method, String host, String path, List<Header> headers, Optional<String> source) {

  public record Header(String name, String value) {}

  public LoadRequest {
    headers = List.copyOf(headers);
  }

  public static LoadRequest get(String host, String path) {
    return new LoadRequest("GET", host, path, List.of(), Optional.empty());
  }

  public LoadRequest with(String header, String value) {
    var more = new ArrayList<>(headers);
    more.add(new Header(header, value));
    return new LoadRequest(method, host, path, more, source);
  }

  public LoadRequest cookie(String name, String value) {
    return with("Cookie", name + "=" + value);
  }

  public LoadRequest from(String address) {
    return new LoadRequest(method, host, path, headers, Optional.of(address));
  }
}
