package dev.ballast.admission.server;

/**
 * What goes back over HTTP.
 *
 * @param status 200, or 400 for a body that cannot be answered by name
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and not copied on its way out.
record Reply(int status, byte[] body) {}
