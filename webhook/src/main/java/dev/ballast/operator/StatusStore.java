package dev.ballast.operator;

import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/** Keeps of an object what its status needs: the engine has the rest already. */
final class StatusStore<P extends StatusObject> extends BasicItemStore<P> {
  StatusStore() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public P put(String key, P object) {
    object.setSpec(null);
    object.getMetadata().setManagedFields(null);
    object.getMetadata().setAnnotations(null);
    object.getMetadata().setLabels(null);
    return super.put(key, object);
  }
}
