package dev.ballast.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Optional;

/** The Secret in a cluster. */
record KubernetesShelf(KubernetesClient client, String namespace, String name)
    implements SecretShelf {
  private static final int CONFLICT = 409;

  private Resource<Secret> place() {
    return client.secrets().inNamespace(namespace).withName(name);
  }

  @Override
  public Optional<Secret> find() {
    return Optional.ofNullable(place().get());
  }

  @Override
  public boolean create(Secret secret) {
    return unlessConflict(() -> client.secrets().inNamespace(namespace).resource(secret).create());
  }

  @Override
  public boolean replace(Secret secret) {
    return unlessConflict(() -> client.secrets().inNamespace(namespace).resource(secret).update());
  }

  private static boolean unlessConflict(Runnable write) {
    try {
      write.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    return place().inform(new Telling<>(changed));
  }

  /** Tells that something happened, whatever it was. */
  record Telling<T>(Runnable changed) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      changed.run();
    }

    @Override
    public void onUpdate(T before, T after) {
      changed.run();
    }

    @Override
    public void onDelete(T deleted, boolean isStateUnknown) {
      changed.run();
    }
  }
}
