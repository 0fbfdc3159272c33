/**
 * Who is attached to whom: listeners to gateways, routes to listeners, backends to rules, policies
 * to all of them, and the status that follows.
 */
@NullMarked
package dev.ballast.topology;

import org.jspecify.annotations.NullMarked;
