/**
 * Compressed responses: {@code spec.compressor}, and its older form {@code spec.compression}, as
 * written.
 */
@NullMarked
package dev.ballast.policy.compression;

import org.jspecify.annotations.NullMarked;
