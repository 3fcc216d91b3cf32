package org.lowerbound.data.named;

import java.util.Locale;

/** The six ways in which EMNIST is divided (Cohen and others 2017, table 2). */
public enum EmnistSplit {
  /** 62 classes: digits, capital and small letters, as often as they were written. */
  BYCLASS(62, 0, 697_932, 116_323),
  /** 47 classes: capital and small letters that look alike are one. */
  BYMERGE(47, 0, 697_932, 116_323),
  /** The same 47 classes, equally often. */
  BALANCED(47, 0, 112_800, 18_800),
  /** 26 classes: a capital and its small letter are one; the files number them from 1. */
  LETTERS(26, 1, 124_800, 20_800),
  /** Ten classes, equally often. */
  DIGITS(10, 0, 240_000, 40_000),
  /** Ten classes, with the sizes of MNIST. */
  MNIST(10, 0, 60_000, 10_000);

  private final int classes;
  private final int firstNumber;
  private final int train;
  private final int test;

  EmnistSplit(int classes, int firstNumber, int train, int test) {
    this.classes = classes;
    this.firstNumber = firstNumber;
    this.train = train;
    this.test = test;
  }

  /** Returns the name that configurations, result tables and files use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how its label files number the classes. */
  IdxPart.Numbering numbering() {
    return new IdxPart.Numbering(firstNumber, classes);
  }

  /** Returns the number of training images. */
  int train() {
    return train;
  }

  /** Returns the number of test images. */
  int test() {
    return test;
  }
}
