/** Resources with a version each, ready to be sent; references between them checked. */
@NullMarked
package dev.ballast.snapshot;

import org.jspecify.annotations.NullMarked;
