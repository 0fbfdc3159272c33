package dev.ballast.stories;

import dev.ballast.lab.SharedExtension;

/** The {@link Installed} lab. */
final class InstalledExtension extends SharedExtension<Installed> {
  InstalledExtension() {
    super(Installed.class, Installed::start, Installed::lab);
  }
}
