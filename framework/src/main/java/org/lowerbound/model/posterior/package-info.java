/**
 * Families of approximate posteriors q(z | x), and of the conditionals p(z | z') of a hierarchy.
 */
package org.lowerbound.model.posterior;
