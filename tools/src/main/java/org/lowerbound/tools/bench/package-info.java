/**
 * How fast the framework is, next to what the machine's arithmetic allows and to other programs.
 */
package org.lowerbound.tools.bench;
