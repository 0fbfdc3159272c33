@NullMarked
package dev.ballast.provider.kubernetes;

import org.jspecify.annotations.NullMarked;
