/**
 * What the webhook shows to those who call it: a certificate of our own authority, which is kept in
 * a Secret, or one from mounted files. Also keeps the API server's idea of that authority right, in
 * the {@code caBundle} of the webhook configurations. Sees {@code certificates} and the Kubernetes
 * client.
 */
@NullMarked
package dev.ballast.credentials;

import org.jspecify.annotations.NullMarked;
