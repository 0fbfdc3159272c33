/** What a policy attaches to: references by name and selectors by label, as written. */
@NullMarked
package dev.ballast.policy.targeting;

import org.jspecify.annotations.NullMarked;
