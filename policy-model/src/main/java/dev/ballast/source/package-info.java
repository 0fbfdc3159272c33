/**
 * Text to tree: YAML as kubectl reads it, and JSON, as nodes that remember where they stand.
 * Everyone may enter; this room sees no other.
 */
@NullMarked
package dev.ballast.source;

import org.jspecify.annotations.NullMarked;
