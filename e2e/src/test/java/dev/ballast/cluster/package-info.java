/** Stories of the server for Kubernetes, run in this JVM against a real API server. */
@NullMarked
package dev.ballast.cluster;

import org.jspecify.annotations.NullMarked;
