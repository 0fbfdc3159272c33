package dev.ballast.operator;

/**
 * An Event to be, in the words of {@code kubectl describe}.
 *
 * @param isWarning whether somebody should look
 * @param reason in CamelCase, such as {@code Conflicted}
 */
record Note(boolean isWarning, String reason, String text) {}
