/**
 * Custom resource schemas, interpreted as the API server does: structure, defaults, list semantics,
 * CEL. Sees {@code source}, {@code finding} and {@code value}.
 */
@NullMarked
package dev.ballast.schema;

import org.jspecify.annotations.NullMarked;
