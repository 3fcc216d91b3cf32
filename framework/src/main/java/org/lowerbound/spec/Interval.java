package org.lowerbound.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers that a component of a spec may be, where they are an interval whatever the other
 * components are. Of a list it is about each element, of a schedule about a plain number.
 *
 * <p>It tells editors and lists of keys what the record's constructor checks, and checks nothing
 * itself: a constructor says in words what is wrong.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Interval {
  /** The least number. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The number that all others lie above. */
  double above() default Double.NEGATIVE_INFINITY;

  /** The greatest number. */
  double max() default Double.POSITIVE_INFINITY;

  /** The number that all others lie below. */
  double below() default Double.POSITIVE_INFINITY;
}
