package dev.ballast.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages as bytes that are the same whenever the messages are: maps are written by key. */
public final class DeterministicBytes {
  private DeterministicBytes() {}

  public static byte[] of(Message message) {
    var bytes = new byte[message.getSerializedSize()];
    var out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing a message into memory", e);
    }
    out.checkNoSpaceLeft();
    return bytes;
  }

  public static ByteString stringOf(Message message) {
    return ByteString.copyFrom(of(message));
  }
}
