@NullMarked
package dev.ballast.admission;

import org.jspecify.annotations.NullMarked;
