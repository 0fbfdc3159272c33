/**
 * What the webhook answers to the API server, as functions from values to values: a review in
 * bytes, a world and a time in; a decision and its bytes out. Sees the judge, the world and the
 * topology below; no Kubernetes client, no server, no clock. The HTTPS door is {@code
 * admission.server}.
 */
@NullMarked
package dev.ballast.admission;

import org.jspecify.annotations.NullMarked;
