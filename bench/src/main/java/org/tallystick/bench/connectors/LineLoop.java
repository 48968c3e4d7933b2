package org.tallystick.bench.connectors;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sink.http.LineSink;
import org.tallystick.jobs.sink.http.UnfitCellException;
import org.tallystick.json.CellJson;

/** Posts of {@value #BATCH} lines of the line protocol by the JDK's client. */
final class LineLoop implements Client {
    private static final int BATCH = 500;

    @Override
    public Writing writing(Place place, List<Cell> cells, Plan plan) throws UnfitCellException {
        var sink = (LineSink) Cells.prepare(plan);
        var json = new CellJson(plan.metrics());
        var lines = new ArrayList<String>();
        for (var cell : cells) {
            lines.add(sink.format().line(cell, json.identity(cell)));
        }
        return tally -> write(sink, lines, tally);
    }

    private static void write(LineSink sink, List<String> lines, Tally tally) throws Exception {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var address = URI.create(sink.server().url() + sink.format().path());
        for (int from = 0; from < lines.size(); from += BATCH) {
            var batch = lines.subList(from, Math.min(from + BATCH, lines.size()));
            batch.forEach(each -> tally.add());
            var body = String.join("\n", batch) + "\n";
            var request =
                    HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body));
            sink.server().headers().forEach(request::header);
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
        }
    }
}
