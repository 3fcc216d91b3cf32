/** What a configuration can name: the table from type names to the framework's specs. */
package org.lowerbound.experiment.definition;
