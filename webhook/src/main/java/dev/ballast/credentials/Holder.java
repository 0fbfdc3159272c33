package dev.ballast.credentials;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A credential that can be exchanged, and those who want to know. */
final class Holder implements CredentialSource {
  private final List<Consumer<ServingCredential>> listeners = new CopyOnWriteArrayList<>();
  private volatile ServingCredential current;

  Holder(ServingCredential first) {
    current = first;
  }

  @Override
  public ServingCredential current() {
    return current;
  }

  @Override
  public void onChange(Consumer<ServingCredential> listener) {
    listeners.add(listener);
  }

  void exchange(ServingCredential next) {
    current = next;
    listeners.forEach(listener -> listener.accept(next));
  }
}
