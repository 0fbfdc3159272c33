package dev.ballast.policy.healthcheck;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.Format;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Bytes to send or to look for in a probe, as written. */
@Rule(
    cel = "self.type == 'Text' ? has(self.text) : !has(self.text)",
    message = "If payload type is Text, text field needs to be set.",
    code = "payload-text",
    sentence = "`text` belongs to type `Text`: fill it for that type, and for no other")
@Rule(
    cel = "self.type == 'Binary' ? has(self.binary) : !has(self.binary)",
    message = "If payload type is Binary, binary field needs to be set.",
    code = "payload-binary",
    sentence = "`binary` belongs to type `Binary`: fill it for that type, and for no other")
public record PayloadSpec(
    @Doc("Whether `text` or `binary` holds the bytes.")
        @NotNull
        @OneOf(
            value = {"Text", "Binary"},
            statedTwice = true)
        String type,
    @Doc("The bytes as text, sent in UTF-8. For type `Text`, and not empty.") @Nullable String text,
    @Doc("The bytes in base64. For type `Binary`.") @Format(Format.Kind.BYTE)
        @Nullable String binary) {}
