package dev.ballast.manifest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes through and notes whether there was anything but blanks. */
final class NotedText extends FilterInputStream {
  private boolean hasText;

  NotedText(InputStream in) {
    super(in);
  }

  boolean hasText() {
    return hasText;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    hasText |= octet > ' ';
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = offset; !hasText && i < offset + count; i++) {
      hasText = buffer[i] < 0 || buffer[i] > ' ';
    }
    return count;
  }
}
