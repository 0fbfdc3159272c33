/** Proves that the lab is the cluster it plays. */
@NullMarked
package dev.ballast.lab.service;

import org.jspecify.annotations.NullMarked;
