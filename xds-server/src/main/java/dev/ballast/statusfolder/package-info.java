/**
 * What the API server would hold, for those who have none: the status of each object and all
 * findings as files in a folder. Sees {@code admin} for what there is to tell.
 */
@NullMarked
package dev.ballast.statusfolder;

import org.jspecify.annotations.NullMarked;
