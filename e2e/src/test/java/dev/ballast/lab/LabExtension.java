package dev.ballast.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** A {@link Lab} of nothing but a control plane and nodes. */
public final class LabExtension extends SharedExtension<Lab> {
  public LabExtension() {
    super(Lab.class, () -> Lab.start(withHello()), Function.identity());
  }

  private static LabOptions withHello() {
    try {
      return LabOptions.defaults().withImage("hello", HelloImage.write(Path.of("target", "hello")));
    } catch (IOException e) {
      throw new IllegalStateException("no image can be written", e);
    }
  }
}
