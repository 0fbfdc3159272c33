package dev.ballast.faults;

import dev.ballast.e2e.Manifests;
import dev.ballast.traffic.EchoBackend;
import java.util.List;

/** A world of some size. */
final class Many {
  private Many() {}

  /** Routes {@code /many-0} and on, each with a service and a policy of its own. */
  static String routes(int count, List<EchoBackend> backends) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String name = "many-" + i;
      text.append(Manifests.service(name, List.of(backends.get(i % backends.size()))))
          .append("---\n")
          .append(Manifests.route(name, "        - {name: " + name + ", port: 80}\n"))
          .append("---\n")
          .append(Manifests.policy(name, "type: Random"))
          .append("---\n");
    }
    return text.toString();
  }
}
