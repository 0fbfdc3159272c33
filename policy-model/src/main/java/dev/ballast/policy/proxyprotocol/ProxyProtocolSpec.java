package dev.ballast.policy.proxyprotocol;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import jakarta.validation.constraints.NotNull;

/** {@code spec.proxyProtocol} as written. */
public record ProxyProtocolSpec(
    @Doc(
            "The version of the PROXY header that opens each connection to the backend: text (`V1`)"
                + " or binary (`V2`).")
        @NotNull
        @OneOf({"V1", "V2"})
        String version) {}
