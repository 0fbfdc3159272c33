/** What all providers share: how they say what is wrong with what they read. */
@NullMarked
package dev.ballast.provider;

import org.jspecify.annotations.NullMarked;
