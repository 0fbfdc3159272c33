package dev.ballast.infrastructure;

import dev.ballast.world.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/** Has an object looked at again without a change of its own, and tells which are gone. */
final class WakeUps<P extends HasMetadata> extends SimpleInboundEventSource<P>
    implements ResourceEventAware<P> {
  private final String kind;
  private final Consumer<P> gone;

  WakeUps(String kind, Consumer<P> gone) {
    super("wake-ups");
    this.kind = kind;
    this.gone = gone;
  }

  /** Those of another kind are none of its business. */
  void wake(ObjectRef object) {
    if (object.kind().equals(kind)) {
      String namespace = object.id().namespace();
      propagateEvent(new ResourceID(object.id().name(), namespace.isEmpty() ? null : namespace));
    }
  }

  @Override
  public void onResourceDeleted(P object) {
    gone.accept(object);
  }
}
