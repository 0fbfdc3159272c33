package dev.ballast.provider.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.finding.Finding;
import dev.ballast.source.SourceText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The line a refusal is about, read again from its file: no document was kept to show it. */
public final class SourceLine {
  /** Nobody reads on in a longer line. */
  private static final int LONGEST = 4096;

  private SourceLine() {}

  public static SourceText of(Finding finding) {
    if (finding.file().isEmpty() || !finding.span().isKnown()) {
      return SourceText.NONE;
    }
    Path file = Path.of(finding.file().get());
    if (!Files.isRegularFile(file)) {
      return SourceText.NONE;
    }
    int number = finding.span().line();
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int line = 1; line < number; line++) {
        skipLine(in);
      }
      return new SourceText(number, List.of(readLine(in)));
    } catch (IOException e) {
      return SourceText.NONE; // the finding says enough without its line
    }
  }

  private static void skipLine(InputStream in) throws IOException {
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      octet = in.read();
    }
  }

  private static String readLine(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read();
        octet >= 0 && octet != '\n' && octet != '\r' && line.size() < LONGEST;
        octet = in.read()) {
      line.write(octet);
    }
    return line.toString(UTF_8);
  }
}
