/**
 * Plays scheduler and kubelets: every Pod becomes processes of this machine in a network namespace
 * of its own.
 */
@NullMarked
package dev.ballast.lab.node;

import org.jspecify.annotations.NullMarked;
