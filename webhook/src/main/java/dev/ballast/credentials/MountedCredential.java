package dev.ballast.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A credential in files: {@code tls.crt}, {@code tls.key} and, if there is one, {@code ca.crt}, as
 * a Secret of type {@code kubernetes.io/tls} is mounted.
 *
 * <p>The files are read again and again and compared: watching misses the kubelet's way of changing
 * a mount, which swaps one symbolic link. A set that does not fit together, as while it is being
 * replaced, is left aside, and the last good one stays.
 */
public final class MountedCredential implements CredentialSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MountedCredential.class);

  /** Far less than the minute that the kubelet itself may take. */
  public static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

  private final Path folder;
  private final Holder holder;
  private final Rounds rounds;
  private Texts seen;

  private record Texts(String chain, String key, String authorities) {
    ServingCredential credential() {
      return ServingCredential.ofPem(chain, key, authorities);
    }

    @Override
    public String toString() {
      return "Texts[of PEM]";
    }
  }

  private MountedCredential(Path folder, Duration interval) {
    this.folder = folder;
    seen = read(folder);
    holder = new Holder(seen.credential());
    rounds = Rounds.start("read the credential in " + folder, interval, this::look);
  }

  /**
   * Reads the files, and goes on doing so.
   *
   * @param interval between two looks
   * @throws UncheckedIOException when a file is missing
   * @throws IllegalArgumentException when they do not hold a certificate and its key
   */
  public static MountedCredential start(Path folder, Duration interval) {
    return new MountedCredential(folder, interval);
  }

  private void look() {
    Texts texts = read(folder);
    if (!texts.equals(seen)) {
      var next = texts.credential();
      seen = texts;
      holder.exchange(next);
      log.info(
          "credential exchanged folder={} not_after={}",
          folder,
          next.certificate().getNotAfter().toInstant());
    }
  }

  private static Texts read(Path folder) {
    try {
      Path authorities = folder.resolve("ca.crt");
      return new Texts(
          text(folder.resolve("tls.crt")),
          text(folder.resolve("tls.key")),
          Files.exists(authorities) ? text(authorities) : "");
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + e.getMessage() + " cannot be read", e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.US_ASCII);
  }

  @Override
  public ServingCredential current() {
    return holder.current();
  }

  @Override
  public void onChange(Consumer<ServingCredential> listener) {
    holder.onChange(listener);
  }

  @Override
  public void close() {
    rounds.close();
  }
}
