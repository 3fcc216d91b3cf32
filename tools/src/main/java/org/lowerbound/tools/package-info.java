/** tools.jar: what is done with result tables after a sweep. */
package org.lowerbound.tools;
