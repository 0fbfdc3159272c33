package dev.ballast.serving;

import dev.ballast.world.ObjectId;

/**
 * One connected Envoy.
 *
 * @param id counts up from 1 within the process
 * @param node Envoy's {@code node.id}
 * @param gateway Envoy's {@code node.cluster}
 * @param isDelta whether it speaks delta ADS, else state of the world
 */
public record EnvoyStream(long id, String node, ObjectId gateway, boolean isDelta) {}
