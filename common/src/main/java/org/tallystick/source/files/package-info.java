/**
 * Files as a source of records: a folder is one partition, its files are read one after another by
 * one reader, and a place in them is what a checkpoint holds.
 */
package org.tallystick.source.files;
