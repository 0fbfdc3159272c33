/** The control plane: etcd, the API server and the controllers, with their keys. */
@NullMarked
package dev.ballast.lab.cluster;

import org.jspecify.annotations.NullMarked;
