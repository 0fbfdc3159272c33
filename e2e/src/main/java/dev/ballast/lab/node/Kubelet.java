package dev.ballast.lab.node;

import dev.ballast.lab.image.Images;
import dev.ballast.lab.net.Addresses;
import dev.ballast.lab.net.Network;
import dev.ballast.lab.process.Journal;
import dev.ballast.lab.volume.ConfigObjects;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All nodes' kubelets in one: registers the nodes, places pods, runs them, shows their logs. */
public final class Kubelet implements ResourceEventHandler<Pod> {
  private final Surroundings around;
  private final Scheduler scheduler;
  private final Map<String, LabNode> nodes;
  private final Map<LabNode, Addresses.Pool> pools;
  private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();

  private Kubelet(Surroundings around) {
    this.around = around;
    this.scheduler = new Scheduler(LabNode.all(), around.api());
    this.nodes =
        LabNode.all().stream().collect(Collectors.toMap(LabNode::name, Function.identity()));
    this.pools =
        LabNode.all().stream()
            .collect(Collectors.toMap(node -> node, node -> Addresses.pods(node.number())));
  }

  /** Addresses that {@link Network#setUp} has to know. */
  public static List<String> nodeAddresses() {
    return LabNode.all().stream().map(LabNode::address).toList();
  }

  /**
   * Runs until the process ends.
   *
   * @param hosts lines for the hosts file of pods in a namespace
   * @param folder the lab's
   */
  public static Kubelet start(
      KubernetesClient client,
      Network network,
      Images images,
      Function<String, String> hosts,
      Path folder) {
    try {
      var api = new NodeApi(client);
      LabNode.all().forEach(node -> api.register(node.object()));
      var started = new Kubelet[1];
      var around =
          new Surroundings(
              api,
              network,
              images,
              ConfigObjects.watch(client, namespace -> wake(started[0], namespace)),
              hosts::apply,
              Files.createDirectories(folder.resolve("pods")),
              Files.createDirectories(folder.resolve("logs").resolve("pods")));
      started[0] = new Kubelet(around);
      client.pods().inAnyNamespace().inform(started[0]);
      return started[0];
    } catch (IOException e) {
      throw new UncheckedIOException("nodes have no place on this machine", e);
    }
  }

  private static void wake(@Nullable Kubelet kubelet, String namespace) {
    if (kubelet != null) {
      kubelet.workers.values().stream()
          .filter(worker -> worker.namespace().equals(namespace))
          .forEach(PodWorker::wake);
    }
  }

  /** Names changed: every hosts file is looked at. */
  public void namesChanged() {
    workers.values().forEach(PodWorker::wake);
  }

  /** Where the outputs of a container are; empty if there is no such pod here. */
  Optional<ContainerLogs> logs(String namespace, String pod, String container) {
    return workers.values().stream()
        .filter(worker -> worker.is(namespace, pod))
        .findFirst()
        .flatMap(worker -> worker.logs(container));
  }

  @Override
  public void onAdd(Pod pod) {
    scheduler.seen(pod);
    LabNode node =
        pod.getSpec().getNodeName() == null ? null : nodes.get(pod.getSpec().getNodeName());
    if (node == null) {
      if (pod.getMetadata().getDeletionTimestamp() != null) {
        around.api().remove(pod);
      }
      return;
    }
    String uid = pod.getMetadata().getUid();
    PodWorker known = workers.get(uid);
    if (known != null) {
      known.seen(pod);
      return;
    }
    Addresses.Pool pool = pools.get(node);
    if (pool == null) {
      throw new IllegalStateException("no addresses for " + node);
    }
    var address = new PodAddress(around.network(), pool, node, pod);
    var worker = new PodWorker(around, node, address, pod, () -> workers.remove(uid));
    workers.put(uid, worker);
    worker.start();
    Journal.note(
        "pod %s/%s on %s"
            .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), node.name()));
  }

  @Override
  public void onUpdate(Pod before, Pod after) {
    if (!before.getMetadata().getUid().equals(after.getMetadata().getUid())) {
      onDelete(before, false);
    }
    onAdd(after);
  }

  @Override
  public void onDelete(Pod pod, boolean unknown) {
    scheduler.gone(pod);
    PodWorker worker = workers.get(pod.getMetadata().getUid());
    if (worker != null) {
      worker.gone();
    }
  }
}
