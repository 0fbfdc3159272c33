package dev.ballast.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a request is answered with. */
public record Page(int status, String contentType, Body body) {
  /** Written while it is sent, so that a large page is never held as a whole. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  public static Page text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  public static Page html(String body) {
    return of(200, "text/html; charset=utf-8", body);
  }

  public static Page json(Body body) {
    return new Page(200, "application/json", body);
  }

  public static Page of(int status, String contentType, String body) {
    return new Page(status, contentType, out -> out.write(body.getBytes(StandardCharsets.UTF_8)));
  }
}
