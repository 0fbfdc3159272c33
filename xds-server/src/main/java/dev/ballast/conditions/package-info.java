/**
 * How conditions grow old: since when each has the status it has. For all who write statuses, into
 * files or into the API server. Sees trees only.
 */
@NullMarked
package dev.ballast.conditions;

import org.jspecify.annotations.NullMarked;
