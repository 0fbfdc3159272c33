package dev.ballast.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts bytes into lines and turns them into text: UTF-8, or UTF-16 when a byte order mark says so.
 * Holds one line at a time, and of a line that is longer than a document may be only its length.
 */
final class LineReader {
  private static final int LINE_FEED = '\n';
  private static final int LARGEST_BUFFER = 64 * 1024;
  private static final int SMALLEST_BUFFER = 1024;

  private final InputStream in;
  private final byte[] buffer;
  private int position;
  private int filled;
  private Charset charset = StandardCharsets.UTF_8;
  private byte[] line = new byte[256];
  private int length;

  /** What keeps a line from being read. */
  enum Flaw {
    NONE,
    TOO_LONG,
    NOT_TEXT
  }

  /**
   * @param text the line with its end; up to the flaw if there is one
   * @param bytes how long it is in the file
   */
  record Line(String text, int bytes, Flaw flaw) {}

  LineReader(InputStream in) throws IOException {
    this.in = in;
    // Most files are small, and there are thousands of them. A pipe does not say what is to come.
    int ahead = in.available();
    this.buffer =
        new byte[ahead == 0 ? LARGEST_BUFFER : Math.clamp(ahead, SMALLEST_BUFFER, LARGEST_BUFFER)];
    readByteOrderMark();
  }

  Optional<Line> next() throws IOException {
    length = 0;
    long bytes = 0;
    boolean ended = false;
    while (!ended) {
      if (position == filled && !fill()) {
        break;
      }
      int end = endOfLine();
      ended = end <= filled && isLineFeed(end);
      keep(end);
      bytes += end - position;
      position = end;
    }
    if (bytes == 0) {
      return Optional.empty();
    }
    int size = (int) Math.min(bytes, Integer.MAX_VALUE);
    return Optional.of(bytes > Limits.DOCUMENT ? new Line("", size, Flaw.TOO_LONG) : decoded(size));
  }

  private boolean isWide() {
    return !charset.equals(StandardCharsets.UTF_8);
  }

  /** Just behind the next line feed in the buffer, or the end of what is there. */
  private int endOfLine() {
    int step = isWide() ? 2 : 1;
    for (int i = position + step; i <= filled; i += step) {
      if (isLineFeed(i)) {
        return i;
      }
    }
    return filled;
  }

  private boolean isLineFeed(int end) {
    if (!isWide()) {
      return buffer[end - 1] == LINE_FEED;
    }
    boolean isWhole = end - position >= 2 && (end - position) % 2 == 0;
    boolean isBigEndian = charset.equals(StandardCharsets.UTF_16BE);
    return isWhole
        && buffer[end - (isBigEndian ? 1 : 2)] == LINE_FEED
        && buffer[end - (isBigEndian ? 2 : 1)] == 0;
  }

  private void keep(int end) {
    int count = end - position;
    if (length + count > Limits.DOCUMENT) {
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
    }
    System.arraycopy(buffer, position, line, length, count);
    length += count;
  }

  /** Fills the buffer; with two bytes a character always an even number of them, but at the end. */
  private boolean fill() throws IOException {
    position = 0;
    filled = in.readNBytes(buffer, 0, buffer.length);
    return filled > 0;
  }

  private Line decoded(int bytes) {
    String text = new String(line, 0, length, charset);
    // The replacement character is what broken bytes turn into, yet it may also have been written.
    boolean mayBeBroken = text.indexOf('\uFFFD') >= 0;
    int good = mayBeBroken ? goodPrefix() : text.length();
    int zero = text.indexOf('\0');
    good = zero >= 0 ? Math.min(zero, good) : good;
    return good == text.length()
        ? new Line(text, bytes, Flaw.NONE)
        : new Line(text.substring(0, good), bytes, Flaw.NOT_TEXT);
  }

  private int goodPrefix() {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var out = CharBuffer.allocate(length);
    decoder.decode(ByteBuffer.wrap(line, 0, length), out, true);
    return out.position();
  }

  private void readByteOrderMark() throws IOException {
    if (!fill()) {
      return;
    }
    if (startsWith(0xEF, 0xBB, 0xBF)) {
      position = 3;
    } else if (startsWith(0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      position = 2;
    } else if (startsWith(0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      position = 2;
    }
  }

  private boolean startsWith(int... mark) {
    if (filled < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (Byte.toUnsignedInt(buffer[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
