package dev.ballast.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/** The place of one Secret, shared with other replicas. */
interface SecretShelf {
  String namespace();

  String name();

  Optional<Secret> find();

  /**
   * @return false when somebody else was first
   */
  boolean create(Secret secret);

  /**
   * @param secret carries the resource version it was made of
   * @return false when it has changed meanwhile
   */
  boolean replace(Secret secret);

  /** Calls back whenever the Secret may have changed, on a thread of its own. */
  AutoCloseable watch(Runnable changed);
}
