/** Cells as JSON: equal cells have equal text. Plain Java, but for Jackson's text of a double. */
package org.tallystick.json;
