/**
 * How a result that is defined as a full rebuild is had at the cost of what changed. A stage is a
 * function from inputs to an output; a memo keeps, for each key, the inputs and the output of last
 * time. It can make a stage cheaper, never different. Sees no other room.
 */
@NullMarked
package dev.ballast.memo;

import org.jspecify.annotations.NullMarked;
