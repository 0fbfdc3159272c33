/** Writes the CRD from the declarations on the wire records, and holds it to the API's facts. */
@NullMarked
package dev.ballast.policy.crd;

import org.jspecify.annotations.NullMarked;
