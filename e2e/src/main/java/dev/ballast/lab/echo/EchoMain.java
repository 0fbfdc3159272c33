package dev.ballast.lab.echo;

import dev.ballast.traffic.EchoBackend;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The echo server of an {@code echo-basic} container. Variables: {@code POD_NAME}, {@code
 * NAMESPACE}, {@code HTTP_PORT} (default 3000). Its log has two lines at the start and then one for
 * each request, written before the request is answered. It serves on for five seconds after
 * SIGTERM, so that clients have time to hear that it goes.
 */
public final class EchoMain {
  private static final long SERVES_ON_MILLIS = 5_000;
  private static final OutputStream LOG = new FileOutputStream(FileDescriptor.out);

  private EchoMain() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    int port = Integer.parseInt(environment.getOrDefault("HTTP_PORT", "3000"));
    String pod = environment.getOrDefault("POD_NAME", environment.getOrDefault("HOSTNAME", ""));
    String namespace = environment.getOrDefault("NAMESPACE", "");
    log("pod " + namespace + "/" + pod);
    EchoBackend.start(
        pod,
        namespace,
        new InetSocketAddress(port),
        request ->
            log(
                "echoing %s to %s:%d"
                    .formatted(
                        request.path(),
                        request.client().getAddress().getHostAddress(),
                        request.client().getPort())));
    log("serving HTTP on port " + port);
    Runtime.getRuntime().addShutdownHook(new Thread(EchoMain::serveOn, "serve-on"));
  }

  private static void serveOn() {
    try {
      Thread.sleep(SERVES_ON_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In one write, so that lines of several threads do not mix. */
  private static void log(String line) {
    try {
      LOG.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("nobody takes the log", e);
    }
  }
}
