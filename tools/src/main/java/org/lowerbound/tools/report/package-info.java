/** What a sweep has left behind as one page for a browser. */
package org.lowerbound.tools.report;
