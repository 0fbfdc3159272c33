package dev.ballast.demo;

import dev.ballast.traffic.LoadRequest;
import java.util.function.IntFunction;

/**
 * Some requests and what is promised about them.
 *
 * @param command what a reader would type to send the same
 * @param inFlight how many at once
 * @param request the request of that number, from 0
 */
record Step(
    String command,
    int requests,
    int inFlight,
    IntFunction<LoadRequest> request,
    Promise promise) {}
