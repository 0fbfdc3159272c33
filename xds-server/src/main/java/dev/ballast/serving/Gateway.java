package dev.ballast.serving;

import dev.ballast.snapshot.Snapshot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The current view of one gateway and the streams that follow it. */
final class Gateway {
  private final Set<StreamSession<?, ?>> sessions = ConcurrentHashMap.newKeySet();
  private volatile View view = View.NONE;
  private volatile boolean removed;

  View view() {
    return view;
  }

  void publish(Snapshot snapshot, long now) {
    removed = false;
    change(before -> before.publish(snapshot, now));
  }

  /** Envoys of a gateway that is gone lose everything; those that come later wait. */
  void remove(long now) {
    removed = true;
    if (view.exists()) {
      change(before -> before.publish(Snapshot.EMPTY, now));
    }
  }

  boolean isForgettable() {
    return (removed || !view.exists()) && sessions.isEmpty();
  }

  /** The lock covers the change of the view only; streams write later, each on its own thread. */
  void change(UnaryOperator<View> change) {
    synchronized (this) {
      var next = change.apply(view);
      if (next == view) {
        return;
      }
      view = next;
    }
    sessions.forEach(StreamSession::wake);
  }

  void join(StreamSession<?, ?> session) {
    sessions.add(session);
  }

  void leave(StreamSession<?, ?> session) {
    sessions.remove(session);
  }

  boolean isRemoved() {
    return removed;
  }
}
