package org.lowerbound.data;

/**
 * What people should know of a data set before they use it.
 *
 * @param what what the observations are, in a few words
 * @param size how many there are in the official parts, and how large
 * @param licence under which it may be used; says so if none is stated
 * @param origin who made it, and where it is found
 * @param remark what else is to be known, such as what its results do not compare with; may be
 *     empty
 */
public record DatasetNote(String what, String size, String licence, String origin, String remark) {
  /** Makes a note without a remark. */
  public DatasetNote(String what, String size, String licence, String origin) {
    this(what, size, licence, origin, "");
  }
}
