/**
 * How every door logs: one line of text a decision, on standard error, behind a queue. The set-up
 * is {@code logback.xml} of this module.
 */
@NullMarked
package dev.ballast.logs;

import org.jspecify.annotations.NullMarked;
