/**
 * What a Gateway of ours needs in the cluster: Envoys, a way to them, the certificate they prove
 * themselves with. {@link dev.ballast.infrastructure.GatewayInfrastructure} is the reconciler; what
 * it wants is said by {@link dev.ballast.infrastructure.EnvoyObjects}, values in, values out.
 */
@NullMarked
package dev.ballast.infrastructure;

import org.jspecify.annotations.NullMarked;
