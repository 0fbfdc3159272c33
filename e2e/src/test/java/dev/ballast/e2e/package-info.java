/** Stories: real Envoy, real traffic, real files. */
@NullMarked
package dev.ballast.e2e;

import org.jspecify.annotations.NullMarked;
