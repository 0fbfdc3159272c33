package dev.ballast.admin;

import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import java.nio.charset.StandardCharsets;

/** What a request is answered with. */
public record Page(int status, String contentType, String body) {
  public static Page text(int status, String body) {
    return new Page(status, "text/plain; charset=utf-8", body);
  }

  public static Page html(String body) {
    return new Page(200, "text/html; charset=utf-8", body);
  }

  public static Page json(Node body) {
    return new Page(200, "application/json", JsonWriter.pretty(body) + "\n");
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
