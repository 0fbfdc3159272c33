@NullMarked
package dev.ballast.admission.server;

import org.jspecify.annotations.NullMarked;
