package dev.ballast.lab.node;

import dev.ballast.lab.image.Images;
import dev.ballast.lab.net.Network;
import dev.ballast.lab.volume.ConfigObjects;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What pods live among.
 *
 * @param hosts lines for the hosts file of pods in a namespace
 * @param pods a folder for root folders and volumes; nothing there outlives the lab
 * @param logs a folder for containers' outputs
 */
record Surroundings(
    NodeApi api,
    Network network,
    Images images,
    ConfigObjects objects,
    UnaryOperator<String> hosts,
    Path pods,
    Path logs) {}
