/** What a container image is in the lab: a program of this machine, or an unpacked layout. */
@NullMarked
package dev.ballast.lab.image;

import org.jspecify.annotations.NullMarked;
