/**
 * The lab's network: a bridge, a network namespace for each pod, and the address translation that
 * stands for Services. Runs inside the lab's namespaces; sees no other room of the lab.
 */
@NullMarked
package dev.ballast.lab.net;

import org.jspecify.annotations.NullMarked;
