package org.lowerbound.spec;

/** Tells that a spec, a plug-in's most likely, gave null where it has to give something. */
public final class NothingBuiltException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient Object spec;

  private NothingBuiltException(Object spec) {
    super("%s gave nothing (null)".formatted(TypeNames.of(spec)));
    this.spec = spec;
  }

  /** Returns what a spec has given, which must not be null. */
  public static <T> T check(Object spec, T given) {
    if (given == null) {
      throw new NothingBuiltException(spec);
    }
    return given;
  }

  /** Returns the spec that gave nothing. */
  public Object spec() {
    return spec;
  }
}
