/**
 * From JSON to checked, typed specs and back, with error messages made for the person who wrote the
 * file.
 *
 * <p>This package owns the only JSON parser. A spec is a plain immutable record; its component
 * names are the keys, {@link org.lowerbound.spec.Default} gives what may be left out, and {@link
 * org.lowerbound.experiment.config.SpecTypes} is the closed table of what a {@code "type"} may
 * name.
 */
package org.lowerbound.experiment.config;
