/**
 * A Kubernetes cluster on one machine without root: a real control plane, nodes that are played.
 * {@link dev.ballast.lab.Lab} starts it and speaks to it from outside its namespaces.
 */
@NullMarked
package dev.ballast.lab;

import org.jspecify.annotations.NullMarked;
