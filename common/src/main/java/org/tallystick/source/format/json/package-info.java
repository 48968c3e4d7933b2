/** JSON records: plain ones by a reader of our own, all others by a parser, with one outcome. */
package org.tallystick.source.format.json;
