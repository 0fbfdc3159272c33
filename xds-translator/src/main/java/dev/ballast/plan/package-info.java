/** What one Envoy must have, in our own words: no protobuf yet, no Kubernetes any more. */
@NullMarked
package dev.ballast.plan;

import org.jspecify.annotations.NullMarked;
