/** What a cluster does for Services besides the objects: addresses, translation, names. */
@NullMarked
package dev.ballast.lab.service;

import org.jspecify.annotations.NullMarked;
