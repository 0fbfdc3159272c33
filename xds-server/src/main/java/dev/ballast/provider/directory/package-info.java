/**
 * A directory of manifests in place of an API server: files are watched, read, judged and handed to
 * the engine as changes of objects. Sees {@code manifest} below and the engine's {@code submit},
 * nothing of serving.
 */
@NullMarked
package dev.ballast.provider.directory;

import org.jspecify.annotations.NullMarked;
