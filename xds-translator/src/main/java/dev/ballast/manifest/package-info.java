/**
 * Files to objects: bytes are read as documents, judged, given their defaults and a namespace, and
 * become objects of the world with their findings. The standalone directory and the offline
 * commands load through here, so that both say the same. No file is opened in this room: bytes are
 * handed in.
 */
@NullMarked
package dev.ballast.manifest;

import org.jspecify.annotations.NullMarked;
