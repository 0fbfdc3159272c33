/**
 * What every server of ours is, whatever its objects come from: the engine, ADS, the admin pages,
 * logs and numbers, put together; and options that their doors read alike. The lobbies ({@code
 * standalone}, and the one for Kubernetes) add a provider and a place for statuses.
 */
@NullMarked
package dev.ballast.server;

import org.jspecify.annotations.NullMarked;
