package org.lowerbound.tools;

import com.google.common.collect.ImmutableList;

/**
 * What a command gives back.
 *
 * @param document what goes to the standard output; empty if it went into a file
 * @param problems what is wrong with what was found, a line each
 * @param remarks what there is to say of the document besides, a line each; nothing is wrong
 */
record Answer(String document, ImmutableList<String> problems, ImmutableList<String> remarks) {
  /** Returns a document with nothing wrong. */
  static Answer of(String document) {
    return new Answer(document, ImmutableList.of(), ImmutableList.of());
  }
}
