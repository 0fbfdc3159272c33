/**
 * What feature rooms hand to the lobby: parts of resources with a typed slot each, and how an
 * extension is packed.
 */
@NullMarked
package dev.ballast.xds.contribution;

import org.jspecify.annotations.NullMarked;
