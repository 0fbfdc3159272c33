package dev.ballast.lab.node;

import dev.ballast.lab.net.Addresses;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * One of the nodes that are played.
 *
 * @param number from 1
 */
record LabNode(int number) {
  static final int KUBELET_PORT = 10250;

  /** Three of them, each in a zone of its own. */
  static List<LabNode> all() {
    return List.of(new LabNode(1), new LabNode(2), new LabNode(3));
  }

  String name() {
    return "node-" + number;
  }

  String zone() {
    return "zone-" + number;
  }

  String address() {
    return Addresses.node(number);
  }

  /** The object as a kubelet would register it. */
  Node object() {
    Map<String, Quantity> resources =
        Map.of(
            "cpu", new Quantity("16"),
            "memory", new Quantity("64Gi"),
            "pods", new Quantity("250"),
            "ephemeral-storage", new Quantity("100Gi"));
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name())
        .withLabels(labels())
        .endMetadata()
        .withNewSpec()
        .withProviderID("ballast-lab://" + name())
        .endSpec()
        .withNewStatus()
        .withCapacity(resources)
        .withAllocatable(resources)
        .addNewAddress()
        .withType("InternalIP")
        .withAddress(address())
        .endAddress()
        .addNewAddress()
        .withType("Hostname")
        .withAddress(name())
        .endAddress()
        .withConditions(isReady())
        .withNewDaemonEndpoints()
        .withNewKubeletEndpoint(KUBELET_PORT)
        .endDaemonEndpoints()
        .withNewNodeInfo()
        .withKubeletVersion("v0.0.0-ballast-lab")
        .withContainerRuntimeVersion("processes://1")
        .withOperatingSystem("linux")
        .withArchitecture(architecture())
        .withOsImage("this machine")
        .withKernelVersion(System.getProperty("os.version"))
        .endNodeInfo()
        .endStatus()
        .build();
  }

  Map<String, String> labels() {
    return Map.of(
        "kubernetes.io/hostname",
        name(),
        "kubernetes.io/os",
        "linux",
        "kubernetes.io/arch",
        architecture(),
        "topology.kubernetes.io/region",
        "lab",
        "topology.kubernetes.io/zone",
        zone());
  }

  private static NodeCondition isReady() {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new NodeConditionBuilder()
        .withType("Ready")
        .withStatus("True")
        .withReason("LabIsUp")
        .withMessage("the lab runs")
        .withLastHeartbeatTime(now)
        .withLastTransitionTime(now)
        .build();
  }

  private static String architecture() {
    String architecture = System.getProperty("os.arch");
    return architecture.equals("aarch64") ? "arm64" : "amd64";
  }
}
