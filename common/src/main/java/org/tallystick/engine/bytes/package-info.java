/**
 * Arrays of bytes that are written and read without a copy. What is written reads back the same; of
 * what the bytes mean nothing is known here.
 */
package org.tallystick.engine.bytes;
