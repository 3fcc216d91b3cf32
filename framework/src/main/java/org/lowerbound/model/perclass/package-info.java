/** One copy of a model for each class. */
package org.lowerbound.model.perclass;
