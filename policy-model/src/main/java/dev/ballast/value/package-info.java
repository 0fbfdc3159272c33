/** Values that carry their unit: durations, quantities, percentages. Sees no other room. */
@NullMarked
package dev.ballast.value;

import org.jspecify.annotations.NullMarked;
