/** The process inside the lab's namespaces: brings everything up, ends when its starter ends. */
@NullMarked
package dev.ballast.lab.inside;

import org.jspecify.annotations.NullMarked;
