/**
 * Keys and certificates: an authority of our own, what it signs, and their PEM form. Values in,
 * values out; where they are kept is others' business.
 */
@NullMarked
package dev.ballast.certificates;

import org.jspecify.annotations.NullMarked;
