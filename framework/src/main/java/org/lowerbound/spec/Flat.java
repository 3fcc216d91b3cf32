package org.lowerbound.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a spec whose own components are keys of the spec in configurations, as if they
 * stood in its place. So specs share a group of settings, with its defaults and its checks, and
 * users see no group.
 *
 * <p>The component is a record without a default of its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flat {}
