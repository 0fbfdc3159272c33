package dev.ballast.policy.httpupgrade;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** An item of {@code spec.httpUpgrade} as written. */
@Rule(
    cel = "!has(self.connect) || self.type == 'CONNECT'",
    message = "The connect configuration is only allowed when the type is CONNECT.",
    code = "http-upgrade-connect",
    sentence = "`connect` belongs to type `CONNECT`; remove it or change `type`")
@Doc("One protocol that a client may switch to.")
public record HttpUpgradeSpec(
    @Doc(
            "The protocol as the `Upgrade` header names it, such as `websocket`, or `CONNECT`. Each"
                + " may stand in the list once.")
        @NotNull
        String type,
    @Doc("What to do with a CONNECT request, for type `CONNECT`.") @Valid
        @Nullable ConnectSpec connect) {

  /** {@code connect} of an upgrade as written. */
  public record ConnectSpec(
      @Doc(
              "Whether Envoy ends the CONNECT request and sends its payload to the backend as plain"
                  + " TCP. Absent or false, the request goes on to the backend.")
          @Nullable Boolean terminate) {}
}
