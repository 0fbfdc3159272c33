package dev.ballast.lab.service;

import dev.ballast.lab.net.ServiceTable;
import dev.ballast.lab.process.Journal;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Watches Services and EndpointSlices and keeps addresses, the kernel's table and names right. Like
 * kube-proxy, it leaves alone those with the label that names another proxy.
 */
public final class Services {
  /** Whoever sets it, to any value, says that this Service is somebody else's to forward. */
  private static final String OTHER_PROXY = "service.kubernetes.io/service-proxy-name";

  private final SharedIndexInformer<Service> services;
  private final SharedIndexInformer<EndpointSlice> slices;
  private final LoadBalancers loadBalancers;
  private final Runnable namesChanged;
  private final Semaphore changes = new Semaphore(0);
  private volatile ServicePlan plan = new ServicePlan(List.of(), List.of());

  private Services(KubernetesClient client, Runnable namesChanged) {
    this.loadBalancers = new LoadBalancers(client);
    this.namesChanged = namesChanged;
    this.services =
        client.services().inAnyNamespace().withoutLabel(OTHER_PROXY).inform(new Wake<>(changes));
    this.slices =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inAnyNamespace()
            .withoutLabel(OTHER_PROXY)
            .inform(new Wake<>(changes));
  }

  /**
   * Runs until the process ends.
   *
   * @param namesChanged is called after {@link #hosts} has a new answer
   */
  public static Services start(KubernetesClient client, Runnable namesChanged) {
    var started = new Services(client, namesChanged);
    Thread.ofPlatform().daemon().name("services").start(started::follow);
    return started;
  }

  /** Lines for the hosts file of pods in this namespace. */
  public String hosts(String namespace) {
    return plan.hosts(namespace);
  }

  private void follow() {
    while (true) {
      changes.acquireUninterruptibly();
      changes.drainPermits();
      try {
        update();
      } catch (IOException | RuntimeException e) {
        Journal.note(e, "Services could not be brought up to date");
      }
    }
  }

  private void update() throws IOException {
    List<Service> known = services.getStore().list();
    loadBalancers.assign(known);
    ServicePlan next = ServicePlan.of(known, slices.getStore().list());
    ServicePlan before = plan;
    if (!next.forwardings().equals(before.forwardings())) {
      ServiceTable.replace(next.forwardings());
    }
    plan = next;
    if (!next.names().equals(before.names())) {
      namesChanged.run();
    }
  }

  private record Wake<T>(Semaphore changes) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      changes.release();
    }

    @Override
    public void onUpdate(T before, T after) {
      changes.release();
    }

    @Override
    public void onDelete(T removed, boolean unknown) {
      changes.release();
    }
  }
}
