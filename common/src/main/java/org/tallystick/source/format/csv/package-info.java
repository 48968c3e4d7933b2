/** CSV records. */
package org.tallystick.source.format.csv;
