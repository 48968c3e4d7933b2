package org.tallystick.jobs.sink.http;

import java.io.IOException;
import java.io.Serializable;
import org.tallystick.engine.Cell;

/** How a database wants to have cells: each as a line of text, many in a request. */
public interface LineFormat extends Serializable {

    /** Where lines are posted to. */
    String path();

    /**
     * One line, without its end. The line of a newer version of a cell takes the place of the older
     * one's, with all that it says.
     *
     * @param identity what the cell is known by
     * @throws UnfitCellException where the database cannot hold a value exactly
     */
    String line(Cell cell, String identity) throws UnfitCellException;

    /**
     * Makes ready what lines are written to, or says that it is.
     *
     * @throws RefusedCallException where it will not do
     */
    void prepare(HttpSession session) throws IOException;
}
