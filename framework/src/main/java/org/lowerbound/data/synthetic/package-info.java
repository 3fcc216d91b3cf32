/** Data sets made by code. */
package org.lowerbound.data.synthetic;
