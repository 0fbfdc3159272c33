package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way.
 *
 * @param changedAt see {@link Outcome.Accepted}
 * @param wasOwed whether it had to be sent even without entries
 */
record Flight(String nonce, List<Entry> entries, long sentAt, long changedAt, boolean wasOwed) {

  /**
   * @param resource null for a removal
   * @param wasOwed whether it had to be sent even if unchanged
   */
  record Entry(String name, @Nullable Resource resource, Unconfirmed state, boolean wasOwed) {}

  /** What is known to be held of a name while newer things are in flight. */
  static final class Unconfirmed {
    int inFlight;
    int removalsInFlight;
    @Nullable Resource confirmed;

    /** Whether a send that was owed was refused, and nothing accepted since: it is owed still. */
    boolean owed;
  }
}
