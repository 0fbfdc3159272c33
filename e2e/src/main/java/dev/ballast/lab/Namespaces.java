package dev.ballast.lab;

import dev.ballast.lab.process.Command;
import dev.ballast.lab.process.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a process gets user, network, mount and process namespaces of its own. */
final class Namespaces {
  private static final List<String> UNSHARE =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--net",
          "--mount",
          "--pid",
          "--mount-proc",
          "--fork",
          "--kill-child");

  // A first process of a namespace has to bury those whose parents died; java does not, sh does.
  private static final String FIRST_PROCESS =
      "exec 3<&0; \"$@\" <&3 3<&- & exec 3<&- </dev/null; wait $!";

  private static final String TRY =
      """
      mount -t tmpfs tmpfs /run
      mkdir /run/netns
      ip link add probe0 type bridge
      ip netns add probe
      ip link add probe1 type veth peer name probe2 netns probe
      """;

  private Namespaces() {}

  /** One line on why they cannot be had, and what would help; empty when they can. */
  static Optional<String> whyUnavailable() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of(
          "the Kubernetes lab needs Linux; this is " + System.getProperty("os.name"));
    }
    for (String program : List.of("unshare", "nsenter", "setsid", "mount", "ip", "sh")) {
      if (!isOnPath(program)) {
        return Optional.of(
            "the Kubernetes lab needs `%s` (packages util-linux and iproute2)".formatted(program));
      }
    }
    Ran ran = Command.of(concat(UNSHARE, "sh", "-ec", TRY)).run();
    if (ran.isOk()) {
      return Optional.empty();
    }
    return Optional.of(
        "the Kubernetes lab needs unprivileged user namespaces (sysctl"
            + " user.max_user_namespaces, kernel.unprivileged_userns_clone,"
            + " kernel.apparmor_restrict_unprivileged_userns; containers need --privileged): "
            + ran.said().lines().reduce((first, last) -> last).orElse("no message"));
  }

  /** Words that run a command as the first process of new namespaces. */
  static List<String> create(List<String> command) {
    // In a session of its own, so that Ctrl-C in a terminal is for us alone; we end the lab.
    var words = new ArrayList<>(List.of("setsid"));
    words.addAll(UNSHARE);
    words.addAll(List.of("sh", "-c", FIRST_PROCESS, "lab"));
    words.addAll(command);
    return words;
  }

  /**
   * Words that run a command beside the others.
   *
   * @param inhabitant a process that is in there, by its number out here
   */
  static List<String> enter(long inhabitant, List<String> command) {
    var words =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                Long.toString(inhabitant),
                "--user",
                "--preserve-credentials",
                "--net",
                "--mount",
                "--pid",
                "--",
                // The namespaces begin at the root folder; file names are meant from where we are.
                "env",
                "-C",
                System.getProperty("user.dir")));
    words.addAll(command);
    return words;
  }

  private static String[] concat(List<String> first, String... second) {
    var all = new ArrayList<>(first);
    all.addAll(List.of(second));
    return all.toArray(String[]::new);
  }

  private static boolean isOnPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
