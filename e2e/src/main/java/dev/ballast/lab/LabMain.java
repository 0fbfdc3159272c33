package dev.ballast.lab;

import dev.ballast.lab.toolbox.ToolboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Starts a lab and opens a shell in it; both end together. */
public final class LabMain {
  private LabMain() {}

  /**
   * @param arguments {@code NAME=LAYOUT} for each further image; after {@code --} a command that is
   *     run in place of a shell
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LabOptions options = LabOptions.defaults();
    String[] command = {"bash"};
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--")) {
        command = Arrays.copyOfRange(arguments, i + 1, arguments.length);
        break;
      }
      String[] image = arguments[i].split("=", 2);
      options = options.withImage(image[0], Path.of(image[1]));
    }
    int code;
    try (Lab lab = Lab.start(options)) {
      System.err.println("kubectl, helm, hey and curl are at hand; logs are in " + lab.logs());
      code = lab.process(command).inheritIO().start().waitFor();
    } catch (LabUnavailableException | ToolboxUnavailableException e) {
      System.err.println("ballast: " + e.getMessage());
      code = 2;
    }
    System.exit(code);
  }
}
