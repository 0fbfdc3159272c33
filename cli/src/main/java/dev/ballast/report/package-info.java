/**
 * Findings for people and for machines: text with the place drawn, and the formats that editors,
 * code hosts and test dashboards read. Sees {@code source} and {@code finding}.
 */
@NullMarked
package dev.ballast.report;

import org.jspecify.annotations.NullMarked;
