/** Files that survive a crash: written whole or not at all. */
package org.lowerbound.file;
