/**
 * A kit that asks any Flink job over keyed event time whether its results depend on what they must
 * not: the order in which events come, repeats, restarts, parallelism, the runtime. See {@code
 * docs/equality-kit.md}.
 */
package org.tallystick.equality;
