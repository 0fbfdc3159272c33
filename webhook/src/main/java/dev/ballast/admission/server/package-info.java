/**
 * The HTTPS door of the webhook (Micronaut): bytes in, bytes out, on the event loop. Decides
 * nothing itself; that is {@code admission}.
 */
@NullMarked
package dev.ballast.admission.server;

import org.jspecify.annotations.NullMarked;
