package dev.ballast.policy.shape;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A share between zero and one, as a fraction. */
@Rule(
    cel = "self.numerator <= self.denominator",
    message = "numerator must be less than or equal to denominator",
    code = "fraction-above-one",
    sentence = "a fraction is at most one, so `numerator` must not exceed `denominator`")
public record FractionSpec(
    @Doc(
            "The part, zero or more and at most the denominator. Envoy gets the fraction in the"
                + " nearest scale it knows: hundredths, ten-thousandths or millionths.")
        @NotNull
        @Min(0)
        Integer numerator,
    @Doc("The whole, one or more. Left out, the numerator counts hundredths.")
        @Default("100")
        @Min(1)
        @Nullable Integer denominator) {}
