package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.Collection;
import java.util.List;

/**
 * One response to be written.
 *
 * @param resources what it carries: in the state of the world, for clusters and listeners, all of
 *     them
 * @param removed names that are gone; empty in the state of the world
 */
record Push(
    ResourceType type,
    String nonce,
    String version,
    Collection<Resource> resources,
    List<String> removed) {}
