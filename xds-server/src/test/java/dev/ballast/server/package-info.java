@NullMarked
package dev.ballast.server;

import org.jspecify.annotations.NullMarked;
