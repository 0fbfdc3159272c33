package dev.ballast.lab.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A conversation with the kernel's packet filter. The usual way is the program {@code nft}, which
 * few machines have; the kernel speaks to anyone, so we ask it ourselves.
 */
final class Netlink {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NETLINK_NETFILTER = 12;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int EAGAIN = 11;
  private static final short NLMSG_ERROR = 2;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout ERRNO = Linker.Option.captureStateLayout();
  private static final MethodHandle SOCKET = function("socket", 3);
  private static final MethodHandle CLOSE = function("close", 1);
  private static final MethodHandle SEND = transfer("send");
  private static final MethodHandle RECV = transfer("recv");

  private Netlink() {}

  /**
   * Sends one transaction and reads what the kernel answers. It has done the work, or refused all
   * of it, when the call returns.
   *
   * @throws IOException when the kernel refuses; the message carries its error number
   */
  static void transact(ByteBuffer messages) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      int socket =
          (int) call(() -> SOCKET.invoke(errno, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_NETFILTER));
      if (socket < 0) {
        throw refused("a netfilter socket", number(errno));
      }
      try {
        MemorySegment out = arena.allocate(messages.remaining(), 8);
        out.copyFrom(MemorySegment.ofBuffer(messages));
        long sent = call(() -> SEND.invoke(errno, socket, out, out.byteSize(), 0));
        if (sent != out.byteSize()) {
          throw refused("a netfilter transaction", number(errno));
        }
        readAnswers(arena, errno, socket);
      } finally {
        call(() -> CLOSE.invoke(errno, socket));
      }
    }
  }

  private static void readAnswers(Arena arena, MemorySegment errno, int socket) throws IOException {
    MemorySegment in = arena.allocate(1 << 16, 8);
    while (true) {
      long received = call(() -> RECV.invoke(errno, socket, in, in.byteSize(), MSG_DONTWAIT));
      if (received < 0) {
        if (number(errno) == EAGAIN) {
          return;
        }
        throw refused("the answer of netfilter", number(errno));
      }
      ByteBuffer answers = in.asSlice(0, received).asByteBuffer().order(ByteOrder.nativeOrder());
      while (answers.remaining() >= 20) {
        int start = answers.position();
        int length = answers.getInt(start);
        int error = answers.getShort(start + 4) == NLMSG_ERROR ? -answers.getInt(start + 16) : 0;
        if (error != 0) {
          // The error quotes the header of the message it is about.
          throw refused("netfilter message " + answers.getInt(start + 28), error);
        }
        answers.position(Math.min(start + (length + 3 & ~3), answers.limit()));
      }
    }
  }

  private static IOException refused(String what, int errno) {
    return new IOException("the kernel refuses " + what + " (errno " + errno + ")");
  }

  private static int number(MemorySegment errno) {
    return errno.get(ValueLayout.JAVA_INT, 0);
  }

  private static MethodHandle function(String name, int ints) {
    var arguments = new MemoryLayout[ints];
    Arrays.fill(arguments, ValueLayout.JAVA_INT);
    return link(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  private static MethodHandle transfer(String name) {
    return link(
        name,
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT));
  }

  @SuppressWarnings("restricted") // that is what this class is for
  private static MethodHandle link(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }

  private interface Call {
    Object make() throws Throwable;
  }

  private static long call(Call call) {
    try {
      return ((Number) call.make()).longValue();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call into the C library threw", e);
    }
  }
}
