/**
 * Pictures: pixels, type, grids of pictures and plots. What is drawn has the same pixels on every
 * machine, and needs neither a display nor fonts.
 */
package org.lowerbound.picture;
