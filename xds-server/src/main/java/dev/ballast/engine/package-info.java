/**
 * One writer that turns changes of objects into translations: the world is immutable, so everyone
 * else only ever reads. Providers hand changes in; serving and admin listen. Sees {@code world},
 * {@code translation} and {@code snapshot} below; of this floor only what {@code serving} says
 * Envoys have, to tell owners.
 */
@NullMarked
package dev.ballast.engine;

import org.jspecify.annotations.NullMarked;
