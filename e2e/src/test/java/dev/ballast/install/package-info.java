/** What is in {@code manifests}, rendered and given to a real API server. */
@NullMarked
package dev.ballast.install;

import org.jspecify.annotations.NullMarked;
