/** Models that are known by their draws alone: functions of noise without a density. */
package org.lowerbound.model.implicit;
