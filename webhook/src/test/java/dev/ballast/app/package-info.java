@NullMarked
package dev.ballast.app;

import org.jspecify.annotations.NullMarked;
