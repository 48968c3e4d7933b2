/**
 * Arithmetic over one event that is exact or fails: functions that the planner's code calls in
 * place of its own operators, which wrap around or turn into null.
 */
package org.tallystick.sql.checked;
