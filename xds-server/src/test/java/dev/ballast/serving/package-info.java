@NullMarked
package dev.ballast.serving;

import org.jspecify.annotations.NullMarked;
