/** Proves that the lab is the cluster it plays. */
@NullMarked
package dev.ballast.lab.toolbox;

import org.jspecify.annotations.NullMarked;
