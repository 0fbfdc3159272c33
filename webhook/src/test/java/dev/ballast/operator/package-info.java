@NullMarked
package dev.ballast.operator;

import org.jspecify.annotations.NullMarked;
