package dev.ballast.lab.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One transaction for nftables, in the bytes the kernel reads. Numbers are those of {@code
 * linux/netfilter/nf_tables.h}; values inside attributes are big-endian, headers the machine's.
 */
final class NftBatch {
  /** Where in the packet's way a chain listens. */
  enum Hook {
    PREROUTING(0),
    FORWARD(2),
    OUTPUT(3),
    POSTROUTING(4);

    private final int number;

    Hook(int number) {
      this.number = number;
    }
  }

  private static final int NFNL_SUBSYS_NFTABLES = 10;
  private static final int BATCH_BEGIN = 0x10;
  private static final int BATCH_END = 0x11;
  private static final int NEW_TABLE = 0;
  private static final int DELETE_TABLE = 2;
  private static final int NEW_CHAIN = 3;
  private static final int NEW_RULE = 6;
  private static final int REQUEST = 1;
  private static final int CREATE = 0x400;
  private static final int APPEND = 0x800;
  private static final byte FAMILY_IPV4 = 2;
  private static final int NESTED = 0x8000;
  private static final int LIST_ELEMENT = 1;

  private ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
  private final String table;
  private int sequence;

  NftBatch(String table) {
    this.table = table;
    message(BATCH_BEGIN, 0, (byte) 0, NFNL_SUBSYS_NFTABLES, () -> {});
  }

  /** Forgets the table with all that is in it, and begins it anew. */
  NftBatch freshTable() {
    // Deleting what is not there is an error, so it is made first.
    nft(NEW_TABLE, CREATE, () -> text(1, table));
    nft(DELETE_TABLE, 0, () -> text(1, table));
    nft(NEW_TABLE, CREATE, () -> text(1, table));
    return this;
  }

  /**
   * @param type {@code nat} or {@code filter}
   */
  NftBatch chain(String name, String type, Hook hook, int priority) {
    nft(
        NEW_CHAIN,
        CREATE,
        () -> {
          text(1, table);
          text(3, name);
          nested(
              4,
              () -> {
                number(1, hook.number);
                number(2, priority);
              });
          text(7, type);
        });
    return this;
  }

  NftBatch rule(String chain, List<Runnable> expressions) {
    nft(
        NEW_RULE,
        CREATE | APPEND,
        () -> {
          text(1, table);
          text(2, chain);
          nested(4, () -> expressions.forEach(Runnable::run));
        });
    return this;
  }

  ByteBuffer end() {
    message(BATCH_END, 0, (byte) 0, NFNL_SUBSYS_NFTABLES, () -> {});
    return out.flip();
  }

  // ---- expressions: each is written when its rule is
  // ---------------------------------------------

  Runnable sourceIs(Inet4Address address) {
    return () -> {
      payload(1, 12, 4);
      equal(address.getAddress());
    };
  }

  Runnable destinationIs(Inet4Address address) {
    return () -> {
      payload(1, 16, 4);
      equal(address.getAddress());
    };
  }

  Runnable protocolIs(Protocol protocol) {
    return () -> {
      expression(
          "meta",
          () -> {
            number(1, 1);
            number(2, 16);
          });
      equal(new byte[] {(byte) protocol.number()});
    };
  }

  Runnable destinationPortIs(int port) {
    return () -> {
      payload(2, 2, 2);
      equal(port(port));
    };
  }

  /** True for every {@code of}th packet that comes by. */
  Runnable everyNth(int of) {
    return () -> {
      expression(
          "numgen",
          () -> {
            number(1, 1);
            number(2, of);
            number(3, 0);
          });
      // The number is in the machine's order.
      equal(new byte[4]);
    };
  }

  Runnable sendTo(Inet4Address address, int port) {
    return () -> {
      immediate(1, address.getAddress());
      immediate(2, port(port));
      expression(
          "nat",
          () -> {
            number(1, 1);
            number(2, FAMILY_IPV4);
            number(3, 1);
            number(5, 2);
          });
    };
  }

  /** Puts the gateway's address in place of the sender's. */
  Runnable masquerade() {
    return () -> expression("masq", () -> {});
  }

  /** Answers as a machine does on which nobody listens. */
  Runnable refuse(Protocol protocol) {
    return () ->
        expression(
            "reject",
            () -> {
              number(1, protocol == Protocol.TCP ? 1 : 0);
              attribute(2, () -> out.put((byte) 3));
            });
  }

  private void payload(int base, int offset, int length) {
    expression(
        "payload",
        () -> {
          number(1, 1);
          number(2, base);
          number(3, offset);
          number(4, length);
        });
  }

  private void equal(byte[] value) {
    expression(
        "cmp",
        () -> {
          number(1, 1);
          number(2, 0);
          nested(3, () -> attribute(1, () -> out.put(value)));
        });
  }

  private void immediate(int register, byte[] value) {
    expression(
        "immediate",
        () -> {
          number(1, register);
          nested(2, () -> attribute(1, () -> out.put(value)));
        });
  }

  private void expression(String name, Runnable parts) {
    nested(
        LIST_ELEMENT,
        () -> {
          text(1, name);
          nested(2, parts);
        });
  }

  private static byte[] port(int port) {
    return new byte[] {(byte) (port >> 8), (byte) port};
  }

  // ---- framing
  // -----------------------------------------------------------------------------------

  private void nft(int type, int flags, Runnable attributes) {
    message(NFNL_SUBSYS_NFTABLES << 8 | type, flags, FAMILY_IPV4, 0, attributes);
  }

  private void message(int type, int flags, byte family, int resource, Runnable attributes) {
    if (out.remaining() < 4096) {
      ByteBuffer larger = ByteBuffer.allocate(2 * out.capacity()).order(ByteOrder.nativeOrder());
      out = larger.put(out.flip());
    }
    int start = out.position();
    out.putInt(0).putShort((short) type).putShort((short) (REQUEST | flags));
    out.putInt(sequence++).putInt(0);
    out.put(family).put((byte) 0).put((byte) (resource >> 8)).put((byte) resource);
    attributes.run();
    out.putInt(start, out.position() - start);
  }

  private void nested(int type, Runnable parts) {
    attribute(type | NESTED, parts);
  }

  private void text(int type, String value) {
    attribute(type, () -> out.put(value.getBytes(US_ASCII)).put((byte) 0));
  }

  private void number(int type, int value) {
    attribute(
        type,
        () ->
            out.put((byte) (value >> 24))
                .put((byte) (value >> 16))
                .put((byte) (value >> 8))
                .put((byte) value));
  }

  private void attribute(int type, Runnable value) {
    int start = out.position();
    out.putShort((short) 0).putShort((short) type);
    value.run();
    out.putShort(start, (short) (out.position() - start));
    while (out.position() % 4 != 0) {
      out.put((byte) 0);
    }
  }
}
