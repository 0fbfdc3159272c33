/** How one endpoint is chosen among many: wire, domain and rules of {@code spec.loadBalancer}. */
@NullMarked
package dev.ballast.policy.loadbalancer;

import org.jspecify.annotations.NullMarked;
