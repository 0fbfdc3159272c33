package dev.ballast.report;

import dev.ballast.finding.Finding;
import dev.ballast.source.SourceText;

/**
 * A finding with the text it stands in.
 *
 * @param text {@link SourceText#NONE} when there is none to show
 */
public record PlacedFinding(Finding finding, SourceText text) {}
