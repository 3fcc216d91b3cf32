/** Configuration: JSON in, checked descriptions out. */
package org.lowerbound.experiment.config;
