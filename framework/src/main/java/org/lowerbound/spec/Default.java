package org.lowerbound.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that a component of a spec has when a configuration leaves it out.
 *
 * <p>A component without a default, and that is not an {@link java.util.Optional}, is required.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /**
   * The value as a configuration file would write it: {@code 0.001}, {@code "tanh"}, {@code []}.
   */
  String value();
}
