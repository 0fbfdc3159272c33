package dev.ballast.lab;

import dev.ballast.lab.process.Command;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An image in the OCI layout, written by hand: one layer with a script, an entrypoint, a variable.
 */
public final class HelloImage {
  private HelloImage() {}

  /** The layout's folder. */
  public static Path write(Path folder) throws IOException {
    Path files = Files.createDirectories(folder.resolve("files/app"));
    Files.writeString(
        files.resolve("hello.sh"),
        "echo \"$GREETING $1 from $PWD\"; cat /app/version; exec sleep infinity\n");
    Files.writeString(files.resolve("version"), "version 7\n");
    Path layout = Files.createDirectories(folder.resolve("layout"));
    Path layer = folder.resolve("layer.tar.gz");
    Command.of("tar", "-czf", layer.toString(), "-C", folder.resolve("files").toString(), "app")
        .run()
        .orThrow();
    String layerDigest = blob(layout, Files.readAllBytes(layer));
    String config =
        blob(
            layout,
            """
            {"config": {"Entrypoint": ["/bin/sh", "/app/hello.sh"], "Cmd": ["nobody"],
              "Env": ["GREETING=hello"], "WorkingDir": "/app"}}
            """);
    String manifest =
        blob(
            layout,
            """
            {"schemaVersion": 2, "config": {"digest": "%s"}, "layers": [{"digest": "%s"}]}
            """
                .formatted(config, layerDigest));
    Files.writeString(
        layout.resolve("index.json"), "{\"manifests\": [{\"digest\": \"" + manifest + "\"}]}");
    return layout;
  }

  private static String blob(Path layout, String text) throws IOException {
    return blob(layout, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String blob(Path layout, byte[] bytes) throws IOException {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
      String digest = "%064x".formatted(new BigInteger(1, sha256));
      Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
      Files.write(blobs.resolve(digest), bytes);
      return "sha256:" + digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
