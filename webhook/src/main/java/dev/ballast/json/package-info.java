/** Our trees as the Kubernetes client holds JSON, and back. For every room that talks to it. */
@NullMarked
package dev.ballast.json;

import org.jspecify.annotations.NullMarked;
