package dev.ballast.source;

/**
 * One document of a file or stream.
 *
 * @param file the name to print, such as {@code shop/cart.yaml} or {@code <stdin>}
 * @param index position of the document in its file, from 0
 * @param root its tree
 * @param text the document's text with its place in the file, kept to draw the line a finding is
 *     about
 */
public record Document(String file, int index, Node root, SourceText text) {}
