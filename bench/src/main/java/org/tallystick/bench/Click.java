package org.tallystick.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;

/** An event as the hand-written peers see it: one key column, the time and the amount. */
public final class Click implements Serializable {
    private static final JsonFactory JSON = new JsonFactory();

    public String key;
    public long time;
    public double amount;

    /** Reads what a query needs of an event, in one pass. */
    static Click parse(byte[] json, String keyColumn) throws IOException {
        var click = new Click();
        try (var parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                if (name.equals(keyColumn)) {
                    click.key = parser.getText();
                } else if (name.equals("ts")) {
                    click.time = parser.getLongValue();
                } else if (name.equals("amount")) {
                    click.amount = parser.getDoubleValue();
                }
            }
        }
        return click;
    }
}
