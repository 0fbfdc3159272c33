package dev.ballast.engine;

import dev.ballast.translation.ObjectStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * The status one object should have now.
 *
 * @param status empty when it is not ours to write one
 * @param patience how long a {@code Programmed} condition that stands in the object may stay as it
 *     is although Envoys have not confirmed the newest yet; zero when the verdict is final
 * @param grace how long connected Envoys may still take to confirm before anything need be written
 *     about an object whose status would change again by that; zero when nobody is waited for
 */
public record LiveStatus(Optional<ObjectStatus> status, Duration patience, Duration grace) {}
