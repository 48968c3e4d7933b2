/**
 * {@code ./tallystick demo}: real flights, a Kafka broker in this JVM, and the story that they tell
 * of live results, the archive, and corrections.
 */
package org.tallystick.jobs.local.demo;
