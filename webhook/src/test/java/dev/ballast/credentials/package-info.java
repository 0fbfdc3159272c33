@NullMarked
package dev.ballast.credentials;

import org.jspecify.annotations.NullMarked;
