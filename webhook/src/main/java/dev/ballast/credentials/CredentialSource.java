package dev.ballast.credentials;

import java.util.function.Consumer;

/** Where a server's credential comes from; it may be exchanged while the server runs. */
public interface CredentialSource {
  /** What holds now. */
  ServingCredential current();

  /** Hears of each later one. Called on a thread of the source; must not block. */
  void onChange(Consumer<ServingCredential> listener);
}
