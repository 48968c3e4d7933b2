package org.tallystick.window;

import java.io.Serializable;

/**
 * Which stretches of event time a metric is computed over; every one is {@code [start, end)}, in
 * epoch ms.
 */
public sealed interface Window extends Serializable permits AlignedWindow, SessionWindow {

    /**
     * The window as one writes it in a pipeline file, in its one normal form: {@code sliding 1 h
     * every 5 min}. It names the window in published cells and in savepoints.
     */
    String text();
}
