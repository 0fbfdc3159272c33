package dev.ballast.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Secret that behaves as the API server's: who is second, or stale, is told so. */
final class MemoryShelf implements SecretShelf {
  private final List<Runnable> watchers = new ArrayList<>();
  private @Nullable Secret secret;
  private int version;

  /** Runs once before the next write, as another replica might. */
  private Runnable meanwhile = () -> {};

  void meanwhile(Runnable other) {
    meanwhile = other;
  }

  @Override
  public String namespace() {
    return "ballast-system";
  }

  @Override
  public String name() {
    return AuthorityKeeper.SECRET;
  }

  @Override
  public Optional<Secret> find() {
    return Optional.ofNullable(secret);
  }

  @Override
  public boolean create(Secret fresh) {
    letOthersGoFirst();
    return secret == null && store(fresh);
  }

  @Override
  public boolean replace(Secret next) {
    letOthersGoFirst();
    return secret != null
        && secret.getMetadata().getResourceVersion().equals(next.getMetadata().getResourceVersion())
        && store(next);
  }

  private void letOthersGoFirst() {
    Runnable other = meanwhile;
    meanwhile = () -> {};
    other.run();
  }

  private boolean store(Secret next) {
    version++;
    secret =
        new SecretBuilder(next)
            .editMetadata()
            .withResourceVersion(String.valueOf(version))
            .endMetadata()
            .build();
    watchers.forEach(Runnable::run);
    return true;
  }

  void put(Secret any) {
    var unused = store(any);
  }

  void delete() {
    secret = null;
    watchers.forEach(Runnable::run);
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
