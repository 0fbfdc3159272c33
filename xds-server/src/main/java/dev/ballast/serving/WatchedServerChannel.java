package dev.ballast.serving;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.util.List;

/**
 * Accepts connections and hears of their handshakes that fail, of which gRPC tells nobody: it ends
 * the connection, and to a server without a certificate to look at there is nothing to intercept.
 */
final class WatchedServerChannel extends NioServerSocketChannel {
  private final Refusals refusals;

  WatchedServerChannel(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int before = accepted.size();
    int count = super.doReadMessages(accepted);
    for (Object each : accepted.subList(before, accepted.size())) {
      ((Channel) each).pipeline().addLast(new HandshakeWatch(refusals));
    }
    return count;
  }

  /** Stands before the handler of TLS, which is there by the time the first bytes are. */
  private static final class HandshakeWatch extends ChannelInboundHandlerAdapter {
    private final Refusals refusals;

    HandshakeWatch(Refusals refusals) {
      this.refusals = refusals;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
      var tls = context.pipeline().get(SslHandler.class);
      if (tls != null) {
        String address = Peer.text(context.channel().remoteAddress());
        var unusedItself =
            tls.handshakeFuture()
                .addListener(
                    handshake -> {
                      if (!handshake.isSuccess()) {
                        TlsRefusal.of(handshake.cause())
                            .ifPresent(reason -> refusals.add(reason, address, ""));
                      }
                    });
      }
      context.pipeline().remove(this);
      context.fireChannelRead(bytes);
    }
  }
}
