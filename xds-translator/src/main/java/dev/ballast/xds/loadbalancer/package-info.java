/** Load balancing in the words of Envoy: policy extensions and hash policies. */
@NullMarked
package dev.ballast.xds.loadbalancer;

import org.jspecify.annotations.NullMarked;
