/** Pages about findings and fields: what they mean, an example, what to write instead. */
@NullMarked
package dev.ballast.explain;

import org.jspecify.annotations.NullMarked;
