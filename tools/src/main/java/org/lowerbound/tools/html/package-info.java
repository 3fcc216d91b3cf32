/** Pages that open in a browser from disk, made of rows and columns and text. */
package org.lowerbound.tools.html;
