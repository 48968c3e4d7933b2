/**
 * CSV records: where they end in a file, which fields they have, which columns those are. Fields
 * are split by FastCSV, one record at a time; what stands in them is read as in any format of
 * texts.
 */
package org.tallystick.source.format.csv;
