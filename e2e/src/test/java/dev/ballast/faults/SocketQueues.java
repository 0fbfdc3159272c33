package dev.ballast.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What waits in the kernel, sent and not read yet; only Linux tells. */
final class SocketQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private SocketQueues() {}

  /** Bytes in the send queues of a server and the receive queues of its clients; zero elsewhere. */
  static long of(int serverPort) throws IOException {
    String port = String.format(Locale.ROOT, ":%04X", serverPort);
    long bytes = 0;
    for (Path table : TABLES) {
      if (Files.isReadable(table)) {
        for (String line : Files.readAllLines(table)) {
          // sl, local address, remote address, state, send:receive queue, ...
          String[] fields = line.strip().split("\\s+", -1);
          if (fields[1].endsWith(port) || fields[2].endsWith(port)) {
            String[] queues = fields[4].split(":", 2);
            bytes += Long.parseLong(queues[fields[1].endsWith(port) ? 0 : 1], 16);
          }
        }
      }
    }
    return bytes;
  }
}
