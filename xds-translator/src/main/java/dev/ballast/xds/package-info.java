/**
 * A plan in the words of Envoy. The lobby assembles what the feature rooms below contribute; the
 * rooms do not see each other.
 */
@NullMarked
package dev.ballast.xds;

import org.jspecify.annotations.NullMarked;
