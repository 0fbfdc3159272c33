package dev.ballast.policy.responseoverride;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** An item of {@code spec.responseOverride} as written. */
@Rule(
    cel =
        "(has(self.response) && !has(self.redirect)) || (!has(self.response) &&"
            + " has(self.redirect))",
    message = "exactly one of response or redirect must be specified",
    code = "response-override-one-way",
    sentence = "an override gives a `response` or follows a `redirect`: fill one of the two")
@Doc("Answers to replace, and what replaces them.")
public record ResponseOverrideSpec(
    @Doc("Which answers are replaced. The first item of the list that matches counts.")
        @Valid
        @NotNull
        ResponseMatchSpec match,
    @Doc("The answer to give instead.") @Valid @Nullable CustomResponseSpec response,
    @Doc("Where to get the answer instead: Envoy itself asks there and passes the answer on.")
        @Valid
        @Nullable CustomRedirectSpec redirect,
    @Doc(
            "Whose answers count: those of the `Backend`, those that Envoy gives by itself"
                + " (`Local`), or both. Absent, `All`.")
        @OneOf({"All", "Local", "Backend"})
        @Nullable String source) {}
