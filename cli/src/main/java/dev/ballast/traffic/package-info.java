/** Both ends of test traffic: backends that tell who they are, and a client that counts answers. */
@NullMarked
package dev.ballast.traffic;

import org.jspecify.annotations.NullMarked;
