package org.lowerbound.data.own;

/** What becomes of an image whose sides are not as those asked for. */
public enum ImageFit {
  /** The largest part in its middle that has the right sides is taken. */
  CROP,
  /** It is stretched. */
  STRETCH
}
