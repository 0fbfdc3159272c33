package dev.ballast.lab.node;

import dev.ballast.lab.process.Journal;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives each pod a node: one that its node selector allows, with the fewest pods of the same owner,
 * then with the fewest pods. Nodes never fill up.
 */
final class Scheduler {
  private final List<LabNode> nodes;
  private final NodeApi api;
  private final Map<String, Placement> placements = new HashMap<>();

  private record Placement(LabNode node, String owner) {}

  Scheduler(List<LabNode> nodes, NodeApi api) {
    this.nodes = nodes;
    this.api = api;
  }

  void seen(Pod pod) {
    choose(pod)
        .ifPresent(
            node -> {
              try {
                api.bind(pod, node.name());
                api.tell(pod, "Normal", "Scheduled", "placed on " + node.name());
              } catch (KubernetesClientException e) {
                Journal.note(e, "pod %s is not bound".formatted(pod.getMetadata().getName()));
                gone(pod);
              }
            });
  }

  synchronized void gone(Pod pod) {
    placements.remove(pod.getMetadata().getUid());
  }

  private synchronized Optional<LabNode> choose(Pod pod) {
    String uid = pod.getMetadata().getUid();
    boolean waits =
        pod.getSpec().getNodeName() == null
            && pod.getMetadata().getDeletionTimestamp() == null
            && pod.getSpec().getSchedulingGates().isEmpty()
            && !placements.containsKey(uid);
    if (!waits) {
      return Optional.empty();
    }
    String owner =
        pod.getMetadata().getOwnerReferences().stream()
            .map(OwnerReference::getUid)
            .findFirst()
            .orElse(uid);
    Optional<LabNode> chosen =
        nodes.stream()
            .filter(node -> allows(pod, node))
            .min(
                Comparator.comparingLong((LabNode node) -> podsOf(node, owner))
                    .thenComparingLong(node -> podsOf(node, null)));
    chosen.ifPresent(node -> placements.put(uid, new Placement(node, owner)));
    return chosen;
  }

  private static boolean allows(Pod pod, LabNode node) {
    Map<String, String> selector = pod.getSpec().getNodeSelector();
    return selector == null || node.labels().entrySet().containsAll(selector.entrySet());
  }

  private long podsOf(LabNode node, @Nullable String owner) {
    return placements.values().stream()
        .filter(placement -> placement.node().equals(node))
        .filter(placement -> owner == null || placement.owner().equals(owner))
        .count();
  }
}
