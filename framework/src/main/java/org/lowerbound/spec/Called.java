package org.lowerbound.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The users' word for what is built of a spec, such as a distribution, where the words of its class
 * are not it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Called {
  /** The word, most often the type name of the spec that builds it: {@code "flow"}. */
  String value();
}
